using System.Globalization;

namespace LerBridge.Connectors.Workday;

/// <summary>Dates and times as Workday writes them: both carry the zone of the tenant.</summary>
internal static class WorkdayTime
{
    /// <summary><c>2018-06-30-07:00</c></summary>
    public static string Day(DateOnly day, TimeZoneInfo zone)
    {
        var noon = day.ToDateTime(new TimeOnly(12, 0), DateTimeKind.Unspecified);
        return new DateTimeOffset(noon, zone.GetUtcOffset(noon)).ToString("yyyy-MM-ddzzz", CultureInfo.InvariantCulture);
    }

    /// <summary>The day of a moment in the zone.</summary>
    public static string Day(DateTimeOffset moment, TimeZoneInfo zone) => Day(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime), zone);

    /// <summary><c>2015-12-02T12:18:30.841-08:00</c></summary>
    public static string Moment(DateTimeOffset moment, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(moment, zone).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
}
