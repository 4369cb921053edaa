using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class MonthsBetweenFunction : StrictFunction
{
    public override string Name => "months_between";

    public override string Signature => "months_between(first, second)";

    public override string Summary => "how many whole months have passed from the first date to the second; below 0 where the second is earlier";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("months_between(date(\"2026-01-31\"), date(\"2026-02-28\"))", "0"),
        new("months_between(date(\"2025-09-15\"), date(\"2026-05-15\"))", "8"),
        new("months_between(date(\"2026-05-15\"), date(\"2025-09-15\"))", "-8"),
    ];

    protected override MapType[] Parameters => [MapType.Date, MapType.Date];

    protected override MapType Result => MapType.Whole;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => MapValue.Of((decimal)Calendar.WholeMonths(arguments[0].Date, arguments[1].Date));
}
