using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Worker.Answers;

namespace LerBridge.Worker.Reporting;

/// <summary>Answers as scripts read them: <c>lerbridge/explanation/v1</c> and <c>lerbridge/why-not/v1</c>. Persons and records are keyed hashes.</summary>
internal static class ExplanationJson
{
    public static string Write(Explanation explanation, Func<string, string> redact)
    {
        var (entry, trace) = (explanation.Entry, explanation.Trace);
        return JsonSerializer.Serialize(
            new Document(
                "lerbridge/explanation/v1",
                entry.Id,
                entry.Mapping,
                entry.Person,
                JsonText.Word(entry.State),
                entry.Version,
                entry.ValidFrom,
                new Record(redact(entry.RecordKey), trace.Fingerprint, trace.DecidedOn, trace.AbsentSince, explanation.Record is { } seen
                    ? new Seen(seen.ReadBy, seen.ReadAt, seen.Fingerprint, seen.AsDecided, seen.Place, seen.Outcome, seen.Reason)
                    : null),
                explanation.Mapping is { } mapping ? new Mapping(mapping.File, mapping.Owner, mapping.Hash, mapping.AsSigned) : null,
                [.. explanation.Claims.Select(claim => new Claim(claim.Path, claim.Where, claim.Fields))],
                [.. explanation.Rows.Select(row => new Row(row.Table, row.File, row.Line, row.Key))],
                explanation.Released is { } released ? new Release(released.By, released.At, released.Reason, released.Places.Split('\n')) : null,
                explanation.KeyState,
                [.. entry.Status.Select(place => new Place(JsonText.Word(place.Purpose), place.List, place.Index))],
                [
                    .. trace.Versions.Select(version => new Version(
                        version.Version, version.At, JsonText.Word(version.Operation), JsonText.Word(version.State), version.Change is { } change ? JsonText.Word(change) : null, version.RunId,
                        version.MappingHash, version.PlanHash, version.ApprovedBy, version.ClaimsHash, version.KeyId, version.By, version.Reason)),
                ],
                [.. trace.KeyChanges.Select(moved => new Moved(moved.At, moved.RunId, redact(moved.From), redact(moved.To)))],
                [
                    .. trace.Deliveries.Select(delivery => new Delivery(
                        delivery.Destination, delivery.Version, JsonText.Word(delivery.Operation), delivery.State, delivery.HeldCode, delivery.IdempotencyKey,
                        [.. delivery.Attempts.Select(attempt => new Attempt(attempt.At, attempt.Outcome, attempt.Code, attempt.Reason, AnswerStatus.Of(attempt.Answer)))])),
                ]),
            ExplanationJsonContext.Relaxed.Document);
    }

    public static string Write(WhyNotAnswer answer, string who) => JsonSerializer.Serialize(
        new Answer(
            "lerbridge/why-not/v1",
            answer.Mapping.Id,
            new Extract(answer.Extract.RunId, answer.Extract.ReadAt, answer.Extract.Complete, answer.Extract.Count),
            [
                .. answer.Records.Select(record => new Found(
                    record.Id, record.Outcome.Word, record.Outcome.Reason?.Code, record.Outcome.Reason?.Text, record.Outcome.Reason?.Where, record.Credential?.Id,
                    record.Credential is { } credential ? JsonText.Word(credential.State) : null, record.Held?.Code, record.Held?.Reason, record.IsLinked,
                    record.Verdict is { } verdict ? new Ruled(verdict.Release ? "release" : "reject", verdict.Code, verdict.By, verdict.At, verdict.Reason, record.VerdictCounts) : null)),
            ],
            who),
        ExplanationJsonContext.Relaxed.Answer);

    internal sealed record Document(
        string Schema,
        string Id,
        string Mapping,
        string Person,
        string State,
        int Version,
        DateTimeOffset ValidFrom,
        Record Record,
        Mapping? MappingNow,
        IReadOnlyList<Claim> Claims,
        IReadOnlyList<Row> TableRows,
        Release? Released,
        string? KeyState,
        IReadOnlyList<Place> StatusPlaces,
        IReadOnlyList<Version> Versions,
        IReadOnlyList<Moved> KeyChanges,
        IReadOnlyList<Delivery> Deliveries);

    internal sealed record Record(string Id, string? Fingerprint, DateOnly? DecidedOn, DateOnly? AbsentSince, Seen? LastSeen);

    internal sealed record Seen(string ReadBy, DateTimeOffset ReadAt, string Fingerprint, bool AsDecided, string? Place, string Outcome, string? Reason);

    internal sealed record Mapping(string File, string Owner, string Hash, bool AsSigned);

    internal sealed record Release(string By, DateTimeOffset At, string Reason, IReadOnlyList<string> Reasons);

    internal sealed record Claim(string Path, string Where, IReadOnlyList<string> Fields);

    internal sealed record Row(string Table, string File, int Line, string Key);

    internal sealed record Place(string Purpose, int List, int Index);

    internal sealed record Version(
        int Number,
        DateTimeOffset At,
        string Operation,
        string State,
        string? Change,
        string Run,
        string MappingHash,
        string? PlanHash,
        string? ApprovedBy,
        string? ClaimsHash,
        string? Key,
        string? By,
        string? Reason);

    internal sealed record Moved(DateTimeOffset At, string Run, string From, string To);

    internal sealed record Delivery(string Destination, int Version, string Operation, string State, string? HeldCode, string IdempotencyKey, IReadOnlyList<Attempt> Attempts);

    internal sealed record Attempt(DateTimeOffset At, string Outcome, string? Code, string? Reason, string? Answer);

    internal sealed record Answer(string Schema, string Mapping, Extract Extract, IReadOnlyList<Found> Records, string Conclusion);

    internal sealed record Extract(string Run, DateTimeOffset ReadAt, bool Complete, long Records);

    internal sealed record Found(string Id, string Outcome, string? Code, string? Reason, string? Where, string? Credential, string? State, string? HeldCode, string? HeldReason, bool Linked, Ruled? Verdict);

    internal sealed record Ruled(string Verdict, string Code, string By, DateTimeOffset At, string Reason, bool Counts);
}

[JsonSerializable(typeof(ExplanationJson.Document))]
[JsonSerializable(typeof(ExplanationJson.Answer))]
internal sealed partial class ExplanationJsonContext : JsonSerializerContext
{
    public static ExplanationJsonContext Relaxed { get; } = new(JsonText.Options());
}
