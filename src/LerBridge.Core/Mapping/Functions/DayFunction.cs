using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class DayFunction : StrictFunction
{
    public override string Name => "day";

    public override string Signature => "day(date)";

    public override string Summary => "the day of the month of a date";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("day(date(\"2026-05-08\"))", "8"),
    ];

    protected override MapType[] Parameters => [MapType.Date];

    protected override MapType Result => MapType.Whole;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => MapValue.Of((decimal)arguments[0].Date.Day);
}
