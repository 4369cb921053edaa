using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class RemainderFunction : StrictFunction
{
    public override string Name => "remainder";

    public override string Signature => "remainder(number, divisor)";

    public override string Summary => "what is left of a number after division; of the sign of the number";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("remainder(17, 5)", "2"),
        new("remainder(-17, 5)", "-2"),
        new("remainder(2.5, 1)", "0.5"),
    ];

    protected override MapType[] Parameters => [MapType.Number, MapType.Number];

    protected override MapType Result => MapType.Number;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => arguments[1].Number == 0m ? throw new MapFailure("LB3204", "A division by zero.") : MapValue.Of(arguments[0].Number % arguments[1].Number);
}
