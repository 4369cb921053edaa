using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class RightFunction : StrictFunction
{
    public override string Name => "right";

    public override string Signature => "right(text, count)";

    public override string Summary => "the last characters of a text";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("right(\"NUR-210\", 3)", "210"),
        new("right(\"NUR-210\", 0)", ""),
    ];

    protected override MapType[] Parameters => [MapType.Text, MapType.Whole];

    protected override MapType Result => MapType.Text;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => MapValue.Of(Cut.Take(arguments[0].Text, arguments[1].Number, fromEnd: true));
}
