using LerBridge.Core.Credentials;
using LerBridge.Credentials.Building;
using LerBridge.Credentials.JsonLd;

namespace LerBridge.Credentials;

/// <summary>The issuer's check of claims without the issuer: for looking at what a mapping would issue where no key may be opened or made.</summary>
internal sealed class ClaimsPreflight
{
    private readonly ClaimsCheck check;

    public ClaimsPreflight(IssuerOptions options)
    {
        var issuer = new IssuerProfile(options.Did, options.Name, options.Url, options.PublicBaseUrl.TrimEnd('/'));
        this.check = new ClaimsCheck(new OpenBadgeBuilder(issuer), new EmploymentBuilder(issuer), new LearnerRecordBuilder(issuer), new CompiledCanonicalizers(EmbeddedContexts.Shared));
    }

    /// <inheritdoc cref="ICredentialIssuer.Check" />
    public IReadOnlyList<ClaimProblem> Check(CredentialProfile profile, ReadOnlyMemory<byte> claims) => this.check.Check(profile, claims);
}
