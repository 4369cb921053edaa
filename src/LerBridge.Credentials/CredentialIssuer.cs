using System.Text.Json;
using LerBridge.Core.Credentials;
using LerBridge.Core.Diagnostics;
using LerBridge.Credentials.Building;
using LerBridge.Credentials.Dids;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.JsonLd;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Status;

namespace LerBridge.Credentials;

/// <summary>Builds, checks and signs credentials and the documents beside them with the active key of a store. Thread-safe.</summary>
internal sealed class CredentialIssuer : ICredentialIssuer, IIssuerDocuments
{
    private readonly KeyStore keys;
    private readonly TimeProvider clock;
    private readonly IssuerProfile issuer;
    private readonly bool olderWallets;
    private readonly ProofSigner signer;
    private readonly OpenBadgeBuilder badges;
    private readonly EmploymentBuilder employment;
    private readonly LearnerRecordBuilder records;
    private readonly ClaimsCheck check;

    public CredentialIssuer(IssuerOptions options, KeyStore keys, TimeProvider clock)
        : this(options, keys, clock, new CompiledCanonicalizers(EmbeddedContexts.Shared))
    {
    }

    internal CredentialIssuer(IssuerOptions options, KeyStore keys, TimeProvider clock, IDocumentCanonicalizer canonicalizer)
    {
        this.keys = keys;
        this.clock = clock;
        this.issuer = new IssuerProfile(options.Did, options.Name, options.Url, options.PublicBaseUrl.TrimEnd('/'))
        {
            Contexts = options.OlderWallets ? DocumentContexts.OlderWallets : DocumentContexts.Plain,
        };
        this.olderWallets = options.OlderWallets;
        this.signer = new ProofSigner(canonicalizer);
        this.badges = new OpenBadgeBuilder(this.issuer);
        this.employment = new EmploymentBuilder(this.issuer);
        this.records = new LearnerRecordBuilder(this.issuer);
        this.check = new ClaimsCheck(this.badges, this.employment, this.records, canonicalizer);
    }

    public string Did => this.issuer.Did;

    /// <summary>Opens the key that signs, and holds it against the options.</summary>
    /// <exception cref="KeyException">It cannot be opened (see <see cref="KeyStore.Active"/>), or does not make the proofs that the options ask for (LB6109).</exception>
    public void OpenKey() => _ = this.SuiteFor(Told(() => this.keys.Active));

    public IReadOnlyList<ClaimProblem> Check(CredentialProfile profile, ReadOnlyMemory<byte> claims) => this.check.Check(profile, claims);

    public IssuedCredential Issue(CredentialDraft draft)
    {
        var unsigned = this.Build(draft);
        var (document, keyId) = this.Sign(unsigned, this.ContextOf(draft.Profile));
        return new IssuedCredential(draft.Id, "application/vc", document, keyId);
    }

    /// <summary>Builds the credential, checks it once more and signs it as a JWT with the active key for JWTs.</summary>
    /// <returns>The credential, or why it or the key cannot take this form.</returns>
    /// <exception cref="KeyException">The key cannot be used.</exception>
    /// <exception cref="InvalidOperationException">The draft does not pass the profile's rules; <see cref="Check"/> would have said so.</exception>
    public (IssuedCredential? Issued, JoseRefusal? Refusal) IssueJwt(CredentialDraft draft, JwtProfile profile)
    {
        if (Told(() => this.keys.ActiveFor(KeyUse.Jwt)) is not { } key)
        {
            return (null, new JoseRefusal(JoseCode.KeyMissing, "There is no key for JWTs. Make one, publish the DID document, and rotate to it."));
        }

        var method = DidDocumentWriter.MethodId(this.issuer.Did, key.Public.Id);
        var (jwt, refusal) = Told(() => VcJwtSigner.Sign(this.Build(draft), profile, key, method));
        return jwt is null ? (null, refusal) : (new IssuedCredential(draft.Id, profile.MediaType, jwt, method), null);
    }

