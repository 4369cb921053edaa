using System.Text;
using System.Text.Json;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Verifying;

/// <summary>An object that holds a credential in a JWT as a <c>data:</c> URL (VC Data Model 2.0, section 4.13).</summary>
internal static class EnvelopedCredential
{
    private const string Type = "EnvelopedVerifiableCredential";
    private static readonly string[] Heads = ["data:application/vc+jwt,", "data:application/jwt,"];

    public static bool IsOne(JsonElement value) =>
        Json.Items(value, "type").Any(type => type.ValueKind == JsonValueKind.String && type.ValueEquals(Type));

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
