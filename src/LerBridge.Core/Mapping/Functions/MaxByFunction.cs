using System.Collections.Immutable;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class MaxByFunction : ListFunction
{
    public override string Name => "max_by";

    public override string Signature => "max_by(list, r => value)";

    public override string Summary => "the item whose value is the largest, the first of several; missing where no item has a value";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("max_by([\"bb\", \"a\", \"ccc\"], t => length(t))", "ccc"),
        new("max_by(filter([\"a\"], t => t = \"b\"), t => length(t))", "missing"),
    ];

    public override Typed Bind(FunctionCall call) =>
        call.Takes(2, 2) && NumbersOf.Ordered(call, List(call)) is var (list, value, local, _) && value is not null
            ? Over(call, list.Type.Item ?? MapType.Error, new ExtremeItemNode(list.Node, local, value.Node, direction: 1), true, list, value)
            : Typed.Failed;
}
