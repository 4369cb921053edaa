using System.Text.Json.Serialization;

namespace LerBridge.Delivery.Http;

/// <summary>What is posted to <c>Url/status</c>.</summary>
/// <param name="Id">The credential's id.</param>
/// <param name="Status"><c>revoked</c>, <c>suspended</c> or <c>valid</c>.</param>
/// <param name="Since">Since when, in UTC.</param>
internal sealed record StatusMessage(string Id, string Status, string Since);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StatusMessage))]
internal sealed partial class HttpJson : JsonSerializerContext;
