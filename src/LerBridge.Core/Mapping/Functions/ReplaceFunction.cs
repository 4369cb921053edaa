using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class ReplaceFunction : StrictFunction
{
    public override string Name => "replace";

    public override string Signature => "replace(text, old, new)";

    public override string Summary => "the text with every occurrence of one text replaced by another";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("replace(\"NUR 210\", \" \", \"-\")", "NUR-210"),
        new("replace(\"NUR\", \"\", \"-\")", "NUR"),
    ];

    protected override MapType[] Parameters => [MapType.Text, MapType.Text, MapType.Text];

    protected override MapType Result => MapType.Text;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => arguments[1].Text.Length == 0 ? arguments[0] : MapValue.Of(arguments[0].Text.Replace(arguments[1].Text, arguments[2].Text, StringComparison.Ordinal));
}
