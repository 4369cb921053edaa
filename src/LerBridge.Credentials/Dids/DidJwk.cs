using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using LerBridge.Credentials.Keys;

namespace LerBridge.Credentials.Dids;

/// <summary>did:jwk: a DID that is a JSON Web Key in base64url (https://github.com/quartzjer/did-jwk).</summary>
internal static class DidJwk
{
    private const string Prefix = "did:jwk:";
    private const int MaxLength = 2048;

    public static string Of(PublicKey key) => Prefix + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Jwk.Of(key).ToJsonString()));

    /// <summary>The verification method of a did:jwk.</summary>
    public static string MethodOf(PublicKey key) => Of(key) + "#0";

    /// <returns>Null where the text is no did:jwk of a kind that we know.</returns>
    public static ControllerDocument? Resolve(string did)
    {
        if (!did.StartsWith(Prefix, StringComparison.Ordinal) || did.Length > MaxLength || Multibase.DecodeBase64Url(did.AsSpan(Prefix.Length)) is not { } bytes)
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(bytes);
            return Jwk.Parse(json.RootElement) is { } key
                ? new ControllerDocument(did, [new VerificationMethod(did + "#0", did, key, null, null)], [did + "#0"]) { Authentications = [did + "#0"] }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
