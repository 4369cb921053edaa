namespace LerBridge.Core.Diagnostics;

/// <summary>The one exception family for a source, destination, key or store that cannot be used. Its message is for people: no stack trace is needed to act on it.</summary>
public abstract class BridgeException : Exception
{
    /// <summary>Makes the exception.</summary>
    protected BridgeException(FailureKind kind, string code, string message, Exception? inner)
        : base(message, inner)
    {
        this.Kind = kind;
        this.Code = code;
    }

    /// <summary>Who can do something about it.</summary>
    public FailureKind Kind { get; }

    /// <summary>The stable code.</summary>
    public string Code { get; }
}
