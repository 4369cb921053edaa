using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class ContainsFunction : FormulaFunction
{
    public override string Name => "contains";

    public override string Signature => "contains(text or list, part)";

    public override string Summary => "true where a text has another in it, or a list has an item";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("contains(\"Clinical Care II\", \"Care\")", "true"),
        new("contains([\"A\", \"B\"], \"C\")", "false"),
    ];

    public override Typed Bind(FunctionCall call)
    {
        if (!call.Takes(2, 2))
        {
            return Typed.Failed;
        }

        var whole = call.Argument(0);
        if (whole.Type is { Kind: TypeKind.List, Item: { IsScalar: true } item })
        {
            var part = call.Argument(1, item);
            return call.Strict(MapType.Bool, new InListNode(part.Node, whole.Node), [whole, part]);
        }

        var text = call.Argument(0, MapType.Text);
        var inside = call.Argument(1, MapType.Text);
        return call.Strict(MapType.Bool, new TextNode(text.Node, inside.Node), [text, inside]);
    }

    private sealed class TextNode(MapNode text, MapNode part) : MapNode
    {
        public override MapValue Eval(MapFrame frame)
        {
            var whole = text.Text(frame);
            var inside = part.Text(frame);
            return whole is null || inside is null ? default : MapValue.Of(whole.Contains(inside, StringComparison.Ordinal));
        }
    }
}
