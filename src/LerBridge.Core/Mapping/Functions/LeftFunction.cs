using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class LeftFunction : StrictFunction
{
    public override string Name => "left";

    public override string Signature => "left(text, count)";

    public override string Summary => "the first characters of a text";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("left(\"NUR-210\", 3)", "NUR"),
        new("left(\"NUR\", 10)", "NUR"),
        new("left(\"👍!\", 1)", "👍"),
    ];

    protected override MapType[] Parameters => [MapType.Text, MapType.Whole];

    protected override MapType Result => MapType.Text;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => MapValue.Of(Cut.Take(arguments[0].Text, arguments[1].Number, fromEnd: false));
}
