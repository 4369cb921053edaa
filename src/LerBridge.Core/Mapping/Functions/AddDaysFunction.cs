using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class AddDaysFunction : StrictFunction
{
    public override string Name => "add_days";

    public override string Signature => "add_days(date, days)";

    public override string Summary => "the date so many days later, or earlier with a negative number";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("add_days(date(\"2026-02-27\"), 2)", "2026-03-01"),
        new("add_days(date(\"2026-03-01\"), -1)", "2026-02-28"),
    ];

    protected override MapType[] Parameters => [MapType.Date, MapType.Whole];

    protected override MapType Result => MapType.Date;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => Calendar.Add(arguments[0], arguments[1], static (date, days) => date.AddDays(days));
}
