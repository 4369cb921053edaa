using System.Globalization;

namespace LerBridge.Credentials.Proofs;

/// <summary>xsd:dateTimeStamp: a point in time whose zone is written (XML Schema 1.1 part 2, section 3.4.28).</summary>
internal static class DateTimeStamp
{
    private const int MaxLength = 64;

    /// <summary>A point in time in whole seconds, in UTC.</summary>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        return IsWellFormed(text) && DateTimeOffset.TryParse(Shortened(text), CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }

    // yyyy-MM-ddTHH:mm:ss, an optional fraction, then Z or an offset
    private static bool IsWellFormed(string text)
    {
        if (text.Length is < 20 or > MaxLength || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':')
        {
            return false;
        }

        var zone = text.IndexOfAny(['Z', '+', '-'], 19);
        if (zone < 0)
        {
            return false;
        }

        var fraction = text.AsSpan(19, zone - 19);
        var offset = text.AsSpan(zone);
        return (fraction.IsEmpty || (fraction.Length > 1 && fraction[0] == '.' && !fraction[1..].ContainsAnyExceptInRange('0', '9')))
            && (offset is "Z" || (offset.Length == 6 && offset[3] == ':'));
    }

    /// <summary>.NET reads at most seven digits of a fraction.</summary>
    private static string Shortened(string text)
    {
        var zone = text.IndexOfAny(['Z', '+', '-'], 19);
        return zone > 27 ? string.Concat(text.AsSpan(0, 27), text.AsSpan(zone)) : text;
    }
}
