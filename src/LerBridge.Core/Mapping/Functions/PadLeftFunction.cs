using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class PadLeftFunction : StrictFunction
{
    public override string Name => "pad_left";

    public override string Signature => "pad_left(text, width, filler)";

    public override string Summary => "the text made as long as width by a character in front, as for numbers that lost their zeros; at most 200";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("pad_left(\"88\", 5, \"0\")", "00088"),
        new("pad_left(\"12345\", 3, \"0\")", "12345"),
    ];

    protected override MapType[] Parameters => [MapType.Text, MapType.Whole, MapType.Text];

    protected override MapType Result => MapType.Text;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => arguments[2].Text.Length == 1 ? MapValue.Of(arguments[0].Text.PadLeft((int)Math.Clamp(arguments[1].Number, 0m, MostWide), arguments[2].Text[0])) : arguments[0];

    // what a formula can blow up is bounded
    private const decimal MostWide = 200m;

    protected override bool Accepts(FunctionCall call)
    {
        if (call.Argument(2) is not { Constant: { Kind: MapKind.Text, Text.Length: not 1 } })
        {
            return true;
        }

        call.Fail(2, "The filler is one character.");
        return false;
    }
}
