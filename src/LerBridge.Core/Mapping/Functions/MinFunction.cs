using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class MinFunction : ListFunction
{
    public override string Name => "min";

    public override string Signature => "min(list)";

    public override string Summary => "the smallest item; missing for none; min(list, r => value) looks at a value of each item";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("min([3, 1, 2])", "1"),
        new("min([\"b\", \"a\"])", "a"),
    ];

    public override Typed Bind(FunctionCall call) => NumbersOf.Ordered(call, List(call)) is var (list, value, local, type)
        ? Over(call, type, new Node(list.Node, local, value?.Node), true, value is null ? [list] : [list, value])
        : Typed.Failed;

    private sealed class Node(MapNode list, int local, MapNode? value) : MapNode
    {
        public override MapValue Eval(MapFrame frame)
        {
            var best = MapValue.Missing;
            foreach (var candidate in NumbersOf.Each(frame, list, local, value))
            {
                best = best.IsMissing || candidate.CompareTo(best) < 0 ? candidate : best;
            }

            return best;
        }
    }
}
