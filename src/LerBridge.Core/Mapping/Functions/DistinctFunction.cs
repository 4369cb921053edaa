using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class DistinctFunction : ListFunction
{
    public override string Name => "distinct";

    public override string Signature => "distinct(list)";

    public override string Summary => "the items without repetitions, in their first order";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("join(distinct([\"b\", \"a\", \"b\"]), \",\")", "b,a"),
    ];

    public override Typed Bind(FunctionCall call) =>
        call.Takes(1, 1) && List(call) is { IsFailed: false } list
            ? Over(call, list.Type, new Node(list.Node), false, list)
            : Typed.Failed;

    private sealed class Node(MapNode list) : MapNode
    {
        public override MapValue Eval(MapFrame frame)
        {
            var kept = new List<MapValue>();
            foreach (var item in list.Eval(frame).List)
            {
                if (!kept.Exists(other => other.Same(item)))
                {
                    kept.Add(item);
                }
            }

            return MapValue.Of([.. kept]);
        }
    }
}
