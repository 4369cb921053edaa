using LerBridge.Core.Diagnostics;

namespace LerBridge.Core.Sources;

/// <summary>The source cannot be used. The message says what, where and what to do next, and never holds a secret or personal data.</summary>
public sealed class ConnectorException : BridgeException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="kind">Who can do something about it.</param>
    /// <param name="code">A stable code, as in <c>LB5101</c>.</param>
    /// <param name="message">What happened, where (connector, stream, page), and what to do next.</param>
    /// <param name="inner">The cause.</param>
    public ConnectorException(FailureKind kind, string code, string message, Exception? inner = null)
        : base(kind, code, message, inner)
    {
    }
}
