using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class TextFunction : FormulaFunction
{
    public override string Name => "text";

    public override string Signature => "text(value)";

    public override string Summary => "a single value as text: numbers without trailing zeros, dates as 2026-05-08";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("text(3.50)", "3.5"),
        new("text(date(\"2026-05-08\"))", "2026-05-08"),
        new("text(true)", "true"),
    ];

    public override Typed Bind(FunctionCall call)
    {
        if (!call.Takes(1, 1))
        {
            return Typed.Failed;
        }

        var value = call.Argument(0);
        return value.Type.IsScalar
            ? call.Strict(MapType.Text, new Node(value.Node), [value])
            : call.Fail(0, $"text needs a single value; this is {value.Type.Words}.");
    }

    private sealed class Node(MapNode value) : MapNode
    {
        public override MapValue Eval(MapFrame frame) => MapValue.Of(value.Text(frame));

        public override string? Text(MapFrame frame) => value.Text(frame);
    }
}
