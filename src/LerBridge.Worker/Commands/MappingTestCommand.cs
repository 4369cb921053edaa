using System.CommandLine;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping;
using LerBridge.Core.Mapping.Coverage;
using LerBridge.Core.Mapping.Samples;
using LerBridge.Credentials;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Commands;

/// <summary><c>mapping test</c>: the tests that mappings carry, and the golden samples beside them.</summary>
internal static class MappingTestCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var names = new Argument<string[]>("FILE|ID") { Arity = ArgumentArity.ZeroOrMore, Description = "Mapping files, folders or ids; without any, all of MappingsDirectory." };
        var coverage = new Option<bool>("--coverage") { Description = "Says besides which reasons, conditions and rows of tables no test exercises." };
        var update = new Option<bool>("--update-samples") { Description = "Shows what of golden samples is not as it was, and accepts it: writes what comes of them now." };
        var config = Options.Config();
        var output = Options.OutputAs("table", "json", "junit");
        var verb = new Verb(
            "test",
            "Runs the tests that mappings carry, with the engine that runs records, and says what of their golden samples is not as it was.",
            "mapping test",
            "mapping test canvas-courses --coverage",
            "mapping test canvas-courses --update-samples",
            "mapping test --output junit > mappings.xml")
        {
            names, coverage, update, config, output,
        };
        verb.Does((result, _) =>
        {
            var form = result.GetValue(output) ?? "table";
            var terminal = surroundings.Terminal;
            var catalog = ChosenMappings.Read(surroundings, result.GetValue(config), result.GetValue(names) ?? [], problems => MappingCheckCommand.Write(problems, form, terminal));
            if (catalog.HasErrors)
            {
                MappingCheckCommand.Write(catalog.Diagnostics, form, terminal);
                throw new MappingException(catalog);
            }

            var site = Composition.ReadSite(surroundings, result.GetValue(config), SettingsUse.Authoring);
            var sheets = catalog.Mappings.Select(mapping => mapping.Plan is { } plan ? SampleFiles.Of(site, plan) : null).ToArray();
            try
            {
                SampleFiles.Sound(catalog.Mappings, sheets.OfType<SampleSheet>());
            }
            catch (MappingException mistaken)
            {
                MappingCheckCommand.Write(mistaken.Catalog.Diagnostics, form, terminal);
                throw;
            }

            var check = new ClaimsPreflight(Composition.IssuerOptions(site.Options)).Check;
            var samples = catalog.Mappings.Select((mapping, i) => sheets[i] is { } sheet ? new GoldenSamples(mapping, check).Run(sheet) : []).ToArray();
            MappingTestResult[] tests = [.. catalog.Mappings.SelectMany(mapping => MappingTests.Run(mapping, check)), .. samples.SelectMany(one => one).Select(one => one.Result)];
            var covered = result.GetValue(coverage) ? Covered(site, catalog) : null;
            Write(tests, covered, form, terminal);
            foreach (var untested in catalog.Mappings.Where(mapping => mapping.TestCount == 0))
            {
                terminal.Error.WriteLine($"{untested.File} carries no test.");
            }

            foreach (var unsampled in catalog.Mappings.Where((_, i) => sheets[i] is null))
            {
                terminal.Error.WriteLine($"note LB1408  {unsampled.File} has no golden samples; {Invocation.Of(surroundings)} mapping sample {unsampled.Plan?.Id} takes some from what was read.");
            }

            var accepts = result.GetValue(update);
            if (accepts)
            {
                Accept(site, catalog, samples, terminal);
            }

            // nothing that was looked at proves nothing
            return Task.FromResult(tests.Any(test => !test.Passed && !(test.IsSample && accepts)) || tests.Length == 0 ? ExitCode.Failures : ExitCode.Done);
        });
        return verb;
    }

    private static void Write(MappingTestResult[] tests, IReadOnlyList<MappingCoverage>? coverage, string form, Terminal terminal)
    {
        switch (form)
        {
            case "json":
                terminal.Output.WriteLine(MappingTestJson.Write(tests, coverage));
                return;
            case "junit":
                terminal.Output.WriteLine(MappingTestJunit.Write(tests));
                break;
            default:
                foreach (var test in tests)
                {
                    terminal.Output.WriteLine(MappingTests.Describe(test));
                }

                terminal.Output.WriteLine(Sum(tests));
                break;
        }

        // the form of build servers has no place for it
        var writer = form == "junit" ? terminal.Error : terminal.Output;
        foreach (var one in coverage ?? [])
        {
            writer.Write(CoverageText.Write(one));
        }
    }

    private static string Sum(MappingTestResult[] tests)
    {
        var (written, samples) = (tests.Where(test => !test.IsSample).ToArray(), tests.Where(test => test.IsSample).ToArray());
        var sum = $"{written.Count(test => test.Passed)} of {Counted.Of(written.Length, "test")} passed.";
        return samples.Length == 0 ? sum : $"{sum} {samples.Count(test => test.Passed)} of {Counted.Of(samples.Length, "golden sample")} came to the same as before.";
    }

    // said where a person reads; programs have the differences in what was written already
    private static void Accept(Site site, CatalogResult catalog, IReadOnlyList<SampleResult>[] samples, Terminal terminal)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            var changed = samples[i].Count(one => !one.Same);
            if (changed > 0 && catalog.Mappings[i].Plan is { } plan)
            {
                var file = SampleFiles.Write(site, plan, samples[i].Select(one => one.Accepted));
                terminal.Error.WriteLine($"{Counted.Of(changed, "golden sample")} of {plan.Id} accepted as {(changed == 1 ? "it comes" : "they come")} out now: {file}.");
            }
        }
    }

    private static List<MappingCoverage> Covered(Site site, CatalogResult catalog)
    {
        var context = ChosenMappings.Context(site);
        return [.. catalog.Mappings.Select(mapping => MappingCoverage.Of(mapping, context)).OfType<MappingCoverage>()];
    }
}
