using System.CommandLine;
using LerBridge.Core.Diagnostics;
using LerBridge.Worker.Cli;

namespace LerBridge.Worker.Commands;

/// <summary><c>mapping check</c>: every mistake, with its place and what to write instead.</summary>
internal static class MappingCheckCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var files = new Argument<string[]>("FILE") { Arity = ArgumentArity.ZeroOrMore, Description = "Mapping files; without any, all of MappingsDirectory." };
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("check", "Compiles mapping files and tells every mistake with its place and what to write instead.", "mapping check", "mapping check mappings/canvas-courses.yaml --output json") { files, config, output };
        verb.Does((result, _) =>
        {
            var json = result.IsJson(output);
            var catalog = ChosenMappings.Read(surroundings, result.GetValue(config), result.GetValue(files) ?? [], problems => WriteJson(problems, json, surroundings.Terminal), ReviewsAhead.Added);
            var errors = catalog.Diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Error);
            var warnings = catalog.Diagnostics.Count - errors;
            var terminal = surroundings.Terminal;
            if (json)
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

    /// <summary>Problems for a script.</summary>
    public static void WriteJson(IEnumerable<Diagnostic> problems, bool json, Terminal terminal)
    {
        if (json)
        {
            terminal.Output.WriteLine(DiagnosticJson.Write(problems));
        }
    }
}
