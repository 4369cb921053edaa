using System.Text.Json;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Verifying;

/// <summary>Whether today lies in the credential's time (VC Data Model 2.0, section 4.9; in version 1.1 the members had other names).</summary>
internal static class ValidityCheck
{
    private const string Name = "validity";

    /// <param name="credential">The credential.</param>
    /// <param name="now">The time.</param>
    /// <param name="jwt">What it came in, whose signature may have a time of its own (RFC 7519, sections 4.1.4 and 4.1.5).</param>
    public static VerificationCheck Check(JsonElement credential, DateTimeOffset now, VcJwtReport? jwt = null)
    {
        if (jwt?.NotBefore > now)
        {
            return new VerificationCheck(Name, Verdict.No, $"The JWT is valid only from {DateTimeStamp.Format(jwt.NotBefore.Value)}.");
        }

        if (jwt?.Expires <= now)
        {
            return new VerificationCheck(Name, Verdict.No, $"The JWT was valid until {DateTimeStamp.Format(jwt.Expires.Value)}.");
        }

        if (!TryRead(credential, "validFrom", "issuanceDate", out var from) || !TryRead(credential, "validUntil", "expirationDate", out var until))
        {
            return new VerificationCheck(Name, Verdict.No, "Its dates are no dates and times with a zone.");
        }

        if (from > now)
        {
            return new VerificationCheck(Name, Verdict.No, $"It is valid only from {DateTimeStamp.Format(from.Value)}.");
        }

        return until < now
            ? new VerificationCheck(Name, Verdict.No, $"It was valid until {DateTimeStamp.Format(until.Value)}.")
            : new VerificationCheck(Name, Verdict.Yes, until is null ? "It has no end." : $"It is valid until {DateTimeStamp.Format(until.Value)}.");
    }

    private static bool TryRead(JsonElement credential, string name, string olderName, out DateTimeOffset? time)
    {
        time = null;
        if ((Json.Member(credential, name) ?? Json.Member(credential, olderName)) is not { } value)
        {
            return true;
        }

        if (value.ValueKind != JsonValueKind.String || !DateTimeStamp.TryParse(value.GetString() ?? string.Empty, out var parsed))
        {
            return false;
        }

        time = parsed;
        return true;
    }
}
