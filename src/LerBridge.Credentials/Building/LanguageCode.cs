using System.Text.RegularExpressions;

namespace LerBridge.Credentials.Building;

/// <summary>A language code as the Open Badges 3.0 schema takes it.</summary>
internal static partial class LanguageCode
{
    public static bool IsOne(string text) => text.Length < 20 && Pattern().IsMatch(text);

    /// <summary>A language as the same schema takes it where a text stands in several: two letters, with a country or without.</summary>
    public static bool IsKey(string text) =>
        text is [>= 'a' and <= 'z', >= 'a' and <= 'z'] or [>= 'a' and <= 'z', >= 'a' and <= 'z', '-', >= 'A' and <= 'Z', >= 'A' and <= 'Z'];

    [GeneratedRegex("^[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
