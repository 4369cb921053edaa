namespace LerBridge.Sandbox.Population;

/// <summary>
/// Central time of the United States by its rule since 2007 (second Sunday of March to first Sunday of November), so that the sandbox needs no
/// time zone data of the machine. Canvas writes the dates of terms and courses as UTC instants of local midnights.
/// </summary>
internal static class CentralTime
{
    public static DateTimeOffset StartOfDay(DateOnly day) => At(day, TimeOnly.MinValue);

    /// <summary>The last second of the day, as Canvas stores an end date.</summary>
    public static DateTimeOffset EndOfDay(DateOnly day) => At(day, new TimeOnly(23, 59, 59));

    public static DateTimeOffset At(DateOnly day, TimeOnly time) => new DateTimeOffset(day.ToDateTime(time), Offset(day, time)).ToUniversalTime();

    public static TimeSpan Offset(DateOnly day) => Offset(day, new TimeOnly(12, 0));

    private static TimeSpan Offset(DateOnly day, TimeOnly time)
    {
        var at = day.ToDateTime(time);
        var summer = at >= Sunday(day.Year, 3, 2).ToDateTime(new TimeOnly(2, 0)) && at < Sunday(day.Year, 11, 1).ToDateTime(new TimeOnly(2, 0));
        return TimeSpan.FromHours(summer ? -5 : -6);
    }

    private static DateOnly Sunday(int year, int month, int which)
    {
        var first = new DateOnly(year, month, 1);
        return first.AddDays(((7 - (int)first.DayOfWeek) % 7) + (7 * (which - 1)));
    }
}
