using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class DaysBetweenFunction : StrictFunction
{
    public override string Name => "days_between";

    public override string Signature => "days_between(first, second)";

    public override string Summary => "how many days the second date is after the first";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("days_between(date(\"2026-05-01\"), date(\"2026-05-31\"))", "30"),
        new("days_between(date(\"2026-05-31\"), date(\"2026-05-01\"))", "-30"),
    ];

    protected override MapType[] Parameters => [MapType.Date, MapType.Date];

    protected override MapType Result => MapType.Whole;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => MapValue.Of((decimal)(arguments[1].DayNumber - arguments[0].DayNumber));
}
