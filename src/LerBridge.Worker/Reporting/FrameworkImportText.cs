using System.Globalization;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Frameworks;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Frameworks;

namespace LerBridge.Worker.Reporting;

/// <summary>What an import came to, as a person reads it: mistakes on the error stream, what was read on the output.</summary>
internal static class FrameworkImportText
{
    public static void Write(FrameworkImportResult read, KeepResult kept, bool dryRun, Terminal terminal)
    {
        DiagnosticText.Write(read.Problems, _ => null, terminal.Error);
        if (read.Framework is not { } framework)
        {
            terminal.Error.WriteLine("Nothing was imported.");
            return;
        }

        var output = terminal.Output;
        output.WriteLine($"{framework.Head.Title} ({read.Form})");
        output.WriteLine($"  kept as       {read.Id}@{read.Version}");
        output.WriteLine($"  items         {Number(framework.Items.Count)}{Withdrawn(framework)}");
        output.WriteLine($"  associations  {Number(framework.Associations.Count)}{Types(framework)}");
        if (framework.Head.Definitions + framework.Head.Rubrics > 0)
        {
            output.WriteLine($"  definitions   {Number(framework.Head.Definitions)}, rubrics {Number(framework.Head.Rubrics)}");
        }

        foreach (var sentence in read.LeftOut)
        {
            output.WriteLine($"  not taken over: {sentence}");
        }

        output.WriteLine(kept switch
        {
            KeepResult.AnotherContent => "Nothing was written.",
            KeepResult.ThereAlready => $"frameworks/{read.FileName} has this content already.",
            _ when dryRun => $"Nothing was written (--dry-run); it would be frameworks/{read.FileName}.",
            _ => $"Written to frameworks/{read.FileName}.",
        });
    }

    private static string Withdrawn(CompetencyFramework framework)
    {
        var withdrawn = framework.Items.Count(item => framework.EndOf(item) is not null);
        var replaced = framework.Items.Count(framework.IsReplaced);
        return (withdrawn, replaced) switch
        {
            (0, 0) => string.Empty,
            (_, 0) => $", {Number(withdrawn)} with an end",
            (0, _) => $", {Number(replaced)} replaced",
            _ => $", {Number(withdrawn)} with an end, {Number(replaced)} replaced",
        };
    }

    private static string Types(CompetencyFramework framework)
    {
        var types = framework.Associations.GroupBy(association => association.Type).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal);
        var shown = string.Join(", ", types.Select(group => $"{Number(group.Count())} {group.Key}"));
        return shown.Length > 0 ? $": {shown}" : string.Empty;
    }

    private static string Number(int count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
