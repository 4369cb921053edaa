using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class StartOfMonthFunction : StrictFunction
{
    public override string Name => "start_of_month";

    public override string Signature => "start_of_month(date)";

    public override string Summary => "the first day of the month";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("start_of_month(date(\"2026-05-08\"))", "2026-05-01"),
    ];

    protected override MapType[] Parameters => [MapType.Date];

    protected override MapType Result => MapType.Date;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => MapValue.Of(arguments[0].Date.AddDays(1 - arguments[0].Date.Day));
}
