using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;

namespace LerBridge.Worker.Reporting;

/// <summary>What became of a credential, for scripts: <c>lerbridge/credential-history/v1</c>, and <c>lerbridge/credential-act/v1</c> for what a person did to it.</summary>
internal static class CredentialHistoryJson
{
    public static string Write(RegisterEntry entry, IEnumerable<CredentialHistory> versions, IEnumerable<KeyChange> keys, Func<string, string> redact) => JsonSerializer.Serialize(
        new Document(
            "lerbridge/credential-history/v1",
            entry.Id,
            entry.Mapping,
            entry.Person,
            JsonText.Word(entry.State),
            entry.StoppedBy is { } stopped ? JsonText.Word(stopped) : null,
            [.. versions.Select(version => new Item(
                version.Version,
                version.At,
                JsonText.Word(version.Operation),
                JsonText.Word(version.State),
                version.Change is { } change ? JsonText.Word(change) : null,
                version.Cause is { } cause ? JsonText.Word(cause) : null,
                version.Code,
                version.Reason,
                version.By,
                version.RunId))],
            [.. keys.Select(moved => new Moved(moved.At, moved.RunId, redact(moved.From), redact(moved.To)))]),
        CredentialHistoryJsonContext.Relaxed.Document);

    public static string Write(HandOutcome outcome) => JsonSerializer.Serialize(
        new Act(
            "lerbridge/credential-act/v1",
            outcome.ActId,
            outcome.Entry.Id,
            JsonText.Word(outcome.Entry.State),
            outcome.Entry.Version,
            outcome.Published,
            new Delivery(outcome.Delivery.Queued, outcome.Delivery.Accepted, outcome.Delivery.Retrying, outcome.Delivery.Refused, outcome.Delivery.Held, outcome.Delivery.InDoubt)),
        CredentialHistoryJsonContext.Relaxed.Act);

    internal sealed record Document(string Schema, string Id, string Mapping, string Person, string State, string? StoppedBy, IReadOnlyList<Item> Versions, IReadOnlyList<Moved> KeyChanges);

    internal sealed record Item(int Version, DateTimeOffset At, string Operation, string State, string? Change, string? Cause, string? Code, string? Reason, string? By, string RunId);

    internal sealed record Moved(DateTimeOffset At, string RunId, string From, string To);

    internal sealed record Act(string Schema, string ActId, string Id, string State, int Version, bool Published, Delivery Delivery);

    internal sealed record Delivery(long Queued, long Accepted, long Retrying, long Refused, long Held, long InDoubt);
}

[JsonSerializable(typeof(CredentialHistoryJson.Document))]
[JsonSerializable(typeof(CredentialHistoryJson.Act))]
internal sealed partial class CredentialHistoryJsonContext : JsonSerializerContext
{
    public static CredentialHistoryJsonContext Relaxed { get; } = new(JsonText.Options());
}
