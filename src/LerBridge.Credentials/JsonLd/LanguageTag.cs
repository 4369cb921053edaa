namespace LerBridge.Credentials.JsonLd;

/// <summary>The shape every language tag has, of which both BCP 47 and Turtle are stricter or equal: letters, then parts of letters and digits.</summary>
internal static class LanguageTag
{
    public static bool IsWellFormed(ReadOnlySpan<char> tag)
    {
        var part = 0;
        var first = true;
        foreach (var c in tag)
        {
            if (c == '-')
            {
                if (part == 0)
                {
                    return false;
                }

                (part, first) = (0, false);
            }
            else if (++part > 8 || !(first ? char.IsAsciiLetter(c) : char.IsAsciiLetterOrDigit(c)))
            {
                return false;
            }
        }

        return part > 0;
    }
}
