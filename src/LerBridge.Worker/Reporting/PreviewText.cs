using System.Globalization;
using System.Text.Json;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping;
using LerBridge.Core.Mapping.Preview;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Commands;

namespace LerBridge.Worker.Reporting;

/// <summary>A preview as an author reads it: the sentence first, then what becomes of records and why, then the records.</summary>
internal static class PreviewText
{
    public static void Write(PreviewReport report, PreviewShow show, Terminal terminal)
    {
        var output = terminal.Output;
        var shown = report.Draft ?? report.Plan;
        output.WriteLine($"{shown.Title} ({shown.Id}), on {report.Source.Sentence}; record date {report.Source.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.");
        foreach (var note in PreviewNotes.Of(report))
        {
            output.WriteLine($"note: {note}");
        }

        if (report.Impact is { } impact)
        {
            output.WriteLine(impact.Sentence);
            WriteImpact(impact, terminal);
        }

        if (report.Samples is { } samples)
        {
            output.WriteLine();
            output.WriteLine(samples.Sentence);
            foreach (var sample in samples.Differing)
            {
                output.WriteLine(MappingTests.Describe(sample));
            }
        }

        WriteCounts(report, terminal);
        if (report.Items.Count == 1 && show.Claims)
        {
            WriteOne(report.Items[0], report, show, terminal);
        }
        else if (report.Items.Count > 0)
        {
            WriteItems(report, show, terminal);
        }
    }

    private static void WriteImpact(Impact impact, Terminal terminal)
    {
        if (impact.Groups.Count == 0)
        {
            return;
        }

        var table = Tables.Plain("change");
        table.Add(Tables.Right("records"), Tables.Wrapped("where"), Tables.Wrapped("before"), Tables.Wrapped("after"), Tables.Wrapped("for example"));
        foreach (var group in impact.Groups.Take(50))
        {
            table.Row(group.Item is null ? group.Kind : $"{group.Kind} {group.Item}", N(group.Count), group.Field, group.Before ?? "-", group.After ?? "-", string.Join(", ", group.Examples));
        }

        terminal.Output.WriteLine();
        terminal.Ansi.Write(table);
    }

    private static void WriteCounts(PreviewReport report, Terminal terminal)
    {
        var table = Tables.Plain(report.Draft is null ? "becomes" : "would become");
        table.Add(Tables.Right("records"), Tables.Wrapped("why"), Tables.Wrapped("where"));
        foreach (var (word, code, reason, where, count) in report.Counts)
        {
            table.Row(word, N(count), reason is null ? "-" : $"{reason} ({code})", where ?? "-");
        }

        terminal.Output.WriteLine();
        terminal.Ansi.Write(table);
    }

    private static void WriteItems(PreviewReport report, PreviewShow show, Terminal terminal)
    {
        if (show.Claims || show.Values)
        {
            foreach (var item in report.Items)
            {
                WriteOne(item, report, show, terminal);
            }

            return;
        }

        var table = Tables.Plain("record", report.Draft is null ? "becomes" : "would become");
        table.Add(Tables.Wrapped("why"), Tables.Wrapped("where"));
        foreach (var item in report.Items)
        {
            table.Row(item.Name, item.Before is { } before && before.Word != item.Outcome.Word ? $"{before.Word} → {item.Outcome.Word}" : item.Outcome.Word, item.Outcome.Reason?.Text ?? "-", item.Outcome.Reason?.Where ?? "-");
        }

        terminal.Output.WriteLine();
        terminal.Ansi.Write(table);
        if (report.Items.Count < (report.Impact?.Differ ?? report.Records))
        {
            terminal.Output.WriteLine($"{(report.Impact is null ? "The last" : "The first")} {report.Items.Count} {(report.Impact is null ? "of them" : "that would differ")}. One of them alone: --record and its hash; what credentials would say: --claims.");
        }
    }

    private static void WriteOne(PreviewItem item, PreviewReport report, PreviewShow show, Terminal terminal)
    {
        var output = terminal.Output;
        output.WriteLine();
        output.WriteLine($"{item.Name}: {Described(item.Outcome)}");
        if (item.Before is { } before)
        {
            output.WriteLine($"  {(Described(before) == Described(item.Outcome) ? "as now" : $"now: {Described(before)}")}");
            foreach (var change in before.Issues && item.Outcome.Issues ? PreviewItems.Changes(item, before, report) : [])
            {
                output.WriteLine($"  {change}");
            }
        }

        if (show.Values)
        {
            foreach (var (field, value) in PreviewItems.Values(item, report))
            {
                output.WriteLine($"  {field}: {value}");
            }
        }

        if (show.Claims && item.Outcome.Issues)
        {
            foreach (var line in (PreviewItems.Claims(item, report)?.ToJsonString(Indented) ?? "null").Split('\n'))
            {
                output.WriteLine($"  {line}");
            }
        }
    }

    private static string Described(PreviewOutcome outcome) =>
        outcome.Reason is { } reason ? $"{outcome.Word}: {reason.Text} ({reason.Code}, {reason.Where})" : "issue";

    private static string N(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    private static readonly JsonSerializerOptions Indented = JsonText.Options();
}
