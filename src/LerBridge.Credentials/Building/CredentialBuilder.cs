using System.Text.Json;
using LerBridge.Core.Credentials;

namespace LerBridge.Credentials.Building;

/// <summary>Makes unsigned credentials of every kind in the name of one issuer.</summary>
internal sealed class CredentialBuilder(IssuerProfile issuer)
{
    private readonly OpenBadgeBuilder badges = new(issuer);
    private readonly EmploymentBuilder employment = new(issuer);
    private readonly LearnerRecordBuilder records = new(issuer);
    private readonly EndorsementBuilder endorsements = new(issuer);

    public IssuerProfile Issuer => issuer;

    /// <param name="draft">The credential.</param>
    /// <param name="claims">What is said in it, held against <see cref="ClaimsLint"/>.</param>
    /// <param name="sign">Signs what is embedded in it.</param>
    public byte[] Build(CredentialDraft draft, JsonElement claims, Func<byte[], byte[]> sign) => draft.Profile switch
    {
        CredentialProfile.OpenBadge => this.badges.Build(draft, claims),
        CredentialProfile.Employment => this.employment.Build(draft, claims),
        CredentialProfile.LearnerRecord => this.records.Build(draft, claims, sign),
        CredentialProfile.Endorsement => this.endorsements.Build(draft, claims),
        _ => throw new InvalidOperationException($"There is no builder for {draft.Profile}."),
    };

    /// <summary>The <c>@context</c> of a kind, as written.</summary>
    public ReadOnlyMemory<byte> ContextOf(CredentialProfile profile) => profile switch
    {
        CredentialProfile.Employment => issuer.Contexts.Employment,
        CredentialProfile.LearnerRecord => issuer.Contexts.LearnerRecord,
        _ => issuer.Contexts.OpenBadge,
    };
}
