using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class TrimFunction : StrictFunction
{
    public override string Name => "trim";

    public override string Signature => "trim(text)";

    public override string Summary => "the text without white space at its ends; white space inside becomes one blank";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("trim(\"  Clinical   Care \")", "Clinical Care"),
    ];

    protected override MapType[] Parameters => [MapType.Text];

    protected override MapType Result => MapType.Text;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => MapValue.Of(string.Join(' ', arguments[0].Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
}
