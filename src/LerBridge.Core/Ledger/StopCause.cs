namespace LerBridge.Core.Ledger;

/// <summary>Why a credential is suspended or revoked: it decides what makes it stand again.</summary>
public enum StopCause
{
    /// <summary>Its record no longer qualified, or was gone. A record that is back ends it.</summary>
    Withdrawal,

    /// <summary>Its record changed, and the mapping suspends or revokes on change. A record that says again what the credential says ends it.</summary>
    Change,

    /// <summary>A person decided it. Only a person ends it.</summary>
    Hand,
}
