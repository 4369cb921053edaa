using LerBridge.Core.Settings;
using LerBridge.Credentials;
using LerBridge.Credentials.Building;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Verifying;

namespace LerBridge.Worker.Settings;

/// <summary>Endorsements of the issuer, as of its accreditor, which stand in every credential: files with one signed endorsement each.</summary>
internal static class EndorsementSettings
{
    private const string Name = "Endorsements";
    private const string Advice = "Ask the endorser for one of this issuer's DID, as JSON with an embedded proof; or take it out.";

    public static IReadOnlyList<IssuerEndorsement> Read(SettingsSection issuer, string did, CredentialFormat format)
    {
        var found = new List<IssuerEndorsement>();
        foreach (var file in issuer.FilePaths("Endorsements"))
        {
            var (endorsement, why) = Read(file, did);
            if (endorsement is null)
            {
                issuer.Report(Name, "LB2024", $"The endorsement {file} cannot be used. {why}", Advice);
            }
            else if (endorsement.IsJwt && format == CredentialFormat.DataIntegrity)
            {
                issuer.Report(Name, "LB2024", $"The endorsement {file} is a JWT, which only credentials that are JWTs can carry.", Advice);
            }
            else if (found.Any(other => other.Bytes.Span.SequenceEqual(endorsement.Bytes.Span)))
            {
                issuer.Report(Name, "LB2024", $"The endorsement {file} stands twice.", "Keep one of them.");
            }
            else
            {
                found.Add(endorsement);
            }
        }

        return found;
    }

    /// <summary>Whether the endorsements verify, as far as that can be told without a network; reports those that do not.</summary>
    public static bool Hold(SettingsDocument document, BridgeOptions options, TimeProvider clock)
    {
        var verifier = new CredentialVerifier(new VerificationMaterial(), clock);
        var wrong = options.Issuer.Endorsements
            .Select(endorsement => verifier.Verify(endorsement.Bytes).Checks.FirstOrDefault(check => check.Result == Verdict.No))
            .OfType<VerificationCheck>()
            .ToArray();
        foreach (var check in wrong)
        {
            document.Root.Section("Issuer")?.Report(Name, "LB2024", $"An endorsement of the issuer does not verify: {check.Check}: {check.Why}", Advice);
        }

        return wrong.Length == 0;
    }

    private static (IssuerEndorsement? Endorsement, string? Refusal) Read(string file, string did)
    {
        try
        {
            return IssuerEndorsement.Read(CredentialVerifier.ReadFile(file), did);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return (null, $"It cannot be read: {problem.Message}");
        }
    }
}
