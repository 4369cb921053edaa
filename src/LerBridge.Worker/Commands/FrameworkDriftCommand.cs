using System.CommandLine;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Frameworks;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Commands;

/// <summary><c>framework drift OLD NEW</c>: what changed between two versions, and which rows, mappings and issued credentials that concerns.</summary>
internal static class FrameworkDriftCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var old = new Argument<string>("OLD") { Description = "The version that mappings use: id@version, or a file." };
        var next = new Argument<string>("NEW") { Description = "The version to compare it with: id@version, or a file." };
        var limit = Options.Count("--limit", "How many changes and rows are listed at most; JSON has them all.", 50);
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb(
            "drift",
            "Compares two versions of a framework, lists the rows, mappings and credentials that a change concerns, and proposes replacements. Ends with 1 where somebody has to decide.",
            "framework drift nursing@2025 nursing@2026",
            "framework drift nursing@2025 ./nursing-2026-draft.json --output json")
        {
            old, next, limit, config, output,
        };
        verb.Does(async (result, cancellationToken) =>
        {
            var site = Composition.ReadSite(surroundings, result.GetValue(config), SettingsUse.Authoring);
            var folder = new FrameworkFolder(site.Options.MappingsDirectory);
            var before = KnownFramework.Find(result.GetValue(old) ?? string.Empty, folder, surroundings);
            var after = KnownFramework.Find(result.GetValue(next) ?? string.Empty, folder, surroundings);
            var report = await DriftReport.MakeAsync(before, after, site, surroundings.Time, cancellationToken);
            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(FrameworkDriftJson.Write(report));
            }
            else
            {
                FrameworkDriftText.Write(report, result.GetValue(limit), surroundings.Terminal);
            }

            return report.NeedsPerson ? ExitCode.Failures : ExitCode.Done;
        });
        return verb;
    }
}
