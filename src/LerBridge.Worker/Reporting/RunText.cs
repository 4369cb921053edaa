using System.Globalization;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.Pipeline;
using LerBridge.Worker.Cli;
using Spectre.Console;

namespace LerBridge.Worker.Reporting;

/// <summary>Runs as a registrar reads them: what happened in a sentence, the figures, then what waits, why, where, and who can mend it.</summary>
internal static class RunText
{
    public static void Write(IReadOnlyList<RunReport> reports, IReadOnlyList<MappingPlan> mappings, Terminal terminal)
    {
        foreach (var report in reports)
        {
            terminal.Output.WriteLine(Sentence(report, TitleOf(report.Run.Mapping, mappings)));
        }

        if (reports.Any(report => report.Run.Counts.Read + report.Run.Counts.Absent > 0))
        {
            terminal.Output.WriteLine();
            terminal.Ansi.Write(Figures(reports));
        }

        WriteReasons(reports, mappings, terminal);
        foreach (var rest in reports.Select(report => report.Rest).OfType<RunEntry>())
        {
            terminal.Output.WriteLine($"Waits for approval by {rest.Mapping}: {N(PlanJson.Changes(rest.Counts))}. Look at it: lerbridge plans show {rest.Id}; do it: lerbridge apply {rest.Id}");
        }

        WriteTrouble(reports, terminal);
        WriteStanding(reports, terminal);
        foreach (var notice in reports.SelectMany(report => report.Notices.Select(notice => $"note from {report.Run.Connector}: {notice.Message} ({notice.Code})")).Distinct())
        {
            terminal.Output.WriteLine(notice);
        }
    }

    /// <summary>One run in one sentence.</summary>
    public static string Sentence(RunReport report, string title)
    {
        var counts = report.Run.Counts;
        if (report.Failure is { } failure)
        {
            return $"{title}: stopped. {failure.Message} ({failure.Code})";
        }

        if (report.Run is { State: RunState.Planned, Plan.Kind: PlanKind.Braked })
        {
            return $"{title}: stopped by a brake, and nothing of it was done. {string.Join(" ", report.Brakes.Select(brake => $"{brake.Message} ({brake.Code})"))} Look at it: lerbridge plans show {report.Run.Id}";
        }

        if (report.Run.State == RunState.Planned)
        {
            return $"{title}: waits as a plan, and nothing of it was done. Look at it: lerbridge plans show {report.Run.Id}";
        }

        if (report.Run.Outcome == RunOutcome.Discarded)
        {
            return $"{title}: a plan that was never applied. {report.Run.Failure} ({report.Run.FailureCode})";
        }

        if (report.Run.Outcome == RunOutcome.Interrupted)
        {
            return $"{title}: interrupted. What was done is kept; the next run goes on from there.";
        }

        var changes = string.Join(
            ", ",
            new[]
            {
                Some(counts.New, "issued"),
                Some(counts.Corrected, "corrected"),
                Some(counts.Withdrawn + counts.AbsentWithdrawn, "withdrawn"),
                Some(counts.Held + counts.AbsentHeld, "held for a person"),
                Some(counts.Failed, "failed"),
            }.OfType<string>());
        var repeated = counts.Duplicates > 0 ? $" ({Counted.Of(counts.Duplicates, "row")} more repeated one)" : string.Empty;
        var extract = report.Run.Scope is { } scope ? $" of a part of the stream ({scope})" : report.Run.ExtractComplete == false ? ", not all of the source could be read" : string.Empty;
        return $"{title}: {Counted.Of(counts.Read, "record")} read{repeated}{extract}; {(changes.Length > 0 ? changes : "nothing changed")}.";
    }

    private static Table Figures(IReadOnlyList<RunReport> reports)
    {
        var absent = reports.Any(report => report.Run.Counts.Absent > 0);
        var table = Tables.Plain("mapping");
        foreach (var name in new[] { "read", "new", "corrected", "withdrawn", "unchanged", "skipped", "held", "failed" })
        {
            table.AddColumn(Tables.Right(name));
        }

        if (absent)
        {
            table.AddColumn(Tables.Right("absent"));
        }

        table.AddColumn(Tables.Right("delivered"));
        foreach (var report in reports)
        {
            var counts = report.Run.Counts;
            long[] figures = [counts.Read, counts.New, counts.Corrected, counts.Withdrawn, counts.Unchanged, counts.Skipped, counts.Held, counts.Failed];
            var cells = figures.Select(N).Prepend(report.Run.Mapping);
            table.Row([.. (absent ? cells.Append(N(counts.Absent)) : cells).Append(Delivered(report.Delivery))]);
        }

        return table;
    }

