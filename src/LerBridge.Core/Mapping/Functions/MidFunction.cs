using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class MidFunction : StrictFunction
{
    public override string Name => "mid";

    public override string Signature => "mid(text, start, count)";

    public override string Summary => "so many characters of a text, from the one at start, of which the first is 1";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("mid(\"NUR-210\", 5, 3)", "210"),
        new("mid(\"NUR\", 9, 2)", ""),
    ];

    protected override MapType[] Parameters => [MapType.Text, MapType.Whole, MapType.Whole];

    protected override MapType Result => MapType.Text;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => MapValue.Of(Cut.Take(Cut.Take(arguments[0].Text, Cut.Length(arguments[0].Text) - Math.Max(arguments[1].Number - 1m, 0m), fromEnd: true), arguments[2].Number, fromEnd: false));
}
