using System.Security.Cryptography;
using System.Text.Json;
using LerBridge.Credentials.Building;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.JsonLd;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Verifying;

/// <summary>
/// Says of a credential, ours or anyone's, with embedded proofs or in a JWT, what can be said without a network: its form, its contexts, each of its proofs, its
/// issuer, its status, its dates.
/// Every answer is yes, no, or unknown with the reason. Thread-safe once its material is complete.
/// </summary>
internal sealed class CredentialVerifier
{
    private const string Defined = "Its contexts define every term that it uses.";

    private readonly VerificationMaterial material;
    private readonly TimeProvider clock;
    private readonly IDocumentCanonicalizer canonicalizer;
    private readonly ProofVerifier proofs;
    private readonly StatusCheck status;

    /// <param name="material">The DID documents and status lists to go by.</param>
    /// <param name="clock">For dates.</param>
    public CredentialVerifier(VerificationMaterial material, TimeProvider clock)
        : this(material, clock, new CompiledCanonicalizers(EmbeddedContexts.Shared))
    {
    }

    internal CredentialVerifier(VerificationMaterial material, TimeProvider clock, IDocumentCanonicalizer canonicalizer)
    {
        this.material = material;
        this.clock = clock;
        this.canonicalizer = canonicalizer;
        this.proofs = new ProofVerifier(canonicalizer, clock);
        this.status = new StatusCheck(this.proofs, material, clock);
    }

    /// <summary>Verifies a file of at most 1 MB.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public VerificationReport VerifyFile(string path)
    {
        using var file = File.OpenRead(path);
        var bytes = new byte[Math.Min(file.Length, JsonDoor.MaxCredential + 1)];
        file.ReadExactly(bytes);
        return this.Verify(bytes);
    }

    public VerificationReport Verify(ReadOnlyMemory<byte> credential)
    {
        var bytes = credential.Span.StartsWith("\ufeff"u8) ? credential[3..] : credential;
        if (JwsCompact.IsOne(bytes.Span))
        {
            return this.VerifyJwt(bytes);
        }

        var (document, refusal) = JsonDoor.Open(bytes, JsonDoor.MaxCredential);
        using (document)
        {
            return document is null
                ? new VerificationReport([new VerificationCheck("form", Verdict.No, refusal ?? "It cannot be read.")])
                : new VerificationReport([.. this.Checks(document.RootElement)]);
        }
    }

    private static VerificationCheck Form(JsonElement credential)
    {
        var problems = ProfileLint.Anyones(credential);
        if (problems.Count == 0)
        {
            var form = ProfileLint.IsOpenBadge(credential) ? "Open Badges 3.0" : "VC Data Model 2.0";
            return new VerificationCheck("form", Verdict.Yes, $"It has the form of {form}.");
        }

        var first = string.Join(" ", problems.Take(3).Select(problem => $"{problem.Code} {problem.Pointer}: {problem.Message}"));
        return new VerificationCheck("form", Verdict.No, problems.Count > 3 ? $"{first} And {problems.Count - 3} more." : first);
    }

    private static VerificationCheck Claims(JoseRefusal? disagreement) => disagreement is null
        ? new VerificationCheck("claims", Verdict.Yes, "The claims of the JWT agree with the credential in it.")
        : new VerificationCheck("claims", Verdict.No, disagreement.Why);

    private VerificationReport VerifyJwt(ReadOnlyMemory<byte> bytes)
    {
        // files end with a line end
        var jwt = VcJwtVerifier.Verify(bytes[..bytes.Span.TrimEnd(" \r\n"u8).Length], method => IssuerCheck.FindKey(this.material, method));
        return jwt.Credential is { } credential
            ? new VerificationReport([.. this.Checks(credential, jwt)])
            : new VerificationReport([new VerificationCheck("form", Verdict.No, jwt.Proof.Why)]);
    }

    private IEnumerable<VerificationCheck> Checks(JsonElement credential, VcJwtReport? jwt = null)
    {
        // a JWT may hold a credential with embedded proofs, which were there before it
        var embedded = this.proofs.Verify(credential, method => IssuerCheck.FindKey(this.material, method));
        ProofReport[] reports = jwt is null ? [.. embedded] : [jwt.Proof, .. embedded];
        yield return Form(credential);
        yield return this.Context(credential, reports);
        if (reports.Length == 0)
        {
            yield return new VerificationCheck("proof", Verdict.No, "It has no embedded proof.");
        }

        foreach (var report in reports)
        {
            yield return new VerificationCheck("proof", report.Verdict, $"{report.Suite}: {report.Why}");
        }

        if (jwt is not null)
        {
            yield return Claims(jwt.Claims);
        }

        yield return IssuerCheck.Check(credential, reports, this.material);
        yield return this.status.Check(credential);
        yield return ValidityCheck.Check(credential, this.clock.GetUtcNow(), jwt);
    }

    /// <summary>Whether every word of the credential means something by contexts that are at hand.</summary>
    private VerificationCheck Context(JsonElement credential, IReadOnlyList<ProofReport> reports)
    {
        if (reports.Any(report => report is { Verdict: Verdict.Yes, OverRdf: true }))
        {
            // a right proof over RDF was made in safe mode, which is the same question
            return new VerificationCheck("context", Verdict.Yes, Defined);
        }

        if (ProofChain.Secured(credential, default) is not { } unsecured)
        {
            return new VerificationCheck("context", Verdict.No, "The credential cannot be told from its proofs.");
        }

        try
        {
            this.canonicalizer.Rdfc10(unsecured, HashAlgorithmName.SHA256);
            return new VerificationCheck("context", Verdict.Yes, Defined);
        }
        catch (CanonicalizationException problem)
        {
            return new VerificationCheck("context", problem.ContextMissing ? Verdict.Unknown : Verdict.No, problem.Message);
        }
    }
}
