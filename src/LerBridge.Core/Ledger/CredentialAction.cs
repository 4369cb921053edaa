namespace LerBridge.Core.Ledger;

/// <summary>What is done to a credential.</summary>
public enum CredentialAction
{
    /// <summary>It is issued, for the first time or in a new generation.</summary>
    Issue,

    /// <summary>It is signed again with newer content under its id. A suspended one stays suspended.</summary>
    Correct,

    /// <summary>It stands again after a suspension; where its content has changed meanwhile, it is corrected first.</summary>
    Reinstate,

    /// <summary>The one before is revoked and a new one, with an id of its own, takes its place.</summary>
    Reissue,

    /// <summary>It is not to be relied on until further notice.</summary>
    Suspend,

    /// <summary>It is withdrawn for good.</summary>
    Revoke,
}
