using System.Text.RegularExpressions;

namespace LerBridge.Core.Mapping.Functions;

/// <summary>Patterns as authors write them: matched in time proportional to the text, alike on every machine (mapping/v1 §4.6).</summary>
internal static class Patterns
{
    private const int Most = 500;

    // "Invalid pattern '[' at offset 1. Unterminated [] set": what is wrong stands behind the pattern, which the author sees anyway
    private static string Words(string message)
    {
        var offset = message.LastIndexOf(" at offset ", StringComparison.Ordinal);
        return (offset < 0 ? message : message[(offset + 1)..]).TrimEnd('.');
    }

    /// <summary>The pattern, or null with what is wrong about it.</summary>
    public static Regex? Compile(string pattern, out string? problem)
    {
        try
        {
            problem = pattern.Length > Most ? "it is too long" : null;
            return problem is null ? new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant) : null;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            problem = exception is NotSupportedException
                ? "look-around, back-references and atomic groups can take endless time, and one pattern must always take a time in proportion to the text"
                : Words(exception.Message);
            return null;
        }
    }
}
