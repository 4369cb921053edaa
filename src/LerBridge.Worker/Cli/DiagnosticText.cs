using LerBridge.Core.Diagnostics;

namespace LerBridge.Worker.Cli;

/// <summary>Diagnostics as a person reads them, one below the other.</summary>
internal static class DiagnosticText
{
    public static void Write(IEnumerable<Diagnostic> diagnostics, Func<string, string?> textOf, TextWriter writer)
    {
        foreach (var diagnostic in diagnostics)
        {
            writer.WriteLine(DiagnosticReport.Describe(diagnostic, textOf));
        }
    }
}
