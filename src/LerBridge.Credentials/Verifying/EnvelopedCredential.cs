using System.Text;
using System.Text.Json;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Verifying;

/// <summary>An object that holds a credential or a presentation in a JWT as a <c>data:</c> URL (VC Data Model 2.0, section 4.13).</summary>
internal static class EnvelopedCredential
{
    private const string Type = "EnvelopedVerifiableCredential";
    private const string PresentationType = "EnvelopedVerifiablePresentation";
    private static readonly string[] Heads = ["data:application/vc+jwt,", "data:application/jwt,", "data:application/vp+jwt,"];

    public static bool IsOne(JsonElement value) =>
        Json.Items(value, "type").Any(type => type.ValueKind == JsonValueKind.String && (type.ValueEquals(Type) || type.ValueEquals(PresentationType)));

    /// <summary>An envelope around a JWT, of whose letters none is escaped in JSON.</summary>
    public static byte[] Of(ReadOnlyMemory<byte> jwt, string mediaType) =>
        Encoding.UTF8.GetBytes($$"""{"@context":"{{Building.Contexts.Credentials}}","id":"data:{{mediaType}},{{Encoding.ASCII.GetString(jwt.Span)}}","type":"{{Type}}"}""");

    /// <returns>The JWT; null where the envelope holds none.</returns>
    public static ReadOnlyMemory<byte>? Open(JsonElement envelope)
    {
        if (Json.Text(envelope, "id") is not { } id || Array.Find(Heads, one => id.StartsWith(one, StringComparison.OrdinalIgnoreCase)) is not { } head)
        {
            return null;
        }

        var jwt = Encoding.UTF8.GetBytes(id[head.Length..]);
        return JwsCompact.IsOne(jwt) ? jwt.AsMemory() : (ReadOnlyMemory<byte>?)null;
    }
}
