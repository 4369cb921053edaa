using System.Text;

namespace LerBridge.Core.Diagnostics;

/// <summary>Diagnostics as an author reads them: the sentence, the line with a pointer, why, and what to try.</summary>
public static class DiagnosticReport
{
    private const int MaxLine = 200;

    /// <summary>One diagnostic as text, lines ending in LF.</summary>
    /// <param name="diagnostic">The diagnostic.</param>
    /// <param name="line">The line of the file that it is about; null where it is not at hand.</param>
    public static string Describe(Diagnostic diagnostic, string? line = null)
    {
        var text = new StringBuilder()
            .Append(diagnostic.Severity == Severity.Error ? "error " : "warning ")
            .Append(diagnostic.Code)
            .Append("  ")
            .Append(diagnostic.File).Append(':').Append(diagnostic.Line).Append(':').Append(diagnostic.Column)
            .Append("  ")
            .Append(diagnostic.Message);
        var advice = diagnostic.Try is null ? null : diagnostic.Try.StartsWith("did you mean", StringComparison.Ordinal) ? diagnostic.Try : $"try:  {diagnostic.Try}";
        if (line is { Length: > 0 and <= MaxLine } && diagnostic.Column <= line.Length + 1)
        {
            var number = $"{diagnostic.Line,4} | ";
            text.Append('\n').Append(number).Append(line.TrimEnd()).Append('\n').Append(' ', number.Length - 2).Append("| ");

            // tabs stay tabs, so that the pointer stands under what it points at
            text.Append(string.Concat(line.Take(diagnostic.Column - 1).Select(c => c == '\t' ? '\t' : ' ')));
            text.Append('^', Math.Clamp(diagnostic.Length, 1, Math.Max(1, line.Length - diagnostic.Column + 1)));
            text.Append(advice is null ? string.Empty : $" {advice}");
            advice = null;
        }

        if (diagnostic.Why is { } why)
        {
            text.Append("\n  why  ").Append(why);
        }

        if (advice is not null)
        {
            text.Append("\n  ").Append(advice);
        }

        return text.ToString();
    }

    /// <summary>One diagnostic as text, with the line taken from the text of its file.</summary>
    /// <param name="diagnostic">The diagnostic.</param>
    /// <param name="textOf">The text of a file, lines ending in LF; null where it is not at hand.</param>
    public static string Describe(Diagnostic diagnostic, Func<string, string?> textOf)
    {
        var lines = textOf(diagnostic.File)?.Split('\n');
        return Describe(diagnostic, lines is not null && diagnostic.Line <= lines.Length ? lines[diagnostic.Line - 1] : null);
    }
}
