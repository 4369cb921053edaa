namespace LerBridge.Core.Mapping.Functions;

/// <summary>The calendar of a time zone. Remembers the offset of hours in which it does not change, because most records of a run fall into few of them and asking the zone is slow.</summary>
internal sealed class ZoneDays
{
    private const int Slots = 4096;
    private const int MinutesOfDay = 1440;

    private readonly TimeZoneInfo zone;
    private readonly long[] remembered = new long[Slots];

    private ZoneDays(TimeZoneInfo zone) => this.zone = zone;

    /// <summary>A zone by its IANA name; null where there is none.</summary>
    public static ZoneDays? Find(string name) => TimeZones.Find(name) is { } zone ? new ZoneDays(zone) : null;

    public DateOnly DateOf(DateTimeOffset time)
    {
        var local = time.UtcTicks + (this.MinutesAt(time) * TimeSpan.TicksPerMinute);
        return DateOnly.FromDateTime(new DateTime(Math.Clamp(local, 0, DateTime.MaxValue.Ticks)));
    }

    private long MinutesAt(DateTimeOffset time)
    {
        var hour = time.UtcTicks / TimeSpan.TicksPerHour;
        ref var slot = ref this.remembered[(int)(hour % Slots)];

        // one word holds the hour and its offset (+ a day, so that 0 is never valid): threads cannot see half of it
        var word = Volatile.Read(ref slot);
        if (word >> 16 == hour && word != 0)
        {
            return (word & 0xFFFF) - MinutesOfDay;
        }

        var first = new DateTimeOffset(hour * TimeSpan.TicksPerHour, TimeSpan.Zero);
        var offset = this.Offset(first);
        if (offset != this.Offset(first.AddTicks(TimeSpan.TicksPerHour - 1)))
        {
            return this.Offset(time);
        }

        Volatile.Write(ref slot, (hour << 16) | (offset + MinutesOfDay));
        return offset;
    }

    private long Offset(DateTimeOffset time) => (long)this.zone.GetUtcOffset(time).TotalMinutes;
}
