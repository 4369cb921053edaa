using System.Globalization;

namespace LerBridge.Connectors.Shared;

/// <summary>Dates and instants as sources write them. A calendar date with a zone stays the date it names; sentinels far from any life are dates like others.</summary>
internal static class Instants
{
    private static readonly string[] DayForms = ["yyyy-MM-dd", "yyyyMMdd"];

    /// <summary>An ISO 8601 instant: <c>T</c> or a space, with or without fraction and offset (none is UTC); null where it is none.</summary>
    public static DateTimeOffset? Time(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.Length is < 16 or > 40 || text[4] != '-' || text[10] is not ('T' or 't' or ' '))
        {
            return null;
        }

        // "+00", as in the published member of change notifications.
        Span<char> whole = stackalloc char[48];
        text.CopyTo(whole);
        var length = text.Length;
        if (text[^3] is '+' or '-' && char.IsAsciiDigit(text[^2]) && char.IsAsciiDigit(text[^1]) && length > 16)
        {
            ":00".CopyTo(whole[length..]);
            length += 3;
        }

        return DateTimeOffset.TryParse(whole[..length], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
    }

    /// <summary>
    /// The same of a source that writes local times and, where it knows no time, the day alone. A day stands for its noon, so that no zone in which it is read makes another day of it.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="zone">The zone of times and days that name none.</param>
    public static DateTimeOffset? Time(ReadOnlySpan<char> text, TimeZoneInfo zone)
    {
        text = text.Trim();
        if (Time(text) is { } instant)
        {
            return text[16..].IndexOfAny("+-Zz") >= 0 ? instant : In(zone, instant.DateTime);
        }

        if (text.Length < 10 || text[4] != '-' || Day(text) is not { } day)
        {
            return null;
        }

        var noon = day.ToDateTime(new TimeOnly(12, 0));
        return text.Length == 16 && TimeSpan.TryParseExact(text[11..], @"hh\:mm", CultureInfo.InvariantCulture, out var offset)
            ? new DateTimeOffset(noon, text[10] == '-' ? -offset : offset)
            : In(zone, noon);
    }

    /// <summary>
    /// A calendar date: <c>2021-04-28</c>, with a zone <c>2021-04-28-07:00</c> or <c>2021-04-28Z</c>, or the day part of a whole instant. The zone is where the date was written down;
    /// converting would shift the day (facts: Workday dates).
    /// </summary>
    public static DateOnly? Day(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.Length == 8)
        {
            return Exact(text);
        }

        if (text.Length < 10)
        {
            return null;
        }

        var rest = text[10..];
        return rest.IsEmpty || IsZone(rest) || (rest[0] is 'T' or 't' or ' ' && Time(text) is not null) ? Exact(text[..10]) : null;
    }

    /// <summary>The day of an instant in a zone.</summary>
    public static DateOnly? DayIn(this DateTimeOffset? time, TimeZoneInfo zone) =>
        time is { } instant ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime) : null;

    private static DateTimeOffset In(TimeZoneInfo zone, DateTime local) => new(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), zone.GetUtcOffset(local));

    private static DateOnly? Exact(ReadOnlySpan<char> text) =>
        DateOnly.TryParseExact(text, DayForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static bool IsZone(ReadOnlySpan<char> text) =>
        text is "Z" or "z"
        || (text.Length == 6 && text[0] is '+' or '-' && text.Length == 6 && text[3] == ':'
            && char.IsAsciiDigit(text[1]) && char.IsAsciiDigit(text[2]) && char.IsAsciiDigit(text[4]) && char.IsAsciiDigit(text[5]));
}
