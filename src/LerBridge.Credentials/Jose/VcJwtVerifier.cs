using System.Text.Json;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Jose;

/// <summary>
/// Verifies a credential in a JWT: that of Open Badges 3.0 (https://www.imsglobal.org/spec/ob/v3p0/#jwt-proof), that of VC-JOSE-COSE 1.0
/// (https://www.w3.org/TR/vc-jose-cose/#with-jose), and the older one with a <c>vc</c> claim (VC Data Model 1.1, section 6.3.1).
/// The algorithm is the key's, never the header's choice (RFC 8725, sections 2.1 and 3.1). Whose key it is, is for the caller to judge. Thread-safe.
/// </summary>
internal static class VcJwtVerifier
{
    private const string Purpose = "assertionMethod";

    /// <param name="text">The compact JWS.</param>
    /// <param name="findKey">The key of a verification method; null where it cannot be had.</param>
    /// <param name="whyNoKey">More of why a key cannot be had, as a sentence; asked only where it cannot.</param>
    public static VcJwtReport Verify(ReadOnlyMemory<byte> text, Func<string, PublicKey?> findKey, Func<string, string?>? whyNoKey = null)
    {
        // 1. the parts
        var (jws, refusal) = JwsCompact.Parse(text);
        if (jws is null)
        {
            return Unread(refusal ?? new JoseRefusal(JoseCode.NotCompact, "It cannot be read."));
        }

        using (jws)
        {
            var (payload, unreadable) = JsonDoor.Open(jws.Payload, JwsCompact.MaxBytes);
            using (payload)
            {
                return payload is null
                    ? Unread(new JoseRefusal(JoseCode.NotJson, "Its payload cannot be read. " + unreadable))
                    : Verify(jws, payload.RootElement, findKey, whyNoKey);
            }
        }
    }

    /// <summary>The credential in a JWT, without asking whether it is to be believed.</summary>
    public static (JsonElement? Credential, string? Refusal) Look(ReadOnlyMemory<byte> text)
    {
        var report = Verify(text, _ => null);
        return (report.Credential, report.Credential is null ? report.Proof.Why : null);
    }

    private static VcJwtReport Unread(JoseRefusal refusal) => new(new ProofReport("JWT", Verdict.No, refusal.Why, null, null, null, null), refusal, null, null, null, null);

    private static VcJwtReport Verify(JwsCompact jws, JsonElement payload, Func<string, PublicKey?> findKey, Func<string, string?>? whyNoKey)
    {
        // 2. the credential and what is said beside it
        var profile = Json.Member(jws.Header, "typ") is { ValueKind: not JsonValueKind.String } ? null : JwtProfile.OfType(Json.Text(jws.Header, "typ"));
        var (credential, older, misplaced) = Credential(payload);
        var claims = misplaced
            ?? (older && profile == JwtProfile.VcJose ? new JoseRefusal(JoseCode.ClaimMismatch, "It has a vc claim, which must not be in this form of JWT.") : null)
            ?? RegisteredClaims.Disagreement(payload, credential, required: profile is { RepeatsMembers: true } && !older);
        RegisteredClaims.TryTime(payload, "nbf", out var notBefore);
        RegisteredClaims.TryTime(payload, "exp", out var expires);
        RegisteredClaims.TryTime(payload, "iat", out var issued);

        // 3. the signature
        var (method, key, refusal) = Judge(jws, profile, Issuer(credential), findKey, whyNoKey);
        var name = $"{profile?.Name ?? "JWT"}, {Shown(Json.Text(jws.Header, "alg"))}";
        var proof = new ProofReport(name, VerdictOf(refusal), refusal?.Why ?? "The signature is right.", method, key, Purpose, issued);
        return new VcJwtReport(proof, refusal, claims, credential, notBefore, expires);
    }

    /// <summary>That a key is not at hand, or an algorithm not known, says nothing against the signature.</summary>
    private static Verdict VerdictOf(JoseRefusal? refusal) => refusal?.Code switch
    {
        null => Verdict.Yes,
        JoseCode.KeyMissing or JoseCode.AlgorithmUnknown or JoseCode.KeyUnsupported => Verdict.Unknown,
        _ => Verdict.No,
    };

