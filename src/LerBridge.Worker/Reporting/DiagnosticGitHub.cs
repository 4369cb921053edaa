using System.Globalization;
using LerBridge.Core.Diagnostics;

namespace LerBridge.Worker.Reporting;

/// <summary>Diagnostics as the workflow commands by which GitHub marks lines of a pull request.</summary>
internal static class DiagnosticGitHub
{
    public static string Write(IEnumerable<Diagnostic> diagnostics) => string.Join(Environment.NewLine, diagnostics.Select(Line));

    /// <summary>The sentence, why, and what to try.</summary>
    public static string Message(Diagnostic diagnostic)
    {
        var why = diagnostic.Why is null ? string.Empty : $"\nwhy: {diagnostic.Why}";
        var advice = diagnostic.Try is null ? string.Empty : diagnostic.Try.StartsWith("did you mean", StringComparison.Ordinal) ? $"\n{diagnostic.Try}" : $"\ntry: {diagnostic.Try}";
        return diagnostic.Message + why + advice;
    }

    private static string Line(Diagnostic diagnostic)
    {
        var kind = diagnostic.Severity == Severity.Error ? "error" : "warning";
        var end = diagnostic.Column + Math.Max(1, diagnostic.Length) - 1;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"::{kind} file={Property(diagnostic.File)},line={diagnostic.Line},endLine={diagnostic.Line},col={diagnostic.Column},endColumn={end},title={diagnostic.Code}::{Data(Message(diagnostic))}");
    }

    // a line break or a percent sign would end the command, a colon or comma the property
    private static string Data(string text) => text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
