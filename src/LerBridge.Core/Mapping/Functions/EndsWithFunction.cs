using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class EndsWithFunction : StrictFunction
{
    public override string Name => "ends_with";

    public override string Signature => "ends_with(text, end)";

    public override string Summary => "true where a text ends with another";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("ends_with(\"NUR-210L\", \"L\")", "true"),
    ];

    protected override MapType[] Parameters => [MapType.Text, MapType.Text];

    protected override MapType Result => MapType.Bool;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => MapValue.Of(arguments[0].Text.EndsWith(arguments[1].Text, StringComparison.Ordinal));
}
