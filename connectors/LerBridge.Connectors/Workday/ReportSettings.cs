using System.Text.RegularExpressions;
using LerBridge.Connectors.Columns;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Settings;

namespace LerBridge.Connectors.Workday;

/// <summary>Reads an entry of <c>Reports</c>.</summary>
internal static partial class ReportSettings
{
    /// <summary>The report, whose local times are of the tenant's zone; null where its settings are wrong, which is reported.</summary>
    public static WorkdayReport? Read(string stream, SettingsSection section, TimeZoneInfo zone)
    {
        var path = section.RequiredText("Path");
        var format = section.Choice("Format", "json", "json", "csv", "simplexml");
        var prompts = Prompts(section);
        var days = section.Whole("FullEveryDays", 7, 1, 90);
        var overlap = section.Whole("OverlapMinutes", 60, 0, 7 * 24 * 60);
        var from = section.Day("FullFrom");
        if (path.Length > 0 && (path[0] != '/' || path.StartsWith("//", StringComparison.Ordinal)))
        {
            section.Report("Path", "LB2007", $"{section.Path}:Path should begin with one / and leave out the host.", "Copy what stands behind the host in the report's web service address.");
            return null;
        }

        return ColumnSettings.Read(stream, section) is { } set
            ? new WorkdayReport(set with { Zone = zone }, path, format switch { "csv" => ReportFormat.Csv, "simplexml" => ReportFormat.SimpleXml, _ => ReportFormat.Json })
            {
                Prompts = prompts,
                FullEveryDays = days,
                Overlap = TimeSpan.FromMinutes(overlap),
                FullFrom = from,
            }
            : null;
    }

    private static List<ReportPrompt> Prompts(SettingsSection section)
    {
        var prompts = new List<ReportPrompt>();
        if (section.Section("Prompts") is not { } written)
        {
            return prompts;
        }

        foreach (var name in written.Names.ToList())
        {
            var prompt = new ReportPrompt(name, written.Text(name) ?? string.Empty);
            prompts.Add(prompt);
            foreach (Match placeholder in Placeholder().Matches(prompt.Value))
            {
                if (!ReportPrompt.Placeholders.Contains(placeholder.Value))
                {
                    var nearest = Suggestion.Nearest(placeholder.Value, ReportPrompt.Placeholders);
                    written.Report(name, "LB2007", $"\"{placeholder.Value}\" stands for nothing.", nearest is null ? $"One of: {string.Join(", ", ReportPrompt.Placeholders)}." : $"Did you mean \"{nearest}\"?");
                }
            }
        }

        return prompts;
    }

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Placeholder();
}
