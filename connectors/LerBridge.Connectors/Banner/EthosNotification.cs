using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Connectors.Shared;

namespace LerBridge.Connectors.Banner;

/// <summary>A change notification (facts A6), as far as it is used: what changed, and where a person stands in it. What it became is asked for again, since notifications may be replayed.</summary>
internal sealed record EthosNotification
{
    /// <summary>Its place in the queue: a number, written as text.</summary>
    [JsonPropertyName("id"), JsonConverter(typeof(TextOrNumberConverter))]
    public string? Id { get; init; }

    /// <summary>When it was published: not ISO 8601, and at times absent.</summary>
    [JsonPropertyName("published"), JsonConverter(typeof(TextOrNumberConverter))]
    public string? Published { get; init; }

    [JsonPropertyName("resource")]
    public EthosNotified? Resource { get; init; }

    [JsonPropertyName("operation")]
    public string? Operation { get; init; }

    [JsonPropertyName("content")]
    public JsonElement? Content { get; init; }

    /// <summary>The GUID of the person that the content is about, under the given name.</summary>
    public string? Reference(string member) =>
        this.Content is { ValueKind: JsonValueKind.Object } content && content.TryGetProperty(member, out var reference) && reference.ValueKind == JsonValueKind.Object
        && reference.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
            ? id.GetString()
            : null;
}

/// <summary>What a notification is about.</summary>
internal sealed record EthosNotified
{
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("id"), JsonConverter(typeof(TextOrNumberConverter))]
    public string? Id { get; init; }
}

/// <summary>Some notifications.</summary>
/// <param name="Items">They, in the order of the queue.</param>
/// <param name="Remaining"><c>x-remaining</c>; null where it is absent.</param>
internal sealed record EthosNotifications(IReadOnlyList<EthosNotification> Items, int? Remaining);

[JsonSerializable(typeof(List<EthosNotification>))]
internal sealed partial class EthosNotificationJson : JsonSerializerContext;
