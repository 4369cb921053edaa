using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace LerBridge.Sandbox.Registry;

/// <summary>What the registry looks at in a document. It is a receiver's rough check, not a verifier.</summary>
internal sealed record DocumentFacts(string Id, string? ValidFrom, string? Status)
{
    /// <summary>Reads a credential, as JSON-LD or as a compact JWT; null where it is none.</summary>
    public static DocumentFacts? OfCredential(ReadOnlySpan<byte> body, string contentType)
    {
        if (contentType.StartsWith("application/jwt", StringComparison.OrdinalIgnoreCase)
            || contentType.StartsWith("application/vc+jwt", StringComparison.OrdinalIgnoreCase))
        {
            var parts = Encoding.ASCII.GetString(body).Trim().Split('.');
            return parts.Length == 3 && parts.All(part => part.Length > 0 && Base64Url.IsValid(part)) ? OfJson(Base64Url.DecodeFromChars(parts[1])) : null;
        }

        return OfJson(body);
    }

    /// <summary>Reads <c>{"id":…,"status":…}</c>; null where it is something else.</summary>
    public static DocumentFacts? OfStatus(ReadOnlySpan<byte> body)
    {
        using var document = Parse(body);
        return document?.RootElement is { ValueKind: JsonValueKind.Object } root && Text(root, "id") is { } id
            && Text(root, "status") is "revoked" or "suspended" or "valid"
            ? new DocumentFacts(id, null, Text(root, "status"))
            : null;
    }

    private static DocumentFacts? OfJson(ReadOnlySpan<byte> json)
    {
        using var document = Parse(json);
        if (document?.RootElement is not { ValueKind: JsonValueKind.Object } root)
        {
            return null;
        }

        // a JWT may carry the credential under vc, with the id as jti (VC 1.1), or be the credential itself (Open Badges 3.0)
        var credential = root.TryGetProperty("vc", out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : root;
        var id = Text(credential, "id") ?? Text(root, "jti");
        return id is not null && IsCredential(credential) && (credential.TryGetProperty("issuer", out _) || root.TryGetProperty("iss", out _))
            && credential.TryGetProperty("credentialSubject", out _)
            ? new DocumentFacts(id, Text(credential, "validFrom") ?? Text(credential, "issuanceDate"), null)
            : null;
    }

    private static bool IsCredential(JsonElement credential) => credential.TryGetProperty("type", out var type)
        && (type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Any(IsName) : IsName(type));

    private static bool IsName(JsonElement type) => type.ValueKind == JsonValueKind.String && type.ValueEquals("VerifiableCredential");

    private static string? Text(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonDocument? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            return JsonDocument.TryParseValue(ref reader, out var document) ? document : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
