using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class EndOfMonthFunction : StrictFunction
{
    public override string Name => "end_of_month";

    public override string Signature => "end_of_month(date)";

    public override string Summary => "the last day of the month";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("end_of_month(date(\"2028-02-08\"))", "2028-02-29"),
    ];

    protected override MapType[] Parameters => [MapType.Date];

    protected override MapType Result => MapType.Date;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => MapValue.Of(new DateOnly(arguments[0].Date.Year, arguments[0].Date.Month, DateTime.DaysInMonth(arguments[0].Date.Year, arguments[0].Date.Month)));
}
