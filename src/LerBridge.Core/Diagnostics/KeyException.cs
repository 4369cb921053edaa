namespace LerBridge.Core.Diagnostics;

/// <summary>A signing key cannot be opened, made or used.</summary>
public sealed class KeyException : BridgeException
{
    /// <summary>Makes the exception.</summary>
    public KeyException(FailureKind kind, string code, string message, Exception? inner = null)
        : base(kind, code, message, inner)
    {
    }
}
