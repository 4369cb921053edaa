using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class MaxFunction : ListFunction
{
    public override string Name => "max";

    public override string Signature => "max(list)";

    public override string Summary => "the largest item; missing for none; max(list, r => value) looks at a value of each item";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("max([3, 1, 2])", "3"),
        new("max([\"b\", \"a\"])", "b"),
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
                best = best.IsMissing || candidate.CompareTo(best) > 0 ? candidate : best;
            }

            return best;
        }
    }
}
