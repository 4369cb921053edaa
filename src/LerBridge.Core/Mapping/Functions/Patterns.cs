using System.Text.RegularExpressions;

namespace LerBridge.Core.Mapping.Functions;

/// <summary>Patterns as authors write them: matched in time proportional to the text, alike on every machine (mapping/v1 §4.6).</summary>
internal static class Patterns
{
    private const int Most = 500;

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
            problem = exception.Message.TrimEnd('.');
            return null;
        }
    }
}
