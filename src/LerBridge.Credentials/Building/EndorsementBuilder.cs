using System.Text.Json;
using LerBridge.Core.Credentials;

namespace LerBridge.Credentials.Building;

/// <summary>
/// Makes an unsigned endorsement (Open Badges 3.0, section B.1.10; Comprehensive Learner Record 2.0 has the same): the draft's subject is what is endorsed, by the id of a
/// credential, an achievement or a profile.
/// </summary>
internal sealed class EndorsementBuilder(IssuerProfile issuer)
{
    // who endorses something does not repeat in it what others say of himself
    private readonly OpenBadgeBuilder credentials = new(issuer with { Endorsements = [] });

    public byte[] Build(CredentialDraft draft, JsonElement claims) =>
        this.credentials.Build(draft, claims, EndorsementModel.Type, EndorsementModel.Claims, EndorsementModel.Subject, issuer.Contexts.OpenBadge);
}
