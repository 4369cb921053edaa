using LerBridge.Core.Diagnostics;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Commands;

namespace LerBridge.Worker.Reporting;

/// <summary>What capturing golden samples came to, as an author reads it.</summary>
internal static class SamplesText
{
    public static void Write(SampleReport report, string? file, string invocation, Terminal terminal)
    {
        var output = terminal.Output;
        output.WriteLine($"{report.Plan.Title} ({report.Plan.Id}), on {report.Source.Sentence}.");
        foreach (var (why, count) in report.Refused)
        {
            output.WriteLine(FullStop.Once($"note: {Counted.Of(count, "record")} passed over (LB1409): {why}"));
        }

        if (report.Added.Count == 0)
        {
            output.WriteLine(report.Before.Count > 0 ? $"Nothing new: the {Counted.Of(report.Before.Count, "sample")} in {file} show all that these records do, or as many as --most allows." : "None of them can be a golden sample.");
            return;
        }

        var table = Tables.Plain("sample", "becomes");
        table.Add(Tables.Wrapped("why"));
        foreach (var sample in report.Added)
        {
            table.Row(sample.Name, sample.Expected.Word, sample.Expected.Code is { } code ? $"{sample.Expected.Reason} ({code})" : "-");
        }

        output.WriteLine();
        terminal.Ansi.Write(table);
        output.WriteLine($"{Counted.Of(report.Added.Count, "golden sample")} written to {file}; {(report.Before.Count == 0 ? "these are all" : $"{Counted.Of(report.Before.Count, "sample")} {(report.Before.Count == 1 ? "was" : "were")} there before")}.");
        output.WriteLine($"Names, numbers and addresses of persons are made up. Look the file over, then keep it with the mapping; {invocation} mapping test holds every change against it.");
    }
}
