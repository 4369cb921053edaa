using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class TakeFunction : ListFunction
{
    public override string Name => "take";

    public override string Signature => "take(list, count)";

    public override string Summary => "the first items of a list, at most so many";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("join(take([\"a\", \"b\", \"c\"], 2), \",\")", "a,b"),
        new("count(take([1], 5))", "1"),
    ];

    public override Typed Bind(FunctionCall call) =>
        call.Takes(2, 2) && List(call) is { IsFailed: false } list && call.Argument(1, MapType.Whole) is { IsFailed: false } count
            ? count.CanBeMissing(call.Facts)
                ? call.Fail(1, $"{count.Canonical} can be missing here; how many items to take must be known.", null, $"{count.Canonical} ?? 1", "LB2105")
                : Over(call, list.Type, new Node(list.Node, count.Node), false, list, count)
            : Typed.Failed;

    private sealed class Node(MapNode list, MapNode count) : MapNode
    {
        public override MapValue Eval(MapFrame frame)
        {
            var items = list.Eval(frame).List;
            var most = (int)Math.Clamp(count.Eval(frame).Number, 0m, items.Length);
            return MapValue.Of(items[..most]);
        }
    }
}
