using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;

namespace LerBridge.Worker.Reporting;

/// <summary>Runs as scripts read them: <c>lerbridge/run/v1</c>. Members are added, never changed.</summary>
internal static class RunJson
{
    public static string Write(IEnumerable<RunReport> reports) =>
        JsonSerializer.Serialize(new Document("lerbridge/run/v1", [.. reports.Select(One)]), RunJsonContext.Relaxed.Document);

    public static string Write(IEnumerable<RunEntry> runs) =>
        JsonSerializer.Serialize(new RunList("lerbridge/runs/v1", [.. runs.Select(Summary)]), RunJsonContext.Relaxed.RunList);

    private static Item One(RunReport report) => new(
        report.Run.Id,
        report.Run.Mapping,
        report.Run.Connector,
        report.Run.Stream,
        report.Failure is not null && report.Run.Outcome is null ? JsonText.Word(RunOutcome.Failed) : OutcomeOf(report.Run),
        IsRefused(report) ? null : report.Run.ExtractComplete == true ? "complete" : "partial",
        CountsOf(report.Run.Counts),
        new Delivery(report.Delivery.Queued, report.Delivery.Accepted, report.Delivery.Retrying, report.Delivery.Refused, report.Delivery.Held, report.Delivery.InDoubt),
        report.EarlierAccepted,
        [.. StoppedBecause(report), .. report.Problems.Where(problem => problem.Kind != DecisionKind.Skipped).Select(Because)],
        [.. report.Problems.Where(problem => problem.Kind == DecisionKind.Skipped).Select(Because)],
        [.. report.Trouble.Select(trouble => new Trouble(trouble.Destination, trouble.CredentialId, JsonText.Word(trouble.Operation), trouble.State, trouble.Attempts, trouble.Code, trouble.Reason, AnswerStatus.Of(trouble.Answer)))],
        [.. report.Standing.Select(standing => new Standing(
            standing.Destination, standing.Waiting, standing.Barred, standing.GaveUp, standing.Refused, standing.Held, standing.InDoubt, standing.Code, standing.Reason))],
        [.. report.Changes.Select(change => new Change(JsonText.Word(change.Change), change.Action is { } action ? JsonText.Word(action) : null, change.Count))],
        [.. report.Notices.Select(notice => new Notice(notice.Code, notice.Message))],
        FailureOf(report),
        report.Run.StartedAt,
        report.Run.EndedAt,
        report.Run.RecordDate,
        report.Run.PlanHash,
        report.Rest is { } rest ? new Rest(rest.Id, PlanJson.Changes(rest.Counts), rest.Plan?.ExpiresAt) : null,
        [.. report.Brakes.Select(brake => new Stop(brake.Code, brake.Message, brake.Expected, brake.Seen))],
        ScopeJson.Of(report.Run.Scope));

    private static string OutcomeOf(RunEntry run) => run.Outcome is { } outcome ? JsonText.Word(outcome) : "unfinished";

    private static Problem Because(RunProblem problem) => new(JsonText.Word(problem.Kind), problem.Code, problem.Message, problem.Where, problem.Count, problem.Example);

    // What stopped the run stands among its problems too, so that a script needs to look in one place only.
    private static IEnumerable<Problem> StoppedBecause(RunReport report) =>
        report.Run.State == RunState.Planned && report.Failure is null ? report.Brakes.Select(brake => new Problem("run", brake.Code, brake.Message, report.Run.Connector, 1, Example: null))
        : FailureOf(report) is { } failure ? [new Problem("run", failure.Code, failure.Message, WhereOf(report), 1, Example: null)] : [];

    // A plan that is not applied has read nothing and is no matter of its source: what it was made of says nothing about tonight.
    private static bool IsRefused(RunReport report) => report.Failure is { Side: FailureSide.Plan or FailureSide.Brake };

    private static string WhereOf(RunReport report) => !IsRefused(report) ? report.Run.Connector : report.Run.Plan is null ? report.Run.Mapping : report.Run.Id;

