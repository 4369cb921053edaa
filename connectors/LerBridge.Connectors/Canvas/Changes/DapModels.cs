using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Connectors.Shared;

namespace LerBridge.Connectors.Canvas.Changes;

/// <summary>The list of tables.</summary>
internal sealed record DapTableList
{
    [JsonPropertyName("tables")]
    public required List<string> Tables { get; init; }
}

/// <summary>The form of a table's rows, as JSON Schema, and the number of that form.</summary>
internal sealed record DapSchema
{
    [JsonPropertyName("version"), JsonConverter(typeof(TextOrNumberConverter))]
    public string? Version { get; init; }

    [JsonPropertyName("schema")]
    public JsonElement Schema { get; init; }

    /// <summary>The columns of a row's value; null where they cannot be told.</summary>
    public IReadOnlySet<string>? Columns() =>
        this.Schema is { ValueKind: JsonValueKind.Object } schema
        && schema.TryGetProperty("properties", out var row) && row.ValueKind == JsonValueKind.Object
        && row.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Object
        && value.TryGetProperty("properties", out var columns) && columns.ValueKind == JsonValueKind.Object
            ? columns.EnumerateObject().Select(column => column.Name).ToHashSet(StringComparer.Ordinal)
            : null;
}

/// <summary>What is asked of a table: everything, or what changed since a moment.</summary>
internal sealed record DapQuery
{
    [JsonPropertyName("format")]
    public string Format { get; init; } = "jsonl";

    [JsonPropertyName("since"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Since { get; init; }
}

/// <summary>A job. Moments stay as they are written: they are sent back as they came.</summary>
internal sealed record DapJob
{
    [JsonPropertyName("id"), JsonConverter(typeof(TextOrNumberConverter))]
    public required string Id { get; init; }

    [JsonPropertyName("status")]
    public string? Status { get; init; }

    [JsonPropertyName("objects")]
    public List<DapObject>? Objects { get; init; }

    /// <summary>The moment that a snapshot shows.</summary>
    [JsonPropertyName("at")]
    public string? At { get; init; }

    /// <summary>The end of the span that an incremental job covers: where the next one begins.</summary>
    [JsonPropertyName("until")]
    public string? Until { get; init; }

    [JsonIgnore]
    public bool IsComplete => string.Equals(this.Status, "complete", StringComparison.OrdinalIgnoreCase);

    [JsonIgnore]
    public bool IsUnderWay => this.Status?.ToLowerInvariant() is null or "waiting" or "running";
}

/// <summary>A part of a job's result.</summary>
internal sealed record DapObject
{
    [JsonPropertyName("id"), JsonConverter(typeof(TextOrNumberConverter))]
    public required string Id { get; init; }
}

/// <summary>Signed addresses, by object.</summary>
internal sealed record DapAddresses
{
    [JsonPropertyName("urls")]
    public required Dictionary<string, DapAddress> Urls { get; init; }
}

/// <summary>A signed address.</summary>
internal sealed record DapAddress
{
    [JsonPropertyName("url")]
    public required string Url { get; init; }
}

[JsonSerializable(typeof(DapTableList))]
[JsonSerializable(typeof(DapSchema))]
[JsonSerializable(typeof(DapQuery))]
[JsonSerializable(typeof(DapJob))]
[JsonSerializable(typeof(DapAddresses))]
[JsonSerializable(typeof(List<DapObject>))]
internal sealed partial class DapJson : JsonSerializerContext;
