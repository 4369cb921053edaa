using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class ClampFunction : StrictFunction
{
    public override string Name => "clamp";

    public override string Signature => "clamp(number, low, high)";

    public override string Summary => "the number, or the nearer end where it lies outside of low and high";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("clamp(105, 0, 100)", "100"),
        new("clamp(-1, 0, 100)", "0"),
        new("clamp(86.5, 0, 100)", "86.5"),
    ];

    protected override MapType[] Parameters => [MapType.Number, MapType.Number, MapType.Number];

    protected override MapType Result => MapType.Number;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => MapValue.Of(Math.Max(arguments[1].Number, Math.Min(arguments[2].Number, arguments[0].Number)));
}
