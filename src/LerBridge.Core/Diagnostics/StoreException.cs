namespace LerBridge.Core.Diagnostics;

/// <summary>The ledger cannot be used: locked, full, unreadable, from a newer version, or its secrets cannot be opened.</summary>
public sealed class StoreException : BridgeException
{
    /// <summary>The code where a row holds what no version of LerBridge writes: it is about that row, and everything else can be read.</summary>
    public const string RowCode = "LB8025";

    /// <summary>Makes the exception.</summary>
    public StoreException(FailureKind kind, string code, string message, Exception? inner = null)
        : base(kind, code, message, inner)
    {
    }
}
