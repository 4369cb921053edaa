namespace LerBridge.Credentials.Proofs;

/// <summary>The answer to a check that may be beyond what is at hand.</summary>
internal enum Verdict
{
    /// <summary>It holds.</summary>
    Yes,

    /// <summary>It does not hold.</summary>
    No,

    /// <summary>It cannot be told from what is at hand.</summary>
    Unknown,
}
