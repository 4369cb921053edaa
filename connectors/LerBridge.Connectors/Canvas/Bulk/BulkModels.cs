using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Connectors.Shared;

namespace LerBridge.Connectors.Canvas.Bulk;

/// <summary>A report that was started.</summary>
internal sealed record BulkReport
{
    [JsonPropertyName("id"), JsonConverter(typeof(TextOrNumberConverter))]
    public required string Id { get; init; }

    [JsonPropertyName("status")]
    public string? Status { get; init; }

    [JsonPropertyName("created_at"), JsonConverter(typeof(InstantConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    [JsonPropertyName("attachment")]
    public BulkAttachment? Attachment { get; init; }

    [JsonPropertyName("parameters")]
    public JsonElement? Parameters { get; init; }

    /// <summary>True where nothing more is to come.</summary>
    [JsonIgnore]
    public bool IsOver => this.Status is "complete" or "error" or "aborted" or "deleted";
}

/// <summary>Where a report's file lies.</summary>
internal sealed record BulkAttachment
{
    [JsonPropertyName("url")]
    public string? Url { get; init; }
}

[JsonSerializable(typeof(BulkReport))]
[JsonSerializable(typeof(List<BulkReport>))]
internal sealed partial class BulkJson : JsonSerializerContext;
