using System.Globalization;

namespace LerBridge.Storage;

/// <summary>How times are written: instants as milliseconds of the Unix epoch, days as text (Schema/…/0001_initial.sql).</summary>
internal static class Instants
{
    private const string Day = "yyyy-MM-dd";

    public static long Write(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds();

    public static long? Write(DateTimeOffset? instant) => instant?.ToUnixTimeMilliseconds();

    public static DateTimeOffset Read(long instant) => DateTimeOffset.FromUnixTimeMilliseconds(instant);

    public static DateTimeOffset? Read(long? instant) => instant is { } value ? Read(value) : null;

    public static string WriteDay(DateOnly day) => day.ToString(Day, CultureInfo.InvariantCulture);

    public static string? WriteDay(DateOnly? day) => day is { } value ? WriteDay(value) : null;

    public static DateOnly ReadDay(string day) => DateOnly.ParseExact(day, Day, CultureInfo.InvariantCulture);

    public static DateOnly? ReadDayOrNull(string? day) => day is null ? null : ReadDay(day);
}
