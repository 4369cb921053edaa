using System.Collections.Immutable;
using System.Globalization;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class DateFunction : FormulaFunction
{
    public override string Name => "date";

    public override string Signature => "date(time, \"America/Chicago\")";

    public override string Summary => "the calendar date of a date with time in a time zone; date(text) reads a text like 2026-05-08 and is missing where it is none";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("date(\"2026-05-08\")", "2026-05-08"),
        new("date(\"8 May\")", "missing"),
        new("date(time(\"2026-05-09T03:30:00Z\"), \"America/Chicago\")", "2026-05-08"),
        new("date(time(\"2026-12-09T05:59:00Z\"), \"America/Chicago\")", "2026-12-08"),
    ];

    public override Typed Bind(FunctionCall call)
    {
        if (!call.Takes(1, 2))
        {
            return Typed.Failed;
        }

        var value = call.Argument(0);
        if (value.Type.IsError)
        {
            return Typed.Failed;
        }

        if (call.Count == 1)
        {
            return value.Type.Kind == TypeKind.Time
                ? call.Fail(0, "The date of a date with time depends on the time zone; name it.", "the day can differ by time zone, so LerBridge will not guess", $"date({value.Canonical}, \"America/Chicago\")")
                : value.Type.Kind == TypeKind.Date ? call.Fail(0, "This is a date already.", null, value.Canonical)
                : Typed.Failed == call.Argument(0, MapType.Text) ? Typed.Failed : call.Strict(MapType.Date, new TextNode(value.Node), [value], mayLack: true);
        }

        if (value.Type.Kind != TypeKind.Time)
        {
            return call.Fail(0, $"A time zone goes with a date with time; this is {value.Type.Words}.", null, value.Type.Kind == TypeKind.Date ? value.Canonical : null);
        }

        if (call.Literal(1, "The time zone") is not { } zone)
        {
            return Typed.Failed;
        }

        return ZoneDays.Find(zone) is { } days
            ? call.Strict(MapType.Date, new ZoneNode(value.Node, days), [value]) is { IsFailed: false } typed ? typed with { Canonical = $"date({value.Canonical}, \"{zone}\")" } : Typed.Failed
            : call.Fail(1, $"\"{zone}\" is no IANA time zone.", null, "America/Chicago", "LB2107");
    }

    private sealed class TextNode(MapNode text) : MapNode
    {
        public override MapValue Eval(MapFrame frame) =>
            DateOnly.TryParseExact(text.Text(frame), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? MapValue.Of(date) : default;
    }

    private sealed class ZoneNode(MapNode time, ZoneDays days) : MapNode
    {
        public override MapValue Eval(MapFrame frame)
        {
            var value = time.Eval(frame);
            return value.IsMissing ? default : MapValue.Of(days.DateOf(value.Time));
        }
    }
}
