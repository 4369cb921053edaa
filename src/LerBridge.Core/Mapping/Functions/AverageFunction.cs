using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class AverageFunction : ListFunction
{
    public override string Name => "average";

    public override string Signature => "average(list of numbers)";

    public override string Summary => "the mean of numbers; missing for none";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("average([1, 2])", "1.5"),
        new("average(filter([1], n => n > 1))", "missing"),
    ];

    public override Typed Bind(FunctionCall call) => NumbersOf.Bind(call, List(call), "average") is var (list, value, local)
        ? Over(call, MapType.Number, new Node(list.Node, local, value?.Node), true, value is null ? [list] : [list, value])
        : Typed.Failed;

    private sealed class Node(MapNode list, int local, MapNode? value) : MapNode
    {
        public override MapValue Eval(MapFrame frame)
        {
            var sum = 0m;
            var count = 0;
            foreach (var number in NumbersOf.Each(frame, list, local, value))
            {
                sum = NumbersOf.Add(sum, number.Number);
                count++;
            }

            return count == 0 ? default : MapValue.Of(sum / count);
        }
    }
}
