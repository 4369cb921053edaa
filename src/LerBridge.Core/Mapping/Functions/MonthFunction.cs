using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class MonthFunction : StrictFunction
{
    public override string Name => "month";

    public override string Signature => "month(date)";

    public override string Summary => "the month of a date, from 1";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("month(date(\"2026-05-08\"))", "5"),
    ];

    protected override MapType[] Parameters => [MapType.Date];

    protected override MapType Result => MapType.Whole;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => MapValue.Of((decimal)arguments[0].Date.Month);
}
