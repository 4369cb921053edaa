namespace LerBridge.Credentials.JsonLd;

/// <summary>The shape every language tag has, of which both BCP 47 and Turtle are stricter or equal: letters, then parts of letters and digits.</summary>
internal static class LanguageTag
{
    /// <summary>
    /// In lower case. The standard leaves that to the processor (https://www.w3.org/TR/json-ld11-api/#expansion-algorithm, step 13.4.8); those that
    /// credentials are verified with do it, and a signature has to cover what they see.
    /// </summary>
    public static string Normalize(string tag) => tag.ToLowerInvariant();

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
