using System.Collections.Immutable;
using System.Globalization;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class DatetimeFunction : FormulaFunction
{
    public override string Name => "datetime";

    public override string Signature => "datetime(date, \"17:00\", \"America/Chicago\")";

    public override string Summary =>
        "the date with time at which clocks of a time zone show a time on a date; the earlier one where they show it twice, and as late as if the clocks had not been put forward where they skip it";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("datetime(date(\"2026-05-08\"), \"17:00\", \"America/Chicago\")", "2026-05-08T22:00:00Z"),
        new("datetime(date(\"2026-12-08\"), \"17:00\", \"America/Chicago\")", "2026-12-08T23:00:00Z"),
        new("datetime(date(\"2026-11-01\"), \"01:30\", \"America/Chicago\")", "2026-11-01T06:30:00Z"),
        new("datetime(date(\"2026-03-08\"), \"02:30\", \"America/Chicago\")", "2026-03-08T08:30:00Z"),
    ];

    public override Typed Bind(FunctionCall call)
    {
        if (!call.Takes(3, 3) || call.Literal(1, "The time of day") is not { } clock || call.Literal(2, "The time zone") is not { } name)
        {
            return Typed.Failed;
        }

        if (!TimeOnly.TryParseExact(clock, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return call.Fail(1, $"\"{clock}\" is no time of day.", null, "17:00", "LB2107");
        }

        if (TimeZones.Find(name) is not { } zone)
        {
            return call.Fail(2, $"\"{name}\" is no IANA time zone.", null, "America/Chicago", "LB2107");
        }

        var date = call.Argument(0, MapType.Date);
        return call.Strict(MapType.Time, new Node(date.Node, time, zone), [date]) is { IsFailed: false } typed
            ? typed with { Canonical = $"datetime({date.Canonical}, \"{clock}\", \"{name}\")" }
            : Typed.Failed;
    }

    private sealed class Node(MapNode date, TimeOnly time, TimeZoneInfo zone) : MapNode
    {
        public override MapValue Eval(MapFrame frame)
        {
            var day = date.Eval(frame);
            if (day.IsMissing)
            {
                return default;
            }

            var local = day.Date.ToDateTime(time);

            // before the change of offset the clocks still show the old one: that is the earlier of two, and what a skipped time is counted from
            var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max()
                : zone.IsInvalidTime(local) ? zone.GetUtcOffset(local.AddHours(-3))
                : zone.GetUtcOffset(local);
            var ticks = local.Ticks - offset.Ticks;
            return ticks < 0 || ticks > DateTime.MaxValue.Ticks
                ? throw new MapFailure("LB3204", "A date went out of range.")
                : MapValue.Of(new DateTimeOffset(ticks, TimeSpan.Zero));
        }
    }
}
