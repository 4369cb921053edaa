using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class ReverseFunction : ListFunction
{
    public override string Name => "reverse";

    public override string Signature => "reverse(list)";

    public override string Summary => "the items from last to first";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("join(reverse([\"a\", \"b\"]), \",\")", "b,a"),
    ];

    public override Typed Bind(FunctionCall call) =>
        call.Takes(1, 1) && List(call) is { IsFailed: false } list
            ? Over(call, list.Type, new Node(list.Node), false, list)
            : Typed.Failed;

    private sealed class Node(MapNode list) : MapNode
    {
        public override MapValue Eval(MapFrame frame)
        {
            var items = list.Eval(frame).List.AsSpan().ToArray();
            Array.Reverse(items);
            return MapValue.Of(items);
        }
    }
}
