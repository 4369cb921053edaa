using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class MaskFunction : StrictFunction
{
    public override string Name => "mask";

    public override string Signature => "mask(text, shown)";

    public override string Summary => "the text with an asterisk for every character but so many at its end";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("mask(\"A0012345\", 3)", "*****345"),
        new("mask(\"AB\", 0)", "**"),
        new("mask(\"AB\", 4)", "AB"),
    ];

    protected override MapType[] Parameters => [MapType.Text, MapType.Whole];

    protected override MapType Result => MapType.Text;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => MapValue.Of(Mask(arguments[0].Text, arguments[1].Number));

    private static string Mask(string text, decimal shown)
    {
        var end = Cut.Take(text, shown, fromEnd: true);
        return new string('*', Cut.Length(text) - Cut.Length(end)) + end;
    }
}
