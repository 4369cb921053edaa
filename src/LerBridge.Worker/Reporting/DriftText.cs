using LerBridge.Core.Drift;
using LerBridge.Core.Sources;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Commands;

namespace LerBridge.Worker.Reporting;

/// <summary>What drifted in a stream: a table of its fields then and now, and the sentences below it.</summary>
internal static class DriftText
{
    public static void Write(string connector, StreamDrift drift, Terminal terminal)
    {
        terminal.Output.WriteLine($"{connector} {drift.Stream}: the run of {drift.LastRun}, and {drift.Looked} records now.");
        var table = Tables.Plain("column");
        table.Add(Tables.Wrapped("last run"), Tables.Wrapped("now"), Tables.Wrapped("fields"));
        var now = drift.Now.ToDictionary(field => field.Name, StringComparer.Ordinal);
        foreach (var field in drift.Before)
        {
            table.Row(Marked(drift, field.Name), Form(field), now.TryGetValue(field.Name, out var same) ? Form(same) : "-", string.Join(", ", field.Fields));
        }

        foreach (var field in drift.Now.Where(field => drift.Before.All(old => old.Name != field.Name)))
        {
            table.Row(Marked(drift, field.Name), "-", Form(field), string.Join(", ", field.Fields));
        }

        terminal.Ansi.Write(table);
        terminal.Output.WriteLine(drift.Drifts.Count == 0 ? "Nothing has changed." : string.Join(Environment.NewLine, drift.Drifts.Select(one => one.Sentence)));
    }

    /// <summary>One line of a check.</summary>
    public static ConnectionFinding Finding(StreamDrift drift)
    {
        var subject = $"Stream {drift.Stream}: fields as in the run of {drift.LastRun}";
        return drift.Drifts.Count == 0
            ? new ConnectionFinding(subject, FindingResult.Yes)
            : new ConnectionFinding(subject, drift.Drifts.All(one => one.Drift.Kind == DriftKind.New) ? FindingResult.Yes : FindingResult.Unknown, $"{string.Join(" ", drift.Drifts.Select(one => one.Sentence))} ({DriftReport.Code})");
    }

    private static string Marked(StreamDrift drift, string name) => drift.Drifts.FirstOrDefault(one => one.Drift.Name == name) is { } touched
        ? $"{touched.Drift.Kind switch { DriftKind.New => "+", DriftKind.Vanished => "-", _ => "!" }} {name}"
        : $"  {name}";

    private static string Form(SeenField field) => field.Looked == 0 ? field.Form : $"{field.Form}, {field.Filled} of {field.Looked}";
}
