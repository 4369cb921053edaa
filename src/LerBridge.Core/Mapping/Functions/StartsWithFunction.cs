using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class StartsWithFunction : StrictFunction
{
    public override string Name => "starts_with";

    public override string Signature => "starts_with(text, beginning)";

    public override string Summary => "true where a text begins with another";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("starts_with(\"NUR-210\", \"NUR\")", "true"),
        new("starts_with(\"NUR-210\", \"nur\")", "false"),
    ];

    protected override MapType[] Parameters => [MapType.Text, MapType.Text];

    protected override MapType Result => MapType.Bool;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => MapValue.Of(arguments[0].Text.StartsWith(arguments[1].Text, StringComparison.Ordinal));
}
