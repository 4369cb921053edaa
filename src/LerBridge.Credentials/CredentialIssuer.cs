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
    private readonly JwtProfile? format;
    private readonly bool olderWallets;
    private readonly ProofSigner signer;
    private readonly CredentialBuilder builder;
    private readonly ClaimsCheck check;
    private readonly PublishedStatusList published;

    public CredentialIssuer(IssuerOptions options, KeyStore keys, TimeProvider clock)
        : this(options, keys, clock, new CompiledCanonicalizers(EmbeddedContexts.Shared))
    {
    }

    internal CredentialIssuer(IssuerOptions options, KeyStore keys, TimeProvider clock, IDocumentCanonicalizer canonicalizer)
    {
        this.keys = keys;
        this.clock = clock;
        this.format = options.Format.Profile();
        this.issuer = new IssuerProfile(options.Did, options.Name, options.Url, options.PublicBaseUrl.TrimEnd('/'))
        {
            Contexts = DocumentContexts.Of(options.OlderWallets, options.CredentialSchema),
            Schemas = options.CredentialSchema,
            Jwt = this.format is not null,
            Endorsements = options.Endorsements,
        };
        this.olderWallets = options.OlderWallets;
        this.signer = new ProofSigner(canonicalizer);
        this.builder = new CredentialBuilder(this.issuer);
        this.check = new ClaimsCheck(this.builder, this.format, canonicalizer);
        this.published = new PublishedStatusList(this.issuer, keys, canonicalizer);
    }

    public string Did => this.issuer.Did;

    public string Terms => IssuerTerms.Of(this.issuer, this.format, this.olderWallets, this.keys.Ring);

    public bool HasJwtLists => this.keys.Ring.ActiveFor(KeyUse.Jwt) is not null;

    /// <summary>Opens the keys that sign, and holds them against the options.</summary>
    /// <exception cref="KeyException">
    /// One cannot be opened (see <see cref="KeyStore.Active"/>), or does not make the proofs (LB6109) or the JWTs (LB6110) that the options ask for.
    /// </exception>
    public void OpenKeys()
    {
        _ = this.SuiteFor(Told(() => this.keys.Active));
        if (this.format is { } profile)
        {
            _ = this.KeyFor(profile);
        }
    }

    public IReadOnlyList<ClaimProblem> Check(CredentialProfile profile, ReadOnlyMemory<byte> claims) => this.check.Check(profile, claims);

    public IssuedCredential Issue(CredentialDraft draft)
    {
        if (this.format is { } profile)
        {
            var (issued, refusal) = this.IssueJwt(draft, profile, this.KeyFor(profile));
            return issued ?? throw new InvalidOperationException("The draft cannot be a JWT: " + refusal?.Why);
        }

        var unsigned = this.Build(draft);
        var (document, keyId) = this.Sign(unsigned, this.builder.ContextOf(draft.Profile));
        return new IssuedCredential(draft.Id, "application/vc", document, keyId);
    }

    /// <summary>Builds the credential, checks it once more and signs it as a JWT with the active key for JWTs, whatever the issuer's own form is.</summary>
    /// <returns>The credential, or why it or the key cannot take this form.</returns>
    /// <exception cref="KeyException">The key cannot be used.</exception>
    /// <exception cref="InvalidOperationException">The draft does not pass the profile's rules; <see cref="Check"/> would have said so.</exception>
    public (IssuedCredential? Issued, JoseRefusal? Refusal) IssueJwt(CredentialDraft draft, JwtProfile profile) => Told(() => this.keys.ActiveFor(KeyUse.Jwt)) is { } key
        ? this.IssueJwt(draft, profile, key)
        : (null, new JoseRefusal(JoseCode.KeyMissing, "There is no key for JWTs. Make one, publish the DID document, and rotate to it."));

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

    public IReadOnlyList<StatusEntry>? PlacesIn(ReadOnlyMemory<byte> document) => SignedPlaces.Of(document);

    public StatusListContent? OpenStatusList(ReadOnlyMemory<byte> document) => this.published.Open(document);

    public ReadOnlyMemory<byte> StatusList(StatusListContent content)
    {
        var embedded = this.issuer.Embedded;
        return this.Sign(StatusListBuilder.Build(embedded, content), embedded.Contexts.StatusList).Document;
    }

    public ReadOnlyMemory<byte>? StatusListJwt(StatusListContent content)
    {
        // whoever has a key for JWTs may have JWTs abroad that name this list, whatever form is signed today
        if (Told(() => this.keys.ActiveFor(KeyUse.Jwt)) is not { } key)
        {
            return null;
        }

        var profile = this.format is { } own && own.Keys.Contains(key.Algorithm) ? own : JwtProfile.VcJose;
        var unsigned = StatusListBuilder.Build(this.issuer with { Jwt = true, Contexts = DocumentContexts.Plain }, content);
        var (jwt, refusal) = Told(() => VcJwtSigner.Sign(unsigned, profile, key, DidDocumentWriter.MethodId(this.issuer.Did, key.Public.Id)));
        return jwt ?? throw new InvalidOperationException("The status list cannot be a JWT: " + refusal?.Why);
    }

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

            // what is embedded has a proof of its own: a JWT cannot stand in a record
            var unsigned = this.builder.Build(draft, claims.RootElement, embedded => this.Sign(embedded, this.issuer.Contexts.OpenBadge).Document);
            using var built = JsonDocument.Parse(unsigned);
            var problems = ProfileLint.Ours(draft.Profile, built.RootElement, this.format is not null);
            return problems.Count == 0 ? unsigned : throw Refused(problems);
        }
    }

    /// <summary>A key for JWTs that the issuer's form of JWT does not take.</summary>
    /// <param name="profile">The form.</param>
    /// <param name="algorithm">The key's; null where there is none.</param>
    internal static KeyException Unfit(JwtProfile profile, KeyAlgorithm? algorithm)
    {
        // RSA is what every Open Badges verifier must take
        var kind = profile == JwtProfile.OpenBadges ? "rsa" : "p256";
        var have = algorithm is { } other ? $"a key for JWTs that is {other} does not sign them" : "there is no key for JWTs";
        return new KeyException(
            FailureKind.Terminal,
            "LB6110",
            $"LerBridge:Issuer:Format asks for the {profile.Name}, and {have}. Make one with \"lerbridge key new --use jwt --algorithm {kind}\", and once the DID document with it is served, \"lerbridge key rotate --use jwt\".");
    }

    private static InvalidOperationException Refused(IReadOnlyList<ClaimProblem> problems) => new(
        "The draft does not pass its profile: " + string.Join("; ", problems.Take(5).Select(problem => $"{problem.Code} {problem.Pointer} {problem.Message}")));

    private SigningKey KeyFor(JwtProfile profile) =>
        Told(() => this.keys.ActiveFor(KeyUse.Jwt)) is { } key && profile.Keys.Contains(key.Algorithm) ? key : throw Unfit(profile, this.keys.Ring.ActiveFor(KeyUse.Jwt)?.Algorithm);

    private (IssuedCredential? Issued, JoseRefusal? Refusal) IssueJwt(CredentialDraft draft, JwtProfile profile, SigningKey key)
    {
        var method = DidDocumentWriter.MethodId(this.issuer.Did, key.Public.Id);
        var (jwt, refusal) = Told(() => VcJwtSigner.Sign(this.Build(draft), profile, key, method));
        return jwt is null ? (null, refusal) : (new IssuedCredential(draft.Id, profile.MediaType, jwt, method), null);
    }

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
