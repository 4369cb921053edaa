using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class AddMonthsFunction : StrictFunction
{
    public override string Name => "add_months";

    public override string Signature => "add_months(date, months)";

    public override string Summary => "the date so many months later; the last day where the month is shorter";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("add_months(date(\"2026-01-31\"), 1)", "2026-02-28"),
    ];

    protected override MapType[] Parameters => [MapType.Date, MapType.Whole];

    protected override MapType Result => MapType.Date;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => Calendar.Add(arguments[0], arguments[1], static (date, months) => date.AddMonths(months));
}
