using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Core.Ledger;

namespace LerBridge.Worker.Reporting;

/// <summary>Messages to destinations as scripts read them: <c>lerbridge/deliveries/v1</c>, and one with its answers as <c>lerbridge/delivery/v1</c>.</summary>
internal static class DeliveryJson
{
    public static string Write(IEnumerable<DeliveryMessage> messages) =>
        JsonSerializer.Serialize(new Document("lerbridge/deliveries/v1", [.. messages.Select(One)]), DeliveryJsonContext.Relaxed.Document);

    public static string Write(DeliveryDossier dossier) => JsonSerializer.Serialize(
        new Single(
            "lerbridge/delivery/v1",
            One(dossier.Message),
            dossier.IdempotencyKey,
            [.. dossier.Attempts.Select(attempt => new Attempt(attempt.At, attempt.Outcome, attempt.Code, attempt.Reason, AnswerStatus.Of(attempt.Answer)))],
            [.. dossier.Acts.Select(act => new Act(act.At, Word(act.Kind), Word(act.Before), act.By, act.Reason))]),
        DeliveryJsonContext.Relaxed.Single);

    /// <summary>The word of a state, as it is given and shown.</summary>
    public static string Word(DeliveryState state) => state == DeliveryState.InDoubt ? "in-doubt" : JsonText.Word(state);

    /// <summary>The word of an act.</summary>
    public static string Word(DeliveryActKind kind) => JsonText.Word(kind);

    private static Item One(DeliveryMessage message) => new(
        message.Number,
        message.Destination,
        message.CredentialId,
        message.Mapping,
        message.Version,
        JsonText.Word(message.Operation),
        Word(message.State),
        message.Attempts,
        message.DueAt,
        message.Code,
        message.Reason,
        message.Overtaken);

    internal sealed record Document(string Schema, IReadOnlyList<Item> Deliveries);

    internal sealed record Single(string Schema, Item Delivery, string IdempotencyKey, IReadOnlyList<Attempt> Attempts, IReadOnlyList<Act> Acts);

    internal sealed record Item(
        long Id,
        string Destination,
        string Credential,
        string Mapping,
        int Version,
        string Operation,
        string State,
        int Attempts,
        DateTimeOffset DueAt,
        string? Code,
        string? Reason,
        bool Overtaken);

    internal sealed record Attempt(DateTimeOffset At, string Outcome, string? Code, string? Reason, string? Answer);

    internal sealed record Act(DateTimeOffset At, string What, string Before, string By, string Reason);
}

[JsonSerializable(typeof(DeliveryJson.Document))]
[JsonSerializable(typeof(DeliveryJson.Single))]
internal sealed partial class DeliveryJsonContext : JsonSerializerContext
{
    public static DeliveryJsonContext Relaxed { get; } = new(JsonText.Options());
}
