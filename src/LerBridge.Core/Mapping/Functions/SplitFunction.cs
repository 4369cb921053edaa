using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class SplitFunction : StrictFunction
{
    public override string Name => "split";

    public override string Signature => "split(text, separator)";

    public override string Summary => "the parts of a text as a list, without empty ones and without white space at their ends";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("join(split(\"a; b;;c\", \";\"), \"+\")", "a+b+c"),
        new("count(split(\"a,b\", \",\"))", "2"),
    ];

    protected override MapType[] Parameters => [MapType.Text, MapType.Text];

    protected override MapType Result => MapType.ListOf(MapType.Text);

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments)
    {
        var separator = arguments[1].Text;
        var parts = separator.Length == 0
            ? [arguments[0].Text]
            : arguments[0].Text.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return MapValue.Of(Array.ConvertAll(parts, part => MapValue.Of(part)));
    }
}
