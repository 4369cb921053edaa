using System.Security.Cryptography;
using System.Text.Json;
using LerBridge.Core.Credentials;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Building;

/// <summary>Holds claims against their profile before there is a credential: builds one around them with the engine's members made up, and reads that.</summary>
internal sealed class ClaimsCheck(OpenBadgeBuilder badges, EmploymentBuilder employment, LearnerRecordBuilder records, IDocumentCanonicalizer canonicalizer)
{
    private const string AnyId = "urn:uuid:00000000-0000-8000-8000-000000000000";

    public IReadOnlyList<ClaimProblem> Check(CredentialProfile profile, ReadOnlyMemory<byte> claims)
    {
        var (document, refusal) = JsonDoor.Open(claims, JsonDoor.MaxClaims);
        using (document)
        {
            return document is null
                ? [new ClaimProblem(LintCodes.Malformed, string.Empty, refusal ?? "The claims cannot be read.")]
                : this.Check(profile, document.RootElement);
        }
    }

    private IReadOnlyList<ClaimProblem> Check(CredentialProfile profile, JsonElement claims)
    {
        var first = ClaimsLint.Check(profile, claims);
        if (first.Count > 0)
        {
            // what the builder would make of them would only repeat it in other words
            return first;
        }

        var draft = new CredentialDraft
        {
            Id = AnyId,
            Profile = profile,
            Claims = default,
            SubjectId = AnyId,
            ValidFrom = DateTimeOffset.UnixEpoch,
            Status = [],
        };
        var unsigned = profile switch
        {
            CredentialProfile.Employment => employment.Build(draft, claims),
            CredentialProfile.LearnerRecord => records.Build(draft, claims, embedded => embedded),
            _ => badges.Build(draft, claims),
        };
        using var built = JsonDocument.Parse(unsigned);
        var problems = ProfileLint.Ours(profile, built.RootElement);
        return problems.Count > 0 ? problems : this.CheckCanonical(built.RootElement);
    }

    private ClaimProblem[] CheckCanonical(JsonElement credential)
    {
        try
        {
            canonicalizer.Rdfc10(credential, HashAlgorithmName.SHA256);
            return [];
        }
        catch (CanonicalizationException problem)
        {
            return [new ClaimProblem(LintCodes.NotCanonical, string.Empty, problem.Message)];
        }
    }
}
