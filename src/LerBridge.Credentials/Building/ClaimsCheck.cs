using System.Security.Cryptography;
using System.Text.Json;
using LerBridge.Core.Credentials;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Verifying;

namespace LerBridge.Credentials.Building;

/// <summary>Holds claims against their profile before there is a credential: builds one around them with the engine's members made up, and reads that.</summary>
/// <param name="builder">Makes the credential.</param>
/// <param name="jwt">The form of JWT that it will have; null for embedded proofs.</param>
/// <param name="canonicalizer">Tells whether everything in it means something.</param>
internal sealed class ClaimsCheck(CredentialBuilder builder, JwtProfile? jwt, IDocumentCanonicalizer canonicalizer)
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
        using var built = JsonDocument.Parse(builder.Build(draft, claims, embedded => embedded));
        var problems = ProfileLint.Ours(profile, built.RootElement, jwt is not null);
        return problems.Count > 0 ? problems
            : jwt is { RepeatsMembers: true } && RegisteredClaims.Of(built.RootElement).Refusal is { } refusal ? [new ClaimProblem(LintCodes.NoJwt, string.Empty, refusal.Why)]
            : this.CheckCanonical(jwt is null ? built.RootElement : ContextCheck.WithoutEndorsementJwts(built.RootElement));
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
