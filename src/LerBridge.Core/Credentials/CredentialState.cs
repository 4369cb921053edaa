namespace LerBridge.Core.Credentials;

/// <summary>What a credential in the register is worth.</summary>
public enum CredentialState
{
    /// <summary>It stands.</summary>
    Valid,

    /// <summary>Not to be relied on for now; may be reinstated.</summary>
    Suspended,

    /// <summary>Withdrawn for good.</summary>
    Revoked,
}
