using System.Text.Json.Serialization;

namespace LerBridge.Connectors.Shared.OAuth;

/// <summary>What a token endpoint answers (RFC 6749 §5.1).</summary>
internal sealed record TokenReply
{
    [JsonPropertyName("access_token")]
    public string? AccessToken { get; init; }

    [JsonPropertyName("refresh_token")]
    public string? RefreshToken { get; init; }

    [JsonPropertyName("expires_in"), JsonConverter(typeof(NumberConverter))]
    public decimal? ExpiresIn { get; init; }
}

[JsonSerializable(typeof(TokenReply))]
internal sealed partial class TokenJson : JsonSerializerContext;
