using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class QuarterFunction : StrictFunction
{
    public override string Name => "quarter";

    public override string Signature => "quarter(date)";

    public override string Summary => "the quarter of the year, from 1";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("quarter(date(\"2026-05-08\"))", "2"),
    ];

    protected override MapType[] Parameters => [MapType.Date];

    protected override MapType Result => MapType.Whole;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => MapValue.Of((decimal)(((arguments[0].Date.Month - 1) / 3) + 1));
}
