using System.Collections.Immutable;
using LerBridge.Core.Mapping.Expressions;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class FilterFunction : ListFunction
{
    public override string Name => "filter";

    public override string Signature => "filter(list, r => condition)";

    public override string Summary => "the items for which a condition holds";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("join(filter([\"a\", \"bb\"], t => length(t) > 1), \",\")", "bb"),
    ];

    public override Typed Bind(FunctionCall call) =>
        call.Takes(2, 2) && List(call) is { IsFailed: false } list && call.Lambda(1, list, condition: true) is var (rule, local)
            ? Over(call, list.Type, new Node(list.Node, local, rule.Node), false, list, rule) with { Items = Known(call, list, rule) }
            : Typed.Failed;

    // what is left has passed: what the rule has excluded is known of every item
    private static ItemFacts? Known(FunctionCall call, Typed list, Typed rule) => call.Node(1) is not ExpressionNode.Lambda lambda ? null
        : new ItemFacts(lambda.Parameter, (list.Items?.Of(lambda.Parameter) ?? Facts.None).And(Facts.WhenTrue(rule).OfItems()));

    private sealed class Node(MapNode list, int local, MapNode rule) : MapNode
    {
        public override MapValue Eval(MapFrame frame)
        {
            var kept = new List<MapValue>();
            foreach (var item in list.Eval(frame).List)
            {
                if (Matches(frame, item, local, rule))
                {
                    kept.Add(item);
                }
            }

            return MapValue.Of([.. kept]);
        }
    }
}
