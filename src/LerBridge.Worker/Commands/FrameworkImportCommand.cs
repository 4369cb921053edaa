using System.CommandLine;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Frameworks;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Frameworks;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Commands;

/// <summary><c>framework import FILE</c>: reads a framework in whatever form it is published, and keeps it under an id and version for mappings to name.</summary>
internal static class FrameworkImportCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var file = new Argument<string>("FILE") { Description = "A CASE package, a CTDL-ASN graph, rich skill descriptors (JSON or CSV) or a table of O*NET." };
        var id = new Option<string?>("--id") { HelpName = "ID", Description = "The id for mappings to name; without it, one is made of the title." };
        var version = new Option<string?>("--version") { HelpName = "V", Description = "The version for mappings to name; needed where the file does not say it." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Reads and checks, and writes nothing." };
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb(
            "import",
            "Checks a competency framework and keeps it under mappings/frameworks. What is there already is never written over.",
            "framework import nursing-2026.json --dry-run",
            "framework import skills.csv --id college-skills --version 2026.1")
        {
            file, id, version, dryRun, config, output,
        };
        verb.Does((result, _) =>
        {
            var folder = new FrameworkFolder(Composition.ReadSite(surroundings, result.GetValue(config), SettingsUse.Authoring).Options.MappingsDirectory);
            var name = result.GetValue(file) ?? string.Empty;
            var read = Read(Path.GetFullPath(name, surroundings.Directory), name, result.GetValue(id), result.GetValue(version));
            var kept = read.Framework is null ? KeepResult.AnotherContent
                : result.GetValue(dryRun) ? folder.Foresee(read.FileName, read.Package.Span)
                : folder.Keep(read.FileName, read.Package.Span);
            if (read.Framework is not null && kept == KeepResult.AnotherContent)
            {
                read = read with { Problems = [.. read.Problems, Taken(name, read)] };
            }

            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(FrameworkImportJson.Write(read, kept, result.GetValue(dryRun)));
            }
            else
            {
                FrameworkImportText.Write(read, kept, result.GetValue(dryRun), surroundings.Terminal);
            }

            return Task.FromResult(read.Problems.Any(problem => problem.Severity == Severity.Error) ? ExitCode.Usage : ExitCode.Done);
        });
        return verb;
    }

    private static FrameworkImportResult Read(string full, string shown, string? id, string? version)
    {
        // One byte too many is told like any other mistake of the file.
        var content = FrameworkFolder.Read(full, shown) ?? new byte[FrameworkImport.MaxBytes + 1];
        return FrameworkImport.Read(shown, content, id, version);
    }

    private static Diagnostic Taken(string name, FrameworkImportResult read) => new()
    {
        Code = "LB3319",
        File = name,
        Message = $"There is a framework {read.Id}@{read.Version} already, and it says something else.",
        Why = "credentials may have been issued by it",
        Try = $"keep this one as a version of its own:  --version {read.Version}.1,  then  lerbridge framework drift {read.Id}@{read.Version} {read.Id}@{read.Version}.1",
    };
}
