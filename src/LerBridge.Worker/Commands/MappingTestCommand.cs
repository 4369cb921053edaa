using System.CommandLine;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping;
using LerBridge.Core.Mapping.Coverage;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Commands;

/// <summary><c>mapping test</c>: the tests that mappings carry.</summary>
internal static class MappingTestCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var names = new Argument<string[]>("FILE|ID") { Arity = ArgumentArity.ZeroOrMore, Description = "Mapping files, folders or ids; without any, all of MappingsDirectory." };
        var coverage = new Option<bool>("--coverage") { Description = "Says besides which reasons, conditions and rows of tables no test exercises." };
        var config = Options.Config();
        var output = Options.OutputAs("table", "json", "junit");
        var verb = new Verb(
            "test",
            "Runs the tests that mappings carry, with the engine that runs records.",
            "mapping test",
            "mapping test canvas-courses --coverage",
            "mapping test --output junit > mappings.xml")
        {
            names, coverage, config, output,
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

            var tests = catalog.Mappings.SelectMany(MappingTests.Run).ToArray();
            var failed = tests.Count(test => !test.Passed);
            var covered = result.GetValue(coverage) ? Covered(surroundings, result.GetValue(config), catalog) : null;
            Write(tests, covered, form, terminal);
            foreach (var untested in catalog.Mappings.Where(mapping => mapping.TestCount == 0))
            {
                terminal.Error.WriteLine($"{untested.File} carries no test.");
            }

            // nothing that was looked at proves nothing
            return Task.FromResult(failed > 0 || tests.Length == 0 ? ExitCode.Failures : ExitCode.Done);
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

                terminal.Output.WriteLine($"{tests.Count(test => test.Passed)} of {Counted.Of(tests.Length, "test")} passed.");
                break;
        }

        // the form of build servers has no place for it
        var writer = form == "junit" ? terminal.Error : terminal.Output;
        foreach (var one in coverage ?? [])
        {
            writer.Write(CoverageText.Write(one));
        }
    }

    private static List<MappingCoverage> Covered(Surroundings surroundings, string? config, CatalogResult catalog)
    {
        var context = ChosenMappings.Context(Composition.ReadSite(surroundings, config, SettingsUse.Authoring));
        return [.. catalog.Mappings.Select(mapping => MappingCoverage.Of(mapping, context)).OfType<MappingCoverage>()];
    }
}
