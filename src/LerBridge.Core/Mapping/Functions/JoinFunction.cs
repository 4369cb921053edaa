using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class JoinFunction : ListFunction
{
    public override string Name => "join";

    public override string Signature => "join(list, separator)";

    public override string Summary => "the items as one text, with a text between them";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("join([\"a\", \"b\"], \"; \")", "a; b"),
        new("join([1.50, 2], \"+\")", "1.5+2"),
    ];

    public override Typed Bind(FunctionCall call)
    {
        if (!call.Takes(2, 2) || List(call) is not { IsFailed: false } list)
        {
            return Typed.Failed;
        }

        var separator = call.Argument(1, MapType.Text);
        return list.Type.Item is { IsScalar: true } or { Kind: TypeKind.Nothing }
            ? call.Strict(MapType.Text, new Node(list.Node, separator.Node), [list, separator])
            : call.Fail(0, "join needs a list of single values.", null, $"join(map({list.Canonical}, r => r.column), \", \")");
    }

    private sealed class Node(MapNode list, MapNode separator) : MapNode
    {
        public override MapValue Eval(MapFrame frame) =>
            separator.Text(frame) is { } between ? Joined(Array.ConvertAll(list.Eval(frame).List, item => item.AsText()), between) : default;

        private static MapValue Joined(string[] texts, string between)
        {
            TextBounds.Check(texts.Sum(text => (long)text.Length) + (texts.Length * (long)between.Length));
            return MapValue.Of(string.Join(between, texts));
        }
    }
}
