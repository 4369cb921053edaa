using System.Globalization;
using LerBridge.Core.Diagnostics;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Commands;

namespace LerBridge.Worker.Reporting;

/// <summary>A sample of a stream as a table: which fields are filled, and on request the values that are nobody's.</summary>
internal static class SampleText
{
    public static void Write(string connector, Sample sample, bool values, Terminal terminal)
    {
        var all = sample.ReadAll ? "all there is" : "there are more";
        terminal.Output.WriteLine($"{connector} {sample.Schema.Stream}: {Counted.Of(sample.Records.Count, "record")} read, {all}{(sample.Rejected > 0 ? $"; {Counted.Of(sample.Rejected, "row")} could not become a record" : string.Empty)}.");
        foreach (var notice in sample.Notices.DistinctBy(notice => notice.Code + notice.Message))
        {
            terminal.Output.WriteLine($"note: {notice.Message} ({notice.Code})");
        }

        if (values)
        {
            WriteValues(sample, terminal);
            return;
        }

        var table = Tables.Plain("field");
        table.Add(Tables.Wrapped("type"), Tables.Wrapped("tags"), Tables.Right("filled"));
        for (var slot = 0; slot < sample.Schema.Fields.Length - 1; slot++)
        {
            var field = sample.Schema.Fields[slot];
            table.Row(field.Name, Streams.TypeOf(field), Streams.TagsOf(field), string.Create(CultureInfo.InvariantCulture, $"{sample.Filled(slot)} of {sample.Records.Count}"));
        }

        terminal.Ansi.Write(table);
    }

    private static void WriteValues(Sample sample, Terminal terminal)
    {
        for (var number = 0; number < sample.Records.Count; number++)
        {
            var record = sample.Records[number];
            terminal.Output.WriteLine($"record {number + 1}{(record.Place is { } place ? $" ({place})" : string.Empty)}");
            for (var slot = 0; slot < sample.Schema.Fields.Length - 1; slot++)
            {
                if (sample.Shown(record, slot) is { } shown)
                {
                    terminal.Output.WriteLine($"  {sample.Schema.Fields[slot].Name}: {shown}");
                }
            }
        }
    }
}
