using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class MapFunction : ListFunction
{
    public override string Name => "map";

    public override string Signature => "map(list, r => value)";

    public override string Summary => "a value for each item; items without one are left out";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("join(map([\"a\", \"b\"], t => upper(t)), \",\")", "A,B"),
    ];

    public override Typed Bind(FunctionCall call)
    {
        if (!call.Takes(2, 2) || List(call) is not { IsFailed: false } list || call.Lambda(1, list, condition: false) is not var (value, local))
        {
            return Typed.Failed;
        }

        return value.Type.IsScalar
            ? Over(call, MapType.ListOf(value.Type), new Node(list.Node, local, value.Node), false, list, value)
            : call.Fail(1, $"map makes a list of single values; this is {value.Type.Words}.");
    }

    private sealed class Node(MapNode list, int local, MapNode value) : MapNode
    {
        public override MapValue Eval(MapFrame frame)
        {
            var made = new List<MapValue>();
            foreach (var item in list.Eval(frame).List)
            {
                frame.Turn(local, item);
                var result = value.Eval(frame);
                if (!result.IsMissing)
                {
                    frame.Used(item);
                    made.Add(result);
                }
            }

            return MapValue.Of([.. made]);
        }
    }
}
