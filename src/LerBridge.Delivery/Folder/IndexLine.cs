using System.Text.Json.Serialization;

namespace LerBridge.Delivery.Folder;

/// <summary>A line of <c>index.jsonl</c>.</summary>
/// <param name="Id">The credential's id.</param>
/// <param name="Mapping">The mapping that issued it.</param>
/// <param name="Person">The person as a keyed hash.</param>
/// <param name="ValidFrom">Its <c>validFrom</c>.</param>
/// <param name="State">What it is worth: <c>valid</c>, <c>suspended</c> or <c>revoked</c>.</param>
internal sealed record IndexLine(string Id, string Mapping, string Person, string ValidFrom, string State)
{
    /// <summary>True where the folder had no file of the credential before, so that the index cannot have a line of it.</summary>
    [JsonIgnore]
    public bool IsNew { get; init; }
}

/// <summary>Just enough of a line to know whose it is.</summary>
internal sealed record IndexLineId(string? Id);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IndexLine))]
[JsonSerializable(typeof(IndexLineId))]
internal sealed partial class IndexJson : JsonSerializerContext;
