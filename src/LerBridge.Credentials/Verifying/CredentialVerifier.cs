using System.Text;
using System.Text.Json;
using LerBridge.Credentials.Building;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.JsonLd;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Pictures;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Verifying;

/// <summary>
/// Says of a credential, ours or anyone's, with embedded proofs or in a JWT, what can be said without a network: its form, its contexts, each of its proofs, its
/// issuer, its status, its dates, and the same of every credential and endorsement that it carries.
/// Every answer is yes, no, or unknown with the reason. Thread-safe once its material is complete.
/// </summary>
internal sealed class CredentialVerifier
{
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

    /// <summary>Verifies a file: a credential of at most 1 MB, or a picture of at most 16 MB with one in it.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public VerificationReport VerifyFile(string path) => this.Verify(ReadFile(path));

    /// <summary>The bytes of a file, or so many of them that it is refused for its size.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static byte[] ReadFile(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[64];
        var length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var limit = BakedPicture.IsOne(head.AsSpan(0, length)) ? BakedPicture.MaxBytes : JsonDoor.MaxCredential;
        var bytes = new byte[Math.Min(file.Length, limit + 1)];
        file.Position = 0;
        file.ReadExactly(bytes);
        return bytes;
    }

    public VerificationReport Verify(ReadOnlyMemory<byte> credential)
    {
        if (!BakedPicture.IsOne(credential.Span))
        {
            return new VerificationReport(this.Judge(credential, new Descent()));
        }

        var baked = BakedPicture.Read(credential);
        return new VerificationReport(baked.Credential is { } inner
            ? [new VerificationCheck("picture", Verdict.Yes, baked.Where), .. this.Judge(inner, new Descent())]
            : [new VerificationCheck("picture", Verdict.No, baked.Where)]);
    }

    private static VerificationCheck Form(JsonElement credential)
    {
        var problems = ProfileLint.Anyones(credential);
        if (problems.Count == 0)
        {
            return new VerificationCheck("form", Verdict.Yes, $"It has the form of {ProfileLint.NameOf(credential)}.");
        }

        var first = string.Join(" ", problems.Take(3).Select(problem => $"{problem.Code} {problem.Pointer}: {problem.Message}"));
        return new VerificationCheck("form", Verdict.No, problems.Count > 3 ? $"{first} And {problems.Count - 3} more." : first);
    }

    private static VerificationCheck[] NoForm(string? why) => [new VerificationCheck("form", Verdict.No, why ?? "It cannot be read.")];

    private static VerificationCheck Claims(JoseRefusal? disagreement) => disagreement is null
        ? new VerificationCheck("claims", Verdict.Yes, "The claims of the JWT agree with the credential in it.")
        : new VerificationCheck("claims", Verdict.No, disagreement.Why);

    /// <summary>What the answers to an embedded credential come to, as one answer that begins with its place.</summary>
    private static VerificationCheck Summary(EmbeddedCredential one, IReadOnlyList<VerificationCheck> checks)
    {
        var open = checks.Where(check => check.Result != Verdict.Yes).ToArray();
        var result = open.Length == 0 ? Verdict.Yes : open.Any(check => check.Result == Verdict.No) ? Verdict.No : Verdict.Unknown;
        var words = open.Length == 0
            ? $"It verifies by itself: {string.Join(", ", checks.Select(check => check.Check).Distinct())}."
            : string.Join(" ", open.Select(check => $"{check.Check} {JsonName(check.Result)}: {check.Why}"));
        return new VerificationCheck(one.Check, result, $"{one.Place}: {words}");
    }

    private static string JsonName(Verdict verdict) => verdict == Verdict.No ? "no" : "unknown";

    private PublicKey? FindKey(string method) => IssuerCheck.FindKey(this.material, method);

    private string? WhyNoKey(string method) => IssuerCheck.WhyNoKey(this.material, method);

    private VerificationCheck[] Judge(ReadOnlyMemory<byte> text, Descent descent)
    {
        var bytes = text.Span.StartsWith("\ufeff"u8) ? text[3..] : text;
        if (JwsCompact.IsOne(bytes.Span))
        {
            return this.JudgeJwt(bytes, descent);
        }

        var (document, refusal) = JsonDoor.Open(bytes, JsonDoor.MaxCredential);
        using (document)
        {
            return document is null ? NoForm(refusal) : this.Judge(document.RootElement, descent);
        }
    }

    private VerificationCheck[] Judge(JsonElement credential, Descent descent)
    {
        if (!EnvelopedCredential.IsOne(credential))
        {
            return [.. this.Checks(credential, null, descent)];
        }

        return EnvelopedCredential.Open(credential) is { } jwt
            ? this.JudgeJwt(jwt, descent)
            : NoForm("It is an EnvelopedVerifiableCredential whose id holds no JWT that can be read: data:application/vc+jwt,….");
    }

    private VerificationCheck[] JudgeJwt(ReadOnlyMemory<byte> bytes, Descent descent)
    {
        // files end with a line end
        var jwt = VcJwtVerifier.Verify(bytes[..bytes.Span.TrimEnd(" \r\n"u8).Length], this.FindKey, this.WhyNoKey);
        return jwt.Credential is { } credential ? [.. this.Checks(credential, jwt, descent)] : NoForm(jwt.Proof.Why);
    }

    private IEnumerable<VerificationCheck> Checks(JsonElement credential, VcJwtReport? jwt, Descent descent)
    {
        // a JWT may hold a credential with embedded proofs, which were there before it
        var embedded = this.proofs.Verify(credential, this.FindKey, this.WhyNoKey);
        ProofReport[] reports = jwt is null ? [.. embedded] : [jwt.Proof, .. embedded];
        yield return Form(credential);
        yield return ContextCheck.Check(credential, reports, this.canonicalizer, descent);
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
        if (descent.AtTop
            && reports.Any(report => report.Verdict == Verdict.Yes)
            && RefreshCheck.Check(credential, this.material, answer => this.JudgeRefreshed(answer, descent)) is { } refresh)
        {
            yield return refresh;
        }

        var endorsables = EmbeddedCredential.Endorsables(credential);
        foreach (var one in EmbeddedCredential.Of(credential))
        {
            yield return this.JudgeEmbedded(one, endorsables, descent);
        }
    }

    /// <summary>What a refresh service answered, asked the same questions but for its own refresh service.</summary>
    private (JsonElement? Credential, bool Verified) JudgeRefreshed(ReadOnlyMemory<byte> answer, Descent descent)
    {
        if (descent.Enter() is not null)
        {
            return (null, false);
        }

        var verified = Array.TrueForAll(this.Judge(answer, descent), check => check.Result == Verdict.Yes);
        descent.Leave();
        if (JwsCompact.IsOne(answer.Span))
        {
            return (VcJwtVerifier.Look(answer[..answer.Span.TrimEnd(" \r\n"u8).Length]).Credential, verified);
        }

        using var document = JsonDoor.Open(answer, JsonDoor.MaxCredential).Document;
        return (document?.RootElement.Clone(), verified);
    }

    private VerificationCheck JudgeEmbedded(EmbeddedCredential one, IReadOnlySet<string> endorsables, Descent descent)
    {
        if (descent.Enter() is { } stopped)
        {
            return new VerificationCheck(one.Check, Verdict.Unknown, $"{one.Place}: {stopped}");
        }

        try
        {
            var checks = one.Value.ValueKind switch
            {
                JsonValueKind.String when one.Value.GetString() is { } text && JwsCompact.IsOne(Encoding.UTF8.GetBytes(text)) => this.JudgeJwt(Encoding.UTF8.GetBytes(text), descent),
                JsonValueKind.Object => this.Judge(one.Value, descent),
                _ => NoForm("It is neither a credential nor a JWT."),
            };
            return Summary(one, one.Check == EmbeddedCredential.Endorsement ? [.. checks, EndorsementCheck.Check(one.Value, endorsables)] : checks);
        }
        finally
        {
            descent.Leave();
        }
    }
}
