using System.CommandLine;
using LerBridge.Core.Diagnostics;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;

namespace LerBridge.Worker.Commands;

/// <summary><c>mapping check</c>: every mistake, with its place and what to write instead.</summary>
internal static class MappingCheckCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var files = new Argument<string[]>("FILE") { Arity = ArgumentArity.ZeroOrMore, Description = "Mapping files or folders of them; without any, all of MappingsDirectory." };
        var config = Options.Config();
        var output = Options.OutputAs("table", "json", "sarif", "github");
        var verb = new Verb(
            "check",
            "Compiles mapping files and tells every mistake with its place and what to write instead.",
            "mapping check",
            "mapping check mappings/canvas-courses.yaml --output json",
            "mapping check --output sarif > mappings.sarif")
        {
            files, config, output,
        };
        verb.Does(async (result, cancellationToken) =>
        {
            var form = result.GetValue(output) ?? "table";
            var terminal = surroundings.Terminal;
            Site? site = null;
            var catalog = ChosenMappings.Read(surroundings, result.GetValue(config), result.GetValue(files) ?? [], problems => Write(problems, form, terminal), (found, read, at) => ReviewsAhead.Added(found, site = read, at));
            catalog = site is null ? catalog : await RecentlyMissing.AddedAsync(catalog, site, surroundings, cancellationToken);
            var errors = catalog.Diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Error);
            if (form == "table")
            {
                DiagnosticText.Write(catalog.Diagnostics, catalog.TextOf, terminal.Output);
                terminal.Output.WriteLine($"{Counted.Of(catalog.Mappings.Count, "mapping")}: {Counted.Of(errors, "error")}, {Counted.Of(catalog.Diagnostics.Count - errors, "warning")}.");
            }
            else
            {
                Write(catalog.Diagnostics, form, terminal);
            }

            return errors > 0 ? ExitCode.Usage : ExitCode.Done;
        });
        return verb;
    }

    /// <summary>Problems in a form for programs; nothing where a person reads, who is told otherwise.</summary>
    public static void Write(IEnumerable<Diagnostic> problems, string form, Terminal terminal)
    {
        var text = form switch
        {
            "json" => DiagnosticJson.Write(problems),
            "sarif" => DiagnosticSarif.Write(problems),
            "github" => DiagnosticGitHub.Write(problems),
            "junit" => MappingTestJunit.Write(problems),
            _ => string.Empty,
        };
        if (text.Length > 0)
        {
            terminal.Output.WriteLine(text);
        }
    }
}
