using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class YearFunction : StrictFunction
{
    public override string Name => "year";

    public override string Signature => "year(date)";

    public override string Summary => "the year of a date";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("year(date(\"2026-05-08\"))", "2026"),
    ];

    protected override MapType[] Parameters => [MapType.Date];

    protected override MapType Result => MapType.Whole;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => MapValue.Of((decimal)arguments[0].Date.Year);
}
