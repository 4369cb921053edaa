using System.Text.Encodings.Web;
using System.Text.Json;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Jose;

/// <summary>
/// Puts a credential into a JWT and signs it: Open Badges 3.0, section 8.2 (https://www.imsglobal.org/spec/ob/v3p0/#jwt-proof) or
/// VC-JOSE-COSE 1.0, section 3.1.1 (https://www.w3.org/TR/vc-jose-cose/#with-jose).
/// </summary>
internal static class VcJwtSigner
{
    // read by programs, never put into a page: letters beyond ASCII stay letters
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Signs.</summary>
    /// <param name="credential">The credential in UTF-8; an embedded proof that it has stays in it.</param>
    /// <param name="profile">The form of the JWT.</param>
    /// <param name="key">The key.</param>
    /// <param name="method">The key's verification method for <c>kid</c>; null to put the key itself into the header as <c>jwk</c>.</param>
    /// <returns>The compact JWS, or why the credential or the key cannot take this form.</returns>
    public static (byte[]? Jwt, JoseRefusal? Refusal) Sign(ReadOnlyMemory<byte> credential, JwtProfile profile, SigningKey key, string? method)
    {
        // 1. the algorithm is the key's, and one of the profile's
        if (!profile.Keys.Contains(key.Algorithm))
        {
            return (null, new JoseRefusal(JoseCode.AlgorithmNotAllowed, $"A {key.Algorithm} key does not sign an {profile.Name}."));
        }

        var (document, refusal) = JsonDoor.Open(credential, JsonDoor.MaxCredential);
        using (document)
        {
            if (document is null)
            {
                return (null, new JoseRefusal(JoseCode.NotJson, refusal ?? "The credential cannot be read."));
            }

            // 2. the payload
            var (payload, problem) = Payload(document.RootElement, credential, profile);
            return payload is null ? (null, problem) : (JwsCompact.Write(Header(profile, key, method), payload, key), null);
        }
    }

    private static (byte[]? Payload, JoseRefusal? Refusal) Payload(JsonElement credential, ReadOnlyMemory<byte> bytes, JwtProfile profile)
    {
        if (!profile.RepeatsMembers)
        {
            // VC-JOSE-COSE, section 1.1.2.1: vc and vp are of the older form
            return Array.Find(["vc", "vp"], name => Json.Member(credential, name) is not null) is { } older
                ? (null, new JoseRefusal(JoseCode.ClaimMismatch, $"The credential has a member {older}, which must not be in it."))
                : (bytes.ToArray(), null);
        }

        var (claims, refusal) = RegisteredClaims.Of(credential);
        return refusal is not null
            ? (null, refusal)
            : (Written(json =>
            {
                Json.WriteMembersBut(json, credential);
                foreach (var (name, value) in claims)
                {
                    json.WritePropertyName(name);
                    if (value is long number)
                    {
                        json.WriteNumberValue(number);
                    }
                    else
                    {
                        json.WriteStringValue((string)value);
                    }
                }
            }), null);
    }

    private static byte[] Header(JwtProfile profile, SigningKey key, string? method) => Written(json =>
    {
        json.WriteString("alg", JwsAlgorithms.NameOf(key.Algorithm));
        json.WriteString("typ", profile.Type);
        if (profile.ContentType is { } content)
        {
            json.WriteString("cty", content);
        }

        if (method is not null)
        {
            json.WriteString("kid", method);
        }
        else
        {
            json.WritePropertyName("jwk");
            Jwk.Of(key.Public).WriteTo(json);
        }
    });

    private static byte[] Written(Action<Utf8JsonWriter> members)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
