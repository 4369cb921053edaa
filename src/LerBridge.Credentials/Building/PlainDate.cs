using System.Globalization;

namespace LerBridge.Credentials.Building;

/// <summary>A date without a time, <c>yyyy-MM-dd</c>.</summary>
internal static class PlainDate
{
    public static bool IsOne(string text) => TryParse(text, out _);

    public static bool TryParse(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
}
