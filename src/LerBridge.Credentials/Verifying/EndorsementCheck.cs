using System.Text;
using System.Text.Json;
using LerBridge.Credentials.Building;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Verifying;

/// <summary>Whether what stands as an endorsement is one, and endorses what it stands in: a right endorsement of something else would only look well.</summary>
internal static class EndorsementCheck
{
    private const string Name = "endorsed";

    /// <param name="endorsement">An object, or the text of a JWT.</param>
    /// <param name="endorsables">The ids of what the credential around it names.</param>
    public static VerificationCheck Check(JsonElement endorsement, IReadOnlySet<string> endorsables)
    {
        if (Credential(endorsement) is not { } credential || !ProfileLint.IsEndorsement(credential))
        {
            return new VerificationCheck(Name, Verdict.No, "It is no EndorsementCredential.");
        }

        return Json.Items(credential, "credentialSubject").Any(subject => Json.Text(subject, "id") is { } id && endorsables.Contains(id))
            ? new VerificationCheck(Name, Verdict.Yes, "It endorses what the credential names.")
            : new VerificationCheck(Name, Verdict.No, "It endorses something that the credential around it does not name.");
    }

    private static JsonElement? Credential(JsonElement endorsement)
    {
        ReadOnlyMemory<byte>? jwt = endorsement.ValueKind == JsonValueKind.String ? Encoding.UTF8.GetBytes(endorsement.GetString() ?? string.Empty)
            : EnvelopedCredential.IsOne(endorsement) ? EnvelopedCredential.Open(endorsement) : null;
        return jwt is { } text ? VcJwtVerifier.Look(text).Credential : endorsement;
    }
}
