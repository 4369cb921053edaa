using System.Globalization;

namespace LerBridge.Worker.Reporting;

/// <summary>Times as people at the site read them: local, with the offset.</summary>
internal static class LocalTime
{
    public static string Text(DateTimeOffset time, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
}
