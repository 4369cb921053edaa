using System.Text;

namespace LerBridge.Core.Mapping.Samples;

/// <summary>Finds a value in a text where it stands by itself, in capitals or not.</summary>
internal static class WholeWords
{
    public static bool Contains(string text, string value) => Next(text, value, 0) >= 0;

    public static string Replace(string text, string value, string instead)
    {
        var at = Next(text, value, 0);
        if (at < 0)
        {
            return text;
        }

        var result = new StringBuilder();
        var from = 0;
        for (; at >= 0; at = Next(text, value, from))
        {
            result.Append(text, from, at - from).Append(instead);
            from = at + value.Length;
        }

        return result.Append(text, from, text.Length - from).ToString();
    }

    private static int Next(string text, string value, int from)
    {
        for (var at = text.IndexOf(value, from, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(value, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (at + value.Length == text.Length || !char.IsLetterOrDigit(text[at + value.Length])))
            {
                return at;
            }
        }

        return -1;
    }
}