    /// <summary>What is wrong with the keys, as those who know of no keys are told it.</summary>
    internal static KeyException Told(KeyFolderException problem) => new(
        problem.Trouble switch { KeyTrouble.Transient => FailureKind.Transient, KeyTrouble.Credentials => FailureKind.Credentials, _ => FailureKind.Terminal },
        problem.Code,
        problem.Message,
        problem);

    private static T Told<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (KeyFolderException problem)
        {
            throw Told(problem);
        }
    }

    public ReadOnlyMemory<byte> DidDocument() => DidDocumentWriter.Write(this.issuer.Did, this.keys.Ring);

    public ReadOnlyMemory<byte> StatusList(StatusListContent content) => this.Sign(StatusListBuilder.Build(this.issuer, content), this.issuer.Contexts.StatusList).Document;

    /// <summary>The credential before it is signed, after the last check.</summary>
    /// <exception cref="InvalidOperationException">The draft does not pass the profile's rules.</exception>
    internal byte[] Build(CredentialDraft draft)
    {
        var (claims, refusal) = JsonDoor.Open(draft.Claims, JsonDoor.MaxClaims);
        using (claims)
        {
            if (claims is null)
            {
                throw Refused([new ClaimProblem(LintCodes.Malformed, string.Empty, refusal ?? "The claims cannot be read.")]);
            }

            var first = ClaimsLint.Check(draft.Profile, claims.RootElement);
            if (first.Count > 0)
            {
                throw Refused(first);
            }

            var unsigned = draft.Profile switch
            {
                CredentialProfile.OpenBadge => this.badges.Build(draft, claims.RootElement),
                CredentialProfile.Employment => this.employment.Build(draft, claims.RootElement),
                CredentialProfile.LearnerRecord => this.records.Build(draft, claims.RootElement, embedded => this.Sign(embedded, this.issuer.Contexts.OpenBadge).Document),
                _ => throw new InvalidOperationException($"There is no builder for {draft.Profile}."),
            };
            using var built = JsonDocument.Parse(unsigned);
            var problems = ProfileLint.Ours(draft.Profile, built.RootElement);
            return problems.Count == 0 ? unsigned : throw Refused(problems);
        }
    }

    private static InvalidOperationException Refused(IReadOnlyList<ClaimProblem> problems) => new(
        "The draft does not pass its profile: " + string.Join("; ", problems.Take(5).Select(problem => $"{problem.Code} {problem.Pointer} {problem.Message}")));

    private ReadOnlyMemory<byte> ContextOf(CredentialProfile profile) => profile switch
    {
        CredentialProfile.Employment => this.issuer.Contexts.Employment,
        CredentialProfile.LearnerRecord => this.issuer.Contexts.LearnerRecord,
        _ => this.issuer.Contexts.OpenBadge,
    };

    private (byte[] Document, string KeyId) Sign(byte[] unsigned, ReadOnlyMemory<byte> context)
    {
        try
        {
            var key = this.keys.Active;
            var method = DidDocumentWriter.MethodId(this.issuer.Did, key.Public.Id);
            var proof = new ProofOptions(this.SuiteFor(key), this.clock.GetUtcNow(), method);
            return (this.signer.Seal(unsigned, context.Span, this.olderWallets ? [proof, proof with { Suite = SuiteTable.Ed25519Signature2020 }] : [proof], key), method);
        }
        catch (CanonicalizationException problem)
        {
            throw new InvalidOperationException("The draft has no canonical form: " + problem.Message, problem);
        }
        catch (KeyFolderException problem)
        {
            throw Told(problem);
        }
    }

    private ProofSuite SuiteFor(SigningKey key) => !this.olderWallets || key.Algorithm == KeyAlgorithm.Ed25519 ? SuiteTable.DefaultFor(key.Algorithm) : throw new KeyException(
        FailureKind.Terminal,
        "LB6109",
        $"Key {key.Public.Id} is {key.Algorithm}, and older wallets know Ed25519 only. Write false for LerBridge:Issuer:OlderWallets, rotate to an Ed25519 key, and write true again; or leave it false.");
}
