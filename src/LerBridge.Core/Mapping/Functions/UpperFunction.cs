using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class UpperFunction : StrictFunction
{
    public override string Name => "upper";

    public override string Signature => "upper(text)";

    public override string Summary => "the text in upper case";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("upper(\"nur-210\")", "NUR-210"),
    ];

    protected override MapType[] Parameters => [MapType.Text];

    protected override MapType Result => MapType.Text;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => MapValue.Of(arguments[0].Text.ToUpperInvariant());
}
