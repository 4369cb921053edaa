using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

/// <summary>Orders a list, up or down.</summary>
internal sealed class SortFunction(bool down = false) : ListFunction
{
    public override string Name => down ? "sort_down" : "sort";

    public override string Signature => $"{this.Name}(list)";

    public override string Summary => $"the items {(down ? "from the largest to the smallest" : "in order")}; {this.Name}(list, r => value) orders by a value; those without one come last";

    public override ImmutableArray<FunctionExample> Examples => down
        ?
        [
            new("join(sort_down([\"a\", \"b\"]), \",\")", "b,a"),
            new("join(sort_down([\"a\", \"bb\"], t => length(t)), \",\")", "bb,a"),
        ]
        :
        [
            new("join(sort([\"b\", \"a\"]), \",\")", "a,b"),
            new("join(sort([\"bb\", \"a\"], t => length(t)), \",\")", "a,bb"),
        ];

    public override Typed Bind(FunctionCall call)
    {
        if (!call.Takes(1, 2) || List(call) is not { IsFailed: false } list)
        {
            return Typed.Failed;
        }

        if (call.Count == 1)
        {
            return list.Type.Item is { IsScalar: true, Kind: not TypeKind.Bool }
                ? Over(call, list.Type, new Node(list.Node, 0, null, down), false, list)
                : call.Fail(0, "These items have no order of their own.", null, $"{this.Name}(list, r => r.column)");
        }

        return call.Lambda(1, list, condition: false) is not var (value, local) ? Typed.Failed
            : !value.Type.IsScalar ? call.Fail(1, $"{this.Name} needs a single value to order by; this is {value.Type.Words}.")
            : Over(call, list.Type, new Node(list.Node, local, value.Node, down), false, list, value);
    }

    // stable; items without a value to order by come last
    private sealed class Node(MapNode list, int local, MapNode? value, bool down) : MapNode
    {
        public override MapValue Eval(MapFrame frame)
        {
            var keyed = Array.ConvertAll(list.Eval(frame).List, item => (item, Key(frame, item)));
            return MapValue.Of([.. keyed.OrderBy(pair => pair.Item2, Comparer<MapValue>.Create(this.Compare)).Select(pair => pair.item)]);
        }

        private MapValue Key(MapFrame frame, in MapValue item)
        {
            if (value is null)
            {
                return item;
            }

            frame.Turn(local, item);
            return value.Eval(frame);
        }

        private int Compare(MapValue left, MapValue right) =>
            left.IsMissing || right.IsMissing ? left.IsMissing.CompareTo(right.IsMissing)
            : down ? right.CompareTo(left)
            : left.CompareTo(right);
    }
}
