using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class MinByFunction : ListFunction
{
    public override string Name => "min_by";

    public override string Signature => "min_by(list, r => value)";

    public override string Summary => "the item whose value is the smallest, the first of several; missing where no item has a value";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("min_by([\"bb\", \"a\", \"ccc\"], t => length(t))", "a"),
        new("min_by(filter([\"a\"], t => t = \"b\"), t => length(t))", "missing"),
    ];

    public override Typed Bind(FunctionCall call) =>
        call.Takes(2, 2) && NumbersOf.Ordered(call, List(call)) is var (list, value, local, _) && value is not null
            ? Over(call, list.Type.Item ?? MapType.Error, new Node(list.Node, local, value.Node), true, list, value)
            : Typed.Failed;

    private sealed class Node(MapNode list, int local, MapNode value) : MapNode
    {
        public override MapValue Eval(MapFrame frame)
        {
            var best = MapValue.Missing;
            var found = MapValue.Missing;
            foreach (var item in list.Eval(frame).List)
            {
                frame[local] = item;
                var candidate = value.Eval(frame);
                if (!candidate.IsMissing && (best.IsMissing || candidate.CompareTo(best) < 0))
                {
                    (best, found) = (candidate, item);
                }
            }

            return frame.Used(found);
        }
    }
}
