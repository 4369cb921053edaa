using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class BeforeFunction : StrictFunction
{
    public override string Name => "before";

    public override string Signature => "before(text, mark)";

    public override string Summary => "what stands before the first occurrence of a mark; missing where the text has none";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("before(\"NUR-210-L\", \"-\")", "NUR"),
        new("before(\"NUR\", \"-\")", "missing"),
    ];

    protected override MapType[] Parameters => [MapType.Text, MapType.Text];

    protected override MapType Result => MapType.Text;

    protected override bool MayLack => true;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => arguments[0].Text.IndexOf(arguments[1].Text, StringComparison.Ordinal) is >= 0 and var at ? MapValue.Of(arguments[0].Text[..at]) : MapValue.Missing;
}
