namespace LerBridge.Core.Credentials;

/// <summary>What kind of credential it is; of a mapping, the value of <c>issue.profile</c>.</summary>
public enum CredentialProfile
{
    /// <summary>Open Badges 3.0 achievement credential, <c>ob3@3.0.3</c>.</summary>
    OpenBadge,

    /// <summary>An employment record as an Open Badges 3.0 credential with an inline employment context, <c>employment@1</c>.</summary>
    Employment,

    /// <summary>Comprehensive Learner Record 2.0, <c>clr@2.0</c>.</summary>
    LearnerRecord,

    /// <summary>Open Badges 3.0 endorsement of a credential, an achievement or a profile. No mapping issues it; the subject is what is endorsed.</summary>
    Endorsement,
}
