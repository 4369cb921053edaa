using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class YearsBetweenFunction : StrictFunction
{
    public override string Name => "years_between";

    public override string Signature => "years_between(first, second)";

    public override string Summary => "how many whole years have passed from the first date to the second; below 0 where the second is earlier";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("years_between(date(\"2004-06-02\"), date(\"2026-06-01\"))", "21"),
        new("years_between(date(\"2004-06-02\"), date(\"2026-06-02\"))", "22"),
    ];

    protected override MapType[] Parameters => [MapType.Date, MapType.Date];

    protected override MapType Result => MapType.Whole;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => MapValue.Of((decimal)(Calendar.WholeMonths(arguments[0].Date, arguments[1].Date) / 12));
}
