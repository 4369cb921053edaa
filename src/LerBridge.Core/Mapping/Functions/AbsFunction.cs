using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class AbsFunction : StrictFunction
{
    public override string Name => "abs";

    public override string Signature => "abs(number)";

    public override string Summary => "the number without its sign";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("abs(-3.5)", "3.5"),
    ];

    protected override MapType[] Parameters => [MapType.Number];

    protected override MapType Result => MapType.Number;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => MapValue.Of(Math.Abs(arguments[0].Number));
}
