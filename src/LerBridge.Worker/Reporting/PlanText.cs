using System.Globalization;
using System.Text;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.Pipeline;
using LerBridge.Worker.Cli;

namespace LerBridge.Worker.Reporting;

/// <summary>Plans as whoever approves them reads them: the figures beside the usual ones, what looks wrong, what is held and why, and how to go on.</summary>
internal static class PlanText
{
    public static void Write(IReadOnlyList<PlanView> views, TimeZoneInfo zone, IReadOnlyList<MappingPlan> mappings, Terminal terminal)
    {
        foreach (var view in views)
        {
            Write(view, zone, mappings.FirstOrDefault(mapping => mapping.Id == view.Plan.Mapping), terminal);
        }
    }

    /// <summary>Plans in a table.</summary>
    public static void WriteList(IReadOnlyList<RunEntry> plans, TimeZoneInfo zone, Terminal terminal)
    {
        var table = Tables.Plain("plan", "mapping", "why it waits", "made", "expires");
        foreach (var name in new[] { "new", "corrected", "withdrawn" })
        {
            table.AddColumn(Tables.Right(name));
        }

        foreach (var plan in plans)
        {
            var counts = plan.Counts;
            string[] figures = [.. new[] { counts.New, counts.Corrected, counts.Withdrawn + counts.AbsentWithdrawn }.Select(N)];
            table.Row([plan.Id, plan.Mapping, Kind(plan), LocalTime.Text(plan.StartedAt, zone), plan.Plan?.ExpiresAt is { } until ? LocalTime.Text(until, zone) : "-", .. figures]);
        }

        terminal.Ansi.Write(table);
    }

    private static void Write(PlanView view, TimeZoneInfo zone, MappingPlan? mapping, Terminal terminal)
    {
        var (plan, output) = (view.Plan, terminal.Output);
        output.WriteLine($"Plan {plan.Id} of {(mapping is null ? plan.Mapping : $"{mapping.Title} ({plan.Mapping})")}: {(plan.Scope is null ? Kind(plan) : "a plan of a part of its stream")}.");
        if (plan.Scope is { } scope)
        {
            output.WriteLine(ScopeText.Sentence(scope, mapping));
        }

        terminal.Ansi.Write(Figures(view));
        if (view.Periods.Count > 0)
        {
            terminal.Ansi.Write(ScopeText.Periods(view.Periods));
        }

        foreach (var brake in view.Brakes)
        {
            output.WriteLine($"Looks wrong: {brake.Message} Expected {N(brake.Expected)}, seen {N(brake.Seen)} ({brake.Code}).");
        }

        foreach (var problem in view.Problems.Where(problem => problem.Kind != DecisionKind.Skipped))
        {
            output.WriteLine($"{N(problem.Count)} {Word(problem.Kind)}: {problem.Message} ({problem.Code}{(problem.Where is null ? string.Empty : $", {problem.Where}")}) - {Remedy.Who(problem, plan, mapping)}");
        }

        if (view.Samples.Count > 0)
        {
            var table = Tables.Plain("sample", "would be", "credential");
            table.AddColumn(Tables.Wrapped("why"));
            foreach (var sample in view.Samples)
            {
                table.Row(sample.Record, $"{Word(sample.Kind)}{(sample.Asks is null ? string.Empty : ", which a run asks for")}", sample.CredentialId ?? "-", Why(sample));
            }

            terminal.Ansi.Write(table);
        }

        foreach (var notice in view.Notices)
        {
            output.WriteLine($"note from {plan.Connector}: {notice.Message} ({notice.Code})");
        }

        output.WriteLine(Ending(view, zone));
    }

    private static Spectre.Console.Table Figures(PlanView view)
    {
        var table = Tables.Plain(string.Empty);
        string[] names = ["read", "new", "corrected", "withdrawn", "unchanged", "skipped", "held", "failed", "absent"];
        foreach (var name in names)
        {
            table.AddColumn(Tables.Right(name));
        }

        var planned = view.Plan.Counts;
        table.Row(["planned", .. Cells(planned.Read, planned, planned.Withdrawn + planned.AbsentWithdrawn, planned.Held + planned.AbsentHeld, planned.Absent)]);
        if (view.Usual is { } usual)
        {
            table.Row([$"usual, of {Counted.Of(view.PastRuns, "run")}", .. Cells(usual.Read, usual.Each, usual.Withdrawn, usual.Held, usual.Absent)]);
        }

        return table;
    }

    private static string[] Cells(long read, RunCounts counts, long withdrawn, long held, long absent) =>
        [.. new[] { read, counts.New, counts.Corrected, withdrawn, counts.Unchanged, counts.Skipped, held, counts.Failed, absent }.Select(N)];

