using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class CountFunction : ListFunction
{
    public override string Name => "count";

    public override string Signature => "count(list)";

    public override string Summary => "how many items a list has; count(list, r => condition) counts those for which it holds";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("count([\"a\", \"b\"])", "2"),
        new("count([3, 4, 5], n => n > 3)", "2"),
    ];

    public override Typed Bind(FunctionCall call)
    {
        if (!call.Takes(1, 2) || List(call) is not { IsFailed: false } list)
        {
            return Typed.Failed;
        }

        if (call.Count == 1)
        {
            return Over(call, MapType.Whole, new Node(list.Node, 0, null), false, list);
        }

        return call.Lambda(1, list, condition: true) is var (rule, local)
            ? Over(call, MapType.Whole, new Node(list.Node, local, rule.Node), false, list, rule)
            : Typed.Failed;
    }

    private sealed class Node(MapNode list, int local, MapNode? rule) : MapNode
    {
        public override MapValue Eval(MapFrame frame)
        {
            var count = 0;
            foreach (ref readonly var item in list.Eval(frame).List.AsSpan())
            {
                if (rule is null)
                {
                    frame.Used(item);
                    count++;
                }
                else if (Matches(frame, item, local, rule))
                {
                    count++;
                }
            }

            return MapValue.Of((decimal)count);
        }
    }
}
