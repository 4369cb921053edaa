using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class LowerFunction : StrictFunction
{
    public override string Name => "lower";

    public override string Signature => "lower(text)";

    public override string Summary => "the text in lower case";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("lower(\"NUR-210\")", "nur-210"),
    ];

    protected override MapType[] Parameters => [MapType.Text];

    protected override MapType Result => MapType.Text;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => MapValue.Of(arguments[0].Text.ToLowerInvariant());
}