    private static (string? Method, PublicKey? Key, JoseRefusal? Refusal) Judge(JwsCompact jws, JwtProfile? profile, string? issuer, Func<string, PublicKey?> findKey, Func<string, string?>? whyNoKey)
    {
        // 3a. the header
        if (HeaderProblem(jws.Header, profile) is { } problem)
        {
            return (null, null, problem);
        }

        var algorithm = JwsAlgorithms.Find(Json.Text(jws.Header, "alg") ?? string.Empty);
        try
        {
            // 3b. the key
            var (method, key, missing) = JwtKeys.Find(jws.Header, profile, issuer, findKey, whyNoKey);
            if (key is null)
            {
                return (method, null, missing);
            }

            // 3c. its algorithm is the header's: a public key is never a secret of HMAC, nor one kind of key another
            if (key.Algorithm != algorithm)
            {
                return (method, key, new JoseRefusal(JoseCode.KeyMismatch, $"Its key is a {key.Algorithm} key, which is not for the algorithm that its header names."));
            }

            // 3d. the bytes
            return key.Verify(jws.SigningInput.Span, jws.Signature.Span)
                ? (method, key, null)
                : (method, key, new JoseRefusal(JoseCode.Signature, "The signature is not right: the JWT was changed after signing, or another key signed it."));
        }
        catch (CryptoUnavailableException unavailable)
        {
            return (null, null, new JoseRefusal(JoseCode.KeyUnsupported, unavailable.Message));
        }
    }

    private static JoseRefusal? HeaderProblem(JsonElement header, JwtProfile? profile)
    {
        if (profile is null)
        {
            return new JoseRefusal(JoseCode.Type, "Its typ is neither JWT nor vc+jwt, so it is no credential.");
        }

        if (Json.Text(header, "alg") is not { } name || name.Equals("none", StringComparison.OrdinalIgnoreCase) || name.StartsWith("HS", StringComparison.OrdinalIgnoreCase))
        {
            return new JoseRefusal(JoseCode.Unsigned, "Its header names no algorithm of public keys, so anyone could have made it.");
        }

        if (JwsAlgorithms.Find(name) is not { } algorithm)
        {
            return new JoseRefusal(JoseCode.AlgorithmUnknown, "It is signed with an algorithm that is not known here.");
        }

        if (!profile.Keys.Contains(algorithm))
        {
            return new JoseRefusal(JoseCode.AlgorithmNotAllowed, $"An {profile.Name} is not signed with {name}.");
        }

        return profile.HeaderMembers is { } members && header.EnumerateObject().Any(member => !members.Contains(member.Name))
            ? new JoseRefusal(JoseCode.HeaderMember, $"Its header has more than {string.Join(", ", members)}.")
            : null;
    }

    /// <summary>The payload without registered claims, or the older <c>vc</c> claim.</summary>
    private static (JsonElement Credential, bool Older, JoseRefusal? Misplaced) Credential(JsonElement payload)
    {
        if (Json.Member(payload, "vc") is not { ValueKind: JsonValueKind.Object } older)
        {
            return (Json.Written(json =>
            {
                json.WriteStartObject();
                Json.WriteMembersBut(json, payload, RegisteredClaims.Names);
                json.WriteEndObject();
            }), false, null);
        }

        // the older form lets iss and jti stand for members that are left out
        var credential = Json.Written(json =>
        {
            json.WriteStartObject();
            older.EnumerateObject().ToList().ForEach(member => member.WriteTo(json));
            foreach (var (claim, member) in new[] { ("iss", "issuer"), ("jti", "id") })
            {
                if (Json.Member(older, member) is null && Json.Text(payload, claim) is { } said)
                {
                    json.WriteString(member, said);
                }
            }

            json.WriteEndObject();
        });
        return (credential, true, Json.Member(payload, "@context") is null ? null : new JoseRefusal(JoseCode.ClaimMismatch, "It is a credential and has another in its vc claim."));
    }

    private static string? Issuer(JsonElement credential) =>
        Json.Member(credential, "issuer") is { } issuer ? issuer.ValueKind == JsonValueKind.String ? issuer.GetString() : Json.Text(issuer, "id") : null;

    private static string Shown(string? algorithm) => algorithm is { Length: > 0 and <= 20 } && algorithm.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? algorithm : "an unknown algorithm";
}