    private static Overview Summary(RunEntry run) => new(
        run.Id, run.Mapping, run.Connector, run.Stream, JsonText.Word(run.State), OutcomeOf(run), run.StartedAt, run.EndedAt, CountsOf(run.Counts), run.FailureCode, run.Failure,
        run.Plan is { } plan ? JsonText.Word(plan.Kind) : null, run.Plan?.ApprovedBy, ScopeJson.Of(run.Scope));

    private static Failure? FailureOf(RunReport report) => report switch
    {
        { Failure: { } failure } => new Failure(JsonText.Word(failure.Side), JsonText.Word(failure.Kind), failure.Code, failure.Message),
        { Run: { FailureCode: { } code, Failure: { } message } } => new Failure(null, null, code, message),
        _ => null,
    };

    /// <summary>Counts as they stand in every document.</summary>
    public static Counts CountsOf(RunCounts counts) => new(
        counts.Read,
        counts.Unchanged,
        counts.New,
        counts.Corrected,
        counts.Withdrawn,
        counts.Skipped,
        counts.Held,
        counts.Failed,
        counts.Absent,
        counts.AbsentKept,
        counts.AbsentHeld,
        counts.AbsentWithdrawn,
        counts.Waiting,
        counts.Duplicates);

    internal sealed record Document(string Schema, IReadOnlyList<Item> Runs);

    internal sealed record Item(
        string Id,
        string Mapping,
        string Connector,
        string Stream,
        string Outcome,
        string? Extract,
        Counts Counts,
        Delivery Delivery,
        long DeliveredOfEarlierRuns,
        IReadOnlyList<Problem> Problems,
        IReadOnlyList<Problem> Skipped,
        IReadOnlyList<Trouble> Trouble,
        IReadOnlyList<Standing> Standing,
        IReadOnlyList<Change> Changes,
        IReadOnlyList<Notice> Notices,
        Failure? Failure,
        DateTimeOffset StartedAt,
        DateTimeOffset? EndedAt,
        DateOnly RecordDate,
        string? PlanHash,
        Rest? Rest,
        IReadOnlyList<Stop> Brakes,
        ScopeJson? Scope);

    internal sealed record Rest(string Id, long Changes, DateTimeOffset? ExpiresAt);

    internal sealed record Stop(string Code, string Message, long Expected, long Seen);

    internal sealed record Counts(
        long Read,
        long Unchanged,
        long New,
        long Corrected,
        long Withdrawn,
        long Skipped,
        long Held,
        long Failed,
        long Absent,
        long AbsentKept,
        long AbsentHeld,
        long AbsentWithdrawn,
        long Waiting,
        long Duplicates);

    internal sealed record Delivery(long Queued, long Accepted, long Retrying, long Refused, long Held, long InDoubt);

    internal sealed record Problem(string Kind, string Code, string Message, string? Where, long Count, string? Example);

    internal sealed record Trouble(string Destination, string CredentialId, string Operation, string State, int Attempts, string? Code, string? Reason, string? Answer);

    internal sealed record Standing(string Destination, long Waiting, long Barred, long GaveUp, long Refused, long Held, long InDoubt, string? Code, string? Reason);

    internal sealed record Change(string What, string? Action, long Count);

    internal sealed record Notice(string Code, string Message);

    internal sealed record Failure(string? Side, string? Kind, string Code, string Message);

    internal sealed record RunList(string Schema, IReadOnlyList<Overview> Runs);

    internal sealed record Overview(
        string Id,
        string Mapping,
        string Connector,
        string Stream,
        string State,
        string Outcome,
        DateTimeOffset StartedAt,
        DateTimeOffset? EndedAt,
        Counts Counts,
        string? FailureCode,
        string? Failure,
        string? Plan,
        string? ApprovedBy,
        ScopeJson? Scope);
}

[JsonSerializable(typeof(RunJson.Document))]
[JsonSerializable(typeof(RunJson.RunList))]
internal sealed partial class RunJsonContext : JsonSerializerContext
{
    public static RunJsonContext Relaxed { get; } = new(JsonText.Options());
}
