using LerBridge.Core.Diagnostics;

namespace LerBridge.Worker.Cli;

/// <summary>Diagnostics as a person reads them: place, what, why, what to try.</summary>
internal static class DiagnosticText
{
    public static void Write(IEnumerable<Diagnostic> diagnostics, TextWriter writer)
    {
        foreach (var diagnostic in diagnostics)
        {
            writer.WriteLine($"{diagnostic.File}:{diagnostic.Line}:{diagnostic.Column}: {(diagnostic.Severity == Severity.Error ? "error" : "warning")} {diagnostic.Code}: {diagnostic.Message}");
            if (diagnostic.Why is { } why)
            {
                writer.WriteLine($"    why: {why}");
            }

            if (diagnostic.Try is { } advice)
            {
                writer.WriteLine($"    try: {advice}");
            }
        }
    }
}
