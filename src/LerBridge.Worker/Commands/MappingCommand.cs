using System.CommandLine;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping;
using LerBridge.Core.Settings;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Commands;

/// <summary><c>mapping check</c> and <c>mapping test</c>: what an author needs before a mapping runs.</summary>
internal static class MappingCommand
{
    public static Command Create(Surroundings surroundings) => new("mapping", "Checks and tests mapping files.") { Check(surroundings), Test(surroundings) };

    private static Verb Check(Surroundings surroundings)
    {
        var files = new Argument<string[]>("FILE") { Arity = ArgumentArity.ZeroOrMore, Description = "Mapping files; without any, all of MappingsDirectory." };
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("check", "Compiles mapping files and tells every mistake with its place and what to write instead.", "mapping check", "mapping check mappings/canvas-courses.yaml --output json") { files, config, output };
        verb.Does((result, _) =>
        {
            var catalog = Read(surroundings, result.GetValue(config), result.GetValue(files) ?? [], result.IsJson(output), ReviewsAhead.Added);
            var errors = catalog.Diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Error);
            var warnings = catalog.Diagnostics.Count - errors;
            var terminal = surroundings.Terminal;
            if (result.IsJson(output))
            {
                terminal.Output.WriteLine(DiagnosticJson.Write(catalog.Diagnostics));
            }
            else
            {
                DiagnosticText.Write(catalog.Diagnostics, catalog.TextOf, terminal.Output);
                terminal.Output.WriteLine($"{Counted.Of(catalog.Mappings.Count, "mapping")}: {Counted.Of(errors, "error")}, {Counted.Of(warnings, "warning")}.");
            }

            return Task.FromResult(errors > 0 ? ExitCode.Usage : ExitCode.Done);
        });
        return verb;
    }

    private static Verb Test(Surroundings surroundings)
    {
        var names = new Argument<string[]>("FILE|ID") { Arity = ArgumentArity.ZeroOrMore, Description = "Mapping files or ids; without any, all of MappingsDirectory." };
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("test", "Runs the tests that mappings carry, with the engine that runs records.", "mapping test", "mapping test canvas-courses --output json") { names, config, output };
        verb.Does((result, _) =>
        {
            var catalog = Read(surroundings, result.GetValue(config), result.GetValue(names) ?? [], result.IsJson(output));
            if (catalog.HasErrors)
            {
                WriteJson(catalog.Diagnostics, result.IsJson(output), surroundings.Terminal);
                throw new MappingException(catalog);
            }

            var tests = catalog.Mappings.SelectMany(MappingTests.Run).ToArray();
            var failed = tests.Count(test => !test.Passed);
            var terminal = surroundings.Terminal;
            if (result.IsJson(output))
            {
                terminal.Output.WriteLine(MappingTestJson.Write(tests));
            }
            else
            {
                foreach (var test in tests)
                {
                    terminal.Output.WriteLine(MappingTests.Describe(test));
                }

                terminal.Output.WriteLine($"{tests.Length - failed} of {Counted.Of(tests.Length, "test")} passed.");
            }

            return Task.FromResult(failed > 0 ? ExitCode.Failures : ExitCode.Done);
        });
        return verb;
    }

    // What keeps a mapping from being read is said where a script looks for what is wrong with it, too.
    private static CatalogResult Read(Surroundings surroundings, string? config, string[] names, bool json, Func<CatalogResult, Site, Surroundings, CatalogResult>? also = null)
    {
        try
        {
            var site = Composition.ReadSite(surroundings, config, SettingsUse.Reading);
            var chosen = Chosen(site, names, surroundings);
            return also is null ? chosen : also(chosen, site, surroundings);
        }
        catch (SettingsException settings)
        {
            WriteJson(settings.Problems, json, surroundings.Terminal);
            throw;
        }
        catch (MappingException mapping)
        {
            WriteJson(mapping.Catalog.Diagnostics, json, surroundings.Terminal);
            throw;
        }
    }

    private static void WriteJson(IEnumerable<Diagnostic> problems, bool json, Terminal terminal)
    {
        if (json)
        {
            terminal.Output.WriteLine(DiagnosticJson.Write(problems));
        }
    }

    private static CatalogResult Chosen(Site site, string[] names, Surroundings surroundings)
    {
        if (names.Length == 0)
        {
            return site.Catalog.Mappings.Count > 0 ? site.Catalog : throw site.NoMapping();
        }

        var context = new MappingContext
        {
            Schemas = new ConnectorSchemas(site.Options.Connectors),
            Files = new MappingDirectory(site.Options.MappingsDirectory),
            IssuerDid = site.Options.Issuer.Did,
            Destinations = [.. site.Options.Destinations.Keys],
        };
        CompileResult[] mappings = [.. names.Select(name => ById(site, name) ?? Named(name, surroundings, context))];
        return new CatalogResult(mappings, [.. mappings.SelectMany(mapping => mapping.Diagnostics).Distinct()]);
    }

    // Compiled under its full path, so that it finds its tables; told under the name that the person gave it.
    private static CompileResult Named(string name, Surroundings surroundings, MappingContext context)
    {
        var full = Path.GetFullPath(name, surroundings.Directory);
        var result = MappingCatalog.LoadFile(full, context);
        return result with { File = name, Diagnostics = [.. result.Diagnostics.Select(diagnostic => diagnostic.File == full ? diagnostic with { File = name } : diagnostic)] };
    }

    // An id names a mapping of the directory; anything else is a file.
    private static CompileResult? ById(Site site, string name)
    {
        if (name.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) || Path.GetExtension(name) is ".yaml" or ".yml")
        {
            return null;
        }

        var plan = site.Mapping(name);
        return site.Catalog.Mappings.First(mapping => mapping.Plan == plan);
    }
}
