using System.Text.Json;
using LerBridge.Credentials.Keys;

namespace LerBridge.Credentials.Dids;

/// <summary>
/// The DID document of an issuer, in the form that the known verifiers agree on: absolute method ids whose fragment is the key itself, and
/// <c>assertionMethod</c> a list of strings. No key is ever left out: what it signed must stay verifiable.
/// </summary>
internal static class DidDocumentWriter
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    /// <summary>The verification method of a key of an issuer.</summary>
    public static string MethodId(string did, string keyId) => $"{did}#{keyId}";

    public static ReadOnlyMemory<byte> Write(string did, KeyRing ring)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            json.WriteStartArray("@context");
            json.WriteStringValue("https://www.w3.org/ns/did/v1");
            json.WriteStringValue("https://w3id.org/security/multikey/v1");
            if (ring.Keys.Any(key => key.Use == KeyUse.Jwt))
            {
                json.WriteStringValue("https://w3id.org/security/jwk/v1");
            }

            json.WriteEndArray();
            json.WriteString("id", did);
            json.WriteStartArray("verificationMethod");
            foreach (var key in ring.Keys)
            {
                WriteMethod(json, did, key);
            }

            json.WriteEndArray();
            json.WriteStartArray("assertionMethod");
            foreach (var key in ring.Keys.Where(key => key.State != KeyState.Revoked))
            {
                json.WriteStringValue(MethodId(did, key.Id));
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    private static void WriteMethod(Utf8JsonWriter json, string did, KeyEntry key)
    {
        json.WriteStartObject();
        json.WriteString("id", MethodId(did, key.Id));
        if (key.Use == KeyUse.Proof)
        {
            json.WriteString("type", "Multikey");
            json.WriteString("controller", did);
            json.WriteString("publicKeyMultibase", key.Multibase);
        }
        else
        {
            json.WriteString("type", "JsonWebKey");
            json.WriteString("controller", did);
            json.WritePropertyName("publicKeyJwk");
            WriteJwk(json, key);
        }

        // a key that is merely retired carries neither "expires" nor "revoked": some verifiers then refuse even what it signed before
        if (key.State == KeyState.Revoked)
        {
            json.WriteString("revoked", key.Changed.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
        }

        json.WriteEndObject();
    }

    /// <summary>Controlled Identifiers 1.0, section 2.2.3; with <c>alg</c>, for an RSA key would go with several.</summary>
    private static void WriteJwk(Utf8JsonWriter json, KeyEntry key)
    {
        using var known = PublicKey.FromMultibase(key.Multibase) ?? throw new InvalidOperationException("A key of a ring is a key.");
        var jwk = Jwk.Of(known);
        jwk["alg"] = JwsAlgorithms.NameOf(key.Algorithm);
        jwk.WriteTo(json);
    }
}
