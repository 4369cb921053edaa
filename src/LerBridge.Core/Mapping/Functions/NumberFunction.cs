using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Tables;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class NumberFunction : StrictFunction
{
    public override string Name => "number";

    public override string Signature => "number(text)";

    public override string Summary => "the number that a text writes; missing where it writes none";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("number(\"3.50\")", "3.5"),
        new("number(\"three\")", "missing"),
        new("number(\"3,5\") ?? 0", "0"),
    ];

    protected override MapType[] Parameters => [MapType.Text];

    protected override MapType Result => MapType.Number;

    protected override bool MayLack => true;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => CellReader.Read(arguments[0].Text.Trim(), MapType.Number) ?? MapValue.Missing;
}