    private static void WriteReasons(IReadOnlyList<RunReport> reports, IReadOnlyList<MappingPlan> mappings, Terminal terminal)
    {
        var rows = reports.SelectMany(report => report.Problems.Where(problem => problem.Kind != DecisionKind.Skipped).Select(problem => (report.Run, problem))).ToArray();
        if (rows.Length > 0)
        {
            var table = Tables.Plain("mapping", "became");
            table.AddColumn(Tables.Right("count"));
            foreach (var name in new[] { "why", "where", "who can mend it" })
            {
                table.AddColumn(name);
            }

            foreach (var (run, problem) in rows)
            {
                var plan = mappings.FirstOrDefault(plan => plan.Id == run.Mapping);
                table.Row(run.Mapping, Became(problem.Kind), N(problem.Count), $"{problem.Message} ({problem.Code})", problem.Where ?? "-", Remedy.Who(problem, run, plan));
            }

            terminal.Output.WriteLine();
            terminal.Ansi.Write(table);
        }

        foreach (var report in reports.Where(report => report.Run.Counts.Skipped > 0))
        {
            var reasons = report.Problems.Where(problem => problem.Kind == DecisionKind.Skipped).Select(problem => $"{N(problem.Count)} {FullStop.Without(problem.Message)}");
            terminal.Output.WriteLine(FullStop.Once($"Skipped by {report.Run.Mapping}, as it says: {string.Join("; ", reasons)}"));
        }

        foreach (var report in reports.Where(report => report.Changes.Any(change => change.Change != SourceChange.First)))
        {
            terminal.Output.WriteLine($"What {report.Run.Connector} changed for {report.Run.Mapping}: {ChangeText.Of(report.Changes)}.");
        }

        foreach (var report in reports.Where(report => report.Delivery.Held > 0))
        {
            terminal.Output.WriteLine($"Not sent by {report.Run.Mapping}: {N(report.Delivery.Held)}, because {report.Run.Connector} does not say whether the person asked for privacy (LB7101).");
        }
    }

    private static void WriteTrouble(IReadOnlyList<RunReport> reports, Terminal terminal)
    {
        foreach (var trouble in Trouble(reports).GroupBy(trouble => (trouble.Destination, trouble.State, trouble.Code, trouble.Reason)))
        {
            terminal.Output.WriteLine($"{trouble.Key.Destination}: {N(trouble.Count())}{(trouble.Count() == RunReport.MostTrouble ? " or more" : string.Empty)} {trouble.Key.State}: {trouble.Key.Reason} ({trouble.Key.Code})");
            if (trouble.First().Answer is { Length: > 0 } answer)
            {
                // What a receiver says may quote the record: a person at a terminal may read it, a log or a mail that keeps this output may not.
                terminal.Output.WriteLine(terminal.OutputIsTerminal
                    ? $"  it answered: {answer.ReplaceLineEndings(" ")}"
                    : $"  what it answered: lerbridge delivery list --destination {trouble.Key.Destination}");
            }
        }
    }

    // A message that waits for an answer from before can have been tried in more than one run of the night.
    private static IEnumerable<DeliveryTrouble> Trouble(IReadOnlyList<RunReport> reports) =>
        reports.SelectMany(report => report.Trouble).DistinctBy(trouble => (trouble.Destination, trouble.CredentialId, trouble.Operation));

    // What stands over from earlier runs, which nobody would look for.
    private static void WriteStanding(IReadOnlyList<RunReport> reports, Terminal terminal)
    {
        var earlier = reports.Sum(report => report.EarlierAccepted);
        if (earlier > 0)
        {
            terminal.Output.WriteLine($"Delivered besides: {N(earlier)} of earlier runs.");
        }

        var own = reports.Sum(report => report.Delivery.Held);
        var named = Trouble(reports).GroupBy(one => one.Destination, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        foreach (var standing in reports.SelectMany(report => report.Standing).GroupBy(standing => standing.Destination, StringComparer.Ordinal).Select(group => group.Last()))
        {
            if (StandingText.Of(standing, withTrouble: standing.Undelivered > named.GetValueOrDefault(standing.Destination), withHeld: own == 0) is { } text)
            {
                terminal.Output.WriteLine($"{standing.Destination}, with what earlier runs left: {text}{(standing.Barred + standing.GaveUp + standing.Refused + standing.InDoubt > 0 ? $". See: lerbridge delivery list --destination {standing.Destination}" : string.Empty)}");
            }
        }
    }

    private static string TitleOf(string id, IReadOnlyList<MappingPlan> mappings) => mappings.FirstOrDefault(plan => plan.Id == id) is { } plan ? $"{plan.Title} ({id})" : id;

    private static string Delivered(DeliveryCounts delivery)
    {
        var all = delivery.Accepted + delivery.Queued + delivery.Retrying + delivery.Refused + delivery.Held + delivery.InDoubt;
        return delivery.Accepted == all ? N(all) : $"{N(delivery.Accepted)} of {N(all)}";
    }

    private static string Became(DecisionKind kind) => kind switch
    {
        DecisionKind.AbsentKept => "absent, kept",
        DecisionKind.AbsentHeld => "absent, held",
        DecisionKind.AbsentWithdrawn => "absent, withdrawn",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static string? Some(long count, string what) => count > 0 ? $"{N(count)} {what}" : null;

    private static string N(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
