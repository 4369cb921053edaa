using System.Globalization;
using LerBridge.Sandbox.Population;

namespace LerBridge.Sandbox.Workday;

/// <summary>Days and moments with the zone of the tenant, which is Pacific unless somebody changed it. The day is the day; nothing is to be converted.</summary>
internal static class WorkdayDay
{
    public static string Zoned(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + Zone(day);

    public static string Moment(DateTime local) => local.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture) + Zone(DateOnly.FromDateTime(local));

    private static string Zone(DateOnly day) => CentralTime.Offset(day).Hours == -5 ? "-07:00" : "-08:00";
}
