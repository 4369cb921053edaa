namespace LerBridge.Credentials.Rdf;

/// <summary>Text that is not N-Quads.</summary>
internal sealed class RdfSyntaxException(int line, string message) : FormatException($"Line {line}: {message}")
{
    /// <summary>Counted from 1.</summary>
    public int Line { get; } = line;
}
