using System.Text.Json;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Jose;

/// <summary>What RFC 7519, section 4.1 registers and a credential says in its own words.</summary>
internal static class RegisteredClaims
{
    /// <summary>All of them: beside a credential they are the JWT's, not its own.</summary>
    public static readonly string[] Names = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti"];

    /// <summary>What else stands beside a presentation: the challenge that it answers.</summary>
    public static readonly string[] NamesOfPresentation = [.. Names, "nonce"];

    /// <summary>The claims that repeat a credential (Open Badges 3.0, section 8.2.3).</summary>
    public static (IReadOnlyList<(string Name, object Value)> Claims, JoseRefusal? Refusal) Of(JsonElement credential)
    {
        if (Array.Find([.. Names, "vc", "vp"], name => Json.Member(credential, name) is not null) is { } taken)
        {
            return ([], new JoseRefusal(JoseCode.ClaimMismatch, $"The credential has a member {taken}, which is the JWT's own."));
        }

        if (Issuer(credential) is not { } issuer || Json.Text(credential, "id") is not { } id)
        {
            return ([], new JoseRefusal(JoseCode.ClaimMissing, "The credential lacks its id or its issuer's, which jti and iss repeat."));
        }

        if (Subject(credential) is not { } subject)
        {
            return ([], new JoseRefusal(
                JoseCode.NoSubjectId,
                "The credential's one subject has no id, which sub repeats: it cannot be a JWT of Open Badges 3.0. Give the subject an id, or sign with an embedded proof."));
        }

        if (Seconds(credential, "validFrom") is not { } from || (Json.Member(credential, "validUntil") is not null && Seconds(credential, "validUntil") is null))
        {
            return ([], new JoseRefusal(JoseCode.ClaimMissing, "validFrom, and validUntil where it is there, must be dates and times with a zone in whole seconds, which nbf and exp repeat."));
        }

        List<(string, object)> claims = [("iss", issuer), ("jti", id), ("nbf", from), ("sub", subject)];
        if (Seconds(credential, "validUntil") is { } until)
        {
            claims.Add(("exp", until));
        }

        return (claims, null);
    }

    /// <summary>Whether the claims of a payload agree with its credential.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="credential">The credential in it.</param>
    /// <param name="required">True where all that repeat a member must be there.</param>
    /// <returns>Null where they do.</returns>
    public static JoseRefusal? Disagreement(JsonElement payload, JsonElement credential, bool required)
    {
        (string Claim, string Member, string? Said)[] texts =
        [
            ("iss", "its issuer's id", Issuer(credential)),
            ("jti", "its id", Json.Text(credential, "id")),
            ("sub", "its subject's id", Subject(credential)),
        ];
        foreach (var (claim, member, said) in texts)
        {
            if (Json.Member(payload, claim) is null)
            {
                if (required)
                {
                    return new JoseRefusal(JoseCode.ClaimMissing, $"It lacks the claim {claim}, which must repeat {member}.");
                }
            }
            else if (said is null ? required : Json.Text(payload, claim) != said)
            {
                return said is null && claim == "sub"
                    ? new JoseRefusal(JoseCode.NoSubjectId, "Its one subject has no id, which sub must repeat.")
                    : new JoseRefusal(JoseCode.ClaimMismatch, $"Its claim {claim} is not {member}.");
            }
        }

        return Times(payload, credential, required);
    }

    /// <summary>Whether the claims of a payload agree with its presentation (VC-JOSE-COSE 1.0, section 3.1.1): who signs is the holder.</summary>
    /// <returns>Null where they do.</returns>
    public static JoseRefusal? DisagreementWithPresentation(JsonElement payload, JsonElement presentation)
    {
        (string Claim, string Member, string? Said)[] texts =
        [
            ("iss", "its holder", PresentedDocument.HolderOf(presentation)),
            ("jti", "its id", Json.Text(presentation, "id")),
        ];
        var other = Array.Find(texts, one => one.Said is not null && Json.Member(payload, one.Claim) is not null && Json.Text(payload, one.Claim) != one.Said);
        return other.Claim is not null ? new JoseRefusal(JoseCode.ClaimMismatch, $"Its claim {other.Claim} is not {other.Member}.") : Times(payload, presentation, required: false);
    }

    /// <summary>A NumericDate (RFC 7519, section 2).</summary>
    /// <returns>False where there is a claim that is none.</returns>
    public static bool TryTime(JsonElement payload, string claim, out DateTimeOffset? time)
    {
        time = null;
        if (Json.Member(payload, claim) is not { } value)
        {
            return true;
        }

        // from the year 1 to the end of 9999
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var seconds) || !(seconds is > -62_135_596_800 and < 253_402_300_799))
        {
            return false;
        }

        time = DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
        return true;
    }

    private static JoseRefusal? Times(JsonElement payload, JsonElement credential, bool required)
    {
        if (!TryTime(payload, "nbf", out var from) || !TryTime(payload, "exp", out var until) || !TryTime(payload, "iat", out _))
        {
            return new JoseRefusal(JoseCode.ClaimMismatch, "Its nbf, exp or iat is no number of seconds.");
        }

        if (!required)
        {
            // there they tell of the signature, not of the credential
            return null;
        }

        if (from is null)
        {
            return new JoseRefusal(JoseCode.ClaimMissing, "It lacks the claim nbf, which must repeat validFrom.");
        }

        if (from != Time(credential, "validFrom"))
        {
            return new JoseRefusal(JoseCode.ClaimMismatch, "Its claim nbf is not validFrom.");
        }

        return Time(credential, "validUntil") is { } end && until != end ? new JoseRefusal(JoseCode.ClaimMismatch, "Its claim exp is not validUntil.") : null;
    }

    private static DateTimeOffset? Time(JsonElement credential, string name) =>
        Json.Text(credential, name) is { } text && DateTimeStamp.TryParse(text, out var time) ? time : null;

    private static long? Seconds(JsonElement credential, string name) =>
        Time(credential, name) is { } time && time.UtcTicks % TimeSpan.TicksPerSecond == 0 ? time.ToUnixTimeSeconds() : null;

    private static string? Issuer(JsonElement credential) =>
        Json.Member(credential, "issuer") is { } issuer ? issuer.ValueKind == JsonValueKind.String ? issuer.GetString() : Json.Text(issuer, "id") : null;

    private static string? Subject(JsonElement credential) =>
        Json.Items(credential, "credentialSubject") is [var one] && Json.Text(one, "id") is { Length: > 0 } id ? id : null;
}
