using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class AnyFunction : ListFunction
{
    public override string Name => "any";

    public override string Signature => "any(list, r => condition)";

    public override string Summary => "true where a condition holds for at least one item";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("any([1, 2], n => n > 1)", "true"),
        new("any([1], n => n > 1)", "false"),
    ];

    public override Typed Bind(FunctionCall call) =>
        call.Takes(2, 2) && List(call) is { IsFailed: false } list && call.Lambda(1, list, condition: true) is var (rule, local)
            ? Over(call, MapType.Bool, new Node(list.Node, local, rule.Node), false, list, rule)
            : Typed.Failed;

    internal sealed class Node(MapNode list, int local, MapNode rule) : TestNode
    {
        public override bool Test(MapFrame frame)
        {
            foreach (ref readonly var item in list.Eval(frame).List.AsSpan())
            {
                if (Matches(frame, item, local, rule))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