    private static string Ending(PlanView view, TimeZoneInfo zone)
    {
        var plan = view.Plan;
        if (plan.State != RunState.Planned)
        {
            return Ended(view, zone);
        }

        if (view.Stale > 0)
        {
            return $"It can no longer be applied: {Counted.Of(view.Stale, "credential")} of it changed since. Make a new one: lerbridge plan {plan.Mapping}{(plan.Scope is null ? string.Empty : " with the same options")}";
        }

        if (view.Moved > 0)
        {
            return $"It can no longer be applied: {Counted.Of(view.Moved, "decision")} by hand about who is who {(view.Moved == 1 ? "concerns" : "concern")} persons of it since. Make a new one: lerbridge plan {plan.Mapping}{(plan.Scope is null ? string.Empty : " with the same options")}";
        }

        var release = view.Brakes.Count > 0 ? " --override-brake \"why it is right all the same\"" : string.Empty;
        var rest = view.Rest is { } later ? $" Then {Counted.Of(PlanJson.Changes(later.Counts), "change")} more {(PlanJson.Changes(later.Counts) == 1 ? "waits" : "wait")}, which the mapping asks for: lerbridge plans show {later.Id}" : string.Empty;
        return $"Nothing of it is done yet. Until {(plan.Plan?.ExpiresAt is { } until ? LocalTime.Text(until, zone) : "then")}: lerbridge apply {plan.Id}{release}{rest}";
    }

    // What has been done of it, and what waits.
    private static string Ended(PlanView view, TimeZoneInfo zone)
    {
        var (plan, counts) = (view.Plan, view.Plan.Counts);
        var approval = plan.Plan is { ApprovedBy: { } by } terms
            ? $", approved by {by}{(terms.ApprovedAt is { } at ? $" {LocalTime.Text(at, zone)}" : string.Empty)}{(terms.OverrideReason is { } why ? $" ({FullStop.Without(why)})" : string.Empty)}"
            : string.Empty;
        var text = new StringBuilder(FullStop.Once($"It is {PlanJson.StateOf(plan)}{(plan.Failure is null ? string.Empty : $": {FullStop.Without(plan.Failure)}")}{approval}"));
        if (plan is { State: RunState.Ended, Outcome: not RunOutcome.Discarded, Plan.ApprovedAt: not null })
        {
            text.Append(CultureInfo.InvariantCulture, $" Done: {N(counts.New)} issued, {N(counts.Corrected)} corrected, {N(counts.Withdrawn + counts.AbsentWithdrawn)} withdrawn.");
        }
        else if (plan.State == RunState.Applying)
        {
            text.Append(view.Parts is { } parts ? $" {N(parts.Done)} of {Counted.Of(parts.Parts, "part")} {(parts.Done == 1 ? "is" : "are")} done." : string.Empty);
            text.Append(CultureInfo.InvariantCulture, $" Where nothing is at it any more, it is gone on with by: lerbridge run {plan.Mapping}");
        }

        if (view.Delivery is { } delivery)
        {
            var open = delivery.Queued + delivery.Retrying;
            var stuck = delivery.Refused + delivery.InDoubt + delivery.Held;
            text.Append(CultureInfo.InvariantCulture, $" Of its messages {N(delivery.Accepted)} arrived, {N(open)} {(open == 1 ? "is" : "are")} on the way{(stuck > 0 ? $", {N(stuck)} refused, held or in doubt: lerbridge delivery list" : string.Empty)}.");
        }

        if (view.Rest is { } rest)
        {
            text.Append(CultureInfo.InvariantCulture, $" Its rest waits, with {Counted.Of(PlanJson.Changes(rest.Counts), "change")}: lerbridge plans show {rest.Id}");
        }

        return text.ToString();
    }

    private static string Why(PlanSample sample) =>
        sample.Reason is { } reason ? $"{reason} ({sample.Code})" : sample.Change is { } change ? ChangeText.Word(change) : "-";

    private static string Kind(RunEntry plan) => plan.Plan switch
    {
        { Kind: PlanKind.Rest, Parent: { } parent } => $"the rest of {parent}, which asks for approval",
        { Kind: PlanKind.Braked } => "a run that a brake stopped",
        { Kind: PlanKind.Plan } when plan.Scope is { } scope => $"a plan that was asked for: {scope}",
        _ => "a plan that was asked for",
    };

    private static string Word(DecisionKind kind) => kind switch
    {
        DecisionKind.AbsentHeld => "absent, held",
        DecisionKind.AbsentWithdrawn => "absent, withdrawn",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static string N(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
