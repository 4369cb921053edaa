using System.Globalization;

namespace LerBridge.Core.Frameworks;

/// <summary>Days as publishers write them: <c>2026-08-31</c>, with or without a time behind it.</summary>
internal static class IsoDay
{
    public static bool TryRead(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text.Length > 10 && (text[10] is 'T' or ' ') ? text[..10] : text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    public static string Write(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
