using System.Globalization;

namespace LerBridge.Core.Mapping.Functions;

/// <summary>Parts of texts, counted as a person counts characters: never half of one, and never a letter without its accent.</summary>
internal static class Cut
{
    public static int Length(string text) => System.Text.Ascii.IsValid(text) ? text.Length : new StringInfo(text).LengthInTextElements;

    public static string Take(string text, decimal count, bool fromEnd)
    {
        if (System.Text.Ascii.IsValid(text))
        {
            var length = (int)Math.Clamp(count, 0m, text.Length);
            return fromEnd ? text[^length..] : text[..length];
        }

        var starts = StringInfo.ParseCombiningCharacters(text);
        var taken = (int)Math.Clamp(count, 0m, starts.Length);
        return fromEnd
            ? taken == 0 ? string.Empty : text[starts[^taken]..]
            : taken == starts.Length ? text : text[..starts[taken]];
    }
}
