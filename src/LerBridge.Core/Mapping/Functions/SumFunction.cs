using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class SumFunction : ListFunction
{
    public override string Name => "sum";

    public override string Signature => "sum(list of numbers)";

    public override string Summary => "the sum of numbers; 0 for none; sum(list, r => number) adds up a number of each item";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("sum([1.5, 2])", "3.5"),
        new("sum([1, 2], n => n * n)", "5"),
    ];

    public override Typed Bind(FunctionCall call) => NumbersOf.Bind(call, List(call), "sum") is var (list, value, local)
        ? Over(call, MapType.Number, new Node(list.Node, local, value?.Node), false, value is null ? [list] : [list, value])
        : Typed.Failed;

    private sealed class Node(MapNode list, int local, MapNode? value) : MapNode
    {
        public override MapValue Eval(MapFrame frame)
        {
            var sum = 0m;
            foreach (var number in NumbersOf.Each(frame, list, local, value))
            {
                sum = NumbersOf.Add(sum, number.Number);
            }

            return MapValue.Of(sum);
        }
    }
}
