using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class PluralFunction : StrictFunction
{
    public override string Name => "plural";

    public override string Signature => "plural(count, one, many)";

    public override string Summary => "a count with its noun: the first word for 1, else the second";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("plural(1, \"credit\", \"credits\")", "1 credit"),
        new("plural(3, \"credit\", \"credits\")", "3 credits"),
        new("plural(1.5, \"credit\", \"credits\")", "1.5 credits"),
    ];

    protected override MapType[] Parameters => [MapType.Number, MapType.Text, MapType.Text];

    protected override MapType Result => MapType.Text;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => MapValue.Of($"{MapValue.NumberText(arguments[0].Number)} {(arguments[0].Number == 1m ? arguments[1] : arguments[2]).Text}");
}
