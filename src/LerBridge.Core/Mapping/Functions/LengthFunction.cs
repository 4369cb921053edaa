using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class LengthFunction : StrictFunction
{
    public override string Name => "length";

    public override string Signature => "length(text)";

    public override string Summary => "how many characters a text has";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("length(\"NUR-210\")", "7"),
        new("length(\"\")", "0"),
    ];

    protected override MapType[] Parameters => [MapType.Text];

    protected override MapType Result => MapType.Whole;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => MapValue.Of((decimal)Cut.Length(arguments[0].Text));
}
