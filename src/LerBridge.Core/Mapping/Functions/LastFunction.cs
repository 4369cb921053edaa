using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class LastFunction : ListFunction
{
    public override string Name => "last";

    public override string Signature => "last(list)";

    public override string Summary => "the last item; missing where there is none";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("last([\"a\", \"b\"])", "b"),
    ];

    public override Typed Bind(FunctionCall call) =>
        call.Takes(1, 1) && List(call) is { IsFailed: false } list
            ? Over(call, list.Type.Item ?? MapType.Error, new Node(list.Node), true, list)
            : Typed.Failed;

    private sealed class Node(MapNode list) : MapNode
    {
        public override MapValue Eval(MapFrame frame)
        {
            var items = list.Eval(frame).List;
            return items.Length == 0 ? default : frame.Used(items[^1]);
        }
    }
}
