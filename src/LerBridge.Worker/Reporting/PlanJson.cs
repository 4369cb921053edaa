using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;

namespace LerBridge.Worker.Reporting;

/// <summary>Plans as scripts read them: <c>lerbridge/plan/v1</c>, and <c>lerbridge/plans/v1</c> for a list. Members are added, never changed.</summary>
internal static class PlanJson
{
    public static string Write(IReadOnlyList<PlanView> views, IReadOnlyList<RunReport> failed) => JsonSerializer.Serialize(
        new Document("lerbridge/plan/v1", [.. views.Select(One)], [.. failed.Select(report => new Failure(report.Run.Mapping, report.Failure?.Code, report.Failure?.Message))]),
        PlanJsonContext.Relaxed.Document);

    public static string Write(IReadOnlyList<RunEntry> plans) => JsonSerializer.Serialize(new PlanList("lerbridge/plans/v1", [.. plans.Select(Head)]), PlanJsonContext.Relaxed.PlanList);

    /// <summary>How many credentials a plan would change.</summary>
    public static long Changes(RunCounts counts) => counts.New + counts.Corrected + counts.Withdrawn + counts.AbsentWithdrawn;

    /// <summary>What has become of a plan, in a word.</summary>
    public static string StateOf(RunEntry plan) => plan switch
    {
        { State: RunState.Planned } => "waiting",
        { Outcome: RunOutcome.Discarded } => "discarded",
        { State: RunState.Applying } => "applying",
        { State: RunState.Ended, Plan.ApprovedAt: not null } => "applied",
        _ => "unfinished",
    };

    private static Plan Head(RunEntry plan) => new(
        plan.Id, plan.Mapping, plan.Connector, plan.Stream, plan.Plan is { } terms ? JsonText.Word(terms.Kind) : "run", StateOf(plan), plan.Plan?.Parent, plan.PlanHash, plan.StartedAt, plan.Plan?.ExpiresAt,
        plan.RecordDate, plan.ExtractComplete == true ? "complete" : "partial", Changes(plan.Counts), RunJson.CountsOf(plan.Counts), plan.Plan?.ApprovedBy, plan.Plan?.ApprovedAt, plan.Plan?.OverrideReason, plan.Failure, ScopeJson.Of(plan.Scope));

    private static View One(PlanView view) => new(
        Head(view.Plan),
        view.Usual is { } usual ? RunJson.CountsOf(usual.Each) with { Read = usual.Read, Absent = usual.Absent } : null,
        view.PastRuns,
        [.. view.Changes.Select(change => new Change(JsonText.Word(change.Change), change.Action is { } action ? JsonText.Word(action) : null, change.Count))],
        [.. view.Periods.Select(PeriodOf)],
        [.. view.Problems.Select(problem => new Cause(JsonText.Word(problem.Kind), problem.Code, problem.Message, problem.Where, problem.Count, problem.Example))],
        [.. view.Brakes.Select(brake => new Stop(brake.Code, brake.Message, brake.Expected, brake.Seen))],
        [.. view.Notices.Select(notice => new Notice(notice.Code, notice.Message))],
        view.Rest?.Id,
        view.Stale,
        view.Moved,
        view.Delivery is { } delivery ? new RunJson.Delivery(delivery.Queued, delivery.Accepted, delivery.Retrying, delivery.Refused, delivery.Held, delivery.InDoubt) : null,
        view.Parts is { } parts ? new Parts(parts.Parts, parts.Done) : null,
        [
            .. view.Samples.Select(sample => new Sample(
                JsonText.Word(sample.Kind), sample.Record, sample.CredentialId, sample.Change is { } change ? JsonText.Word(change) : null,
                sample.Action is { } action ? JsonText.Word(action) : null, sample.Asks, sample.Code, sample.Reason, sample.Where)),
        ]);

    private static Period PeriodOf(PeriodCounts period)
    {
        var counts = period.Counts;
        return new Period(period.Period, counts.Read, counts.Unchanged, counts.New, counts.Corrected, counts.Withdrawn, counts.Skipped, counts.Held, counts.Failed);
    }

    internal sealed record Document(string Schema, IReadOnlyList<View> Plans, IReadOnlyList<Failure> Failures);

    internal sealed record PlanList(string Schema, IReadOnlyList<Plan> Plans);

    internal sealed record View(
        Plan Plan,
        RunJson.Counts? Usual,
        int PastRuns,
        IReadOnlyList<Change> Changes,
        IReadOnlyList<Period> Periods,
        IReadOnlyList<Cause> Problems,
        IReadOnlyList<Stop> Brakes,
        IReadOnlyList<Notice> Notices,
        string? Rest,
        long Stale,
        long Moved,
        RunJson.Delivery? Delivery,
        Parts? Applying,
        IReadOnlyList<Sample> Samples);

    internal sealed record Plan(
        string Id,
        string Mapping,
        string Connector,
        string Stream,
        string Kind,
        string State,
        string? RestOf,
        string? Hash,
        DateTimeOffset MadeAt,
        DateTimeOffset? ExpiresAt,
        DateOnly RecordDate,
        string Extract,
        long Changes,
        RunJson.Counts Counts,
        string? ApprovedBy,
        DateTimeOffset? ApprovedAt,
        string? OverrideReason,
        string? Ended,
        ScopeJson? Scope);

    internal sealed record Parts(int All, int Done);

    internal sealed record Period(string Name, long Read, long Unchanged, long New, long Corrected, long Withdrawn, long Skipped, long Held, long Failed);

    internal sealed record Change(string What, string? Action, long Count);

    internal sealed record Cause(string Kind, string Code, string Message, string? Where, long Count, string? Example);

    internal sealed record Stop(string Code, string Message, long Expected, long Seen);

    internal sealed record Notice(string Code, string Message);

    internal sealed record Sample(string Kind, string Record, string? Credential, string? Change, string? Action, string? Asks, string? Code, string? Reason, string? Where);

    internal sealed record Failure(string Mapping, string? Code, string? Message);
}

[JsonSerializable(typeof(PlanJson.Document))]
[JsonSerializable(typeof(PlanJson.PlanList))]
internal sealed partial class PlanJsonContext : JsonSerializerContext
{
    public static PlanJsonContext Relaxed { get; } = new(JsonText.Options());
}
