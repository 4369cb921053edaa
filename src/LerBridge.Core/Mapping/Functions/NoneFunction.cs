using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class NoneFunction : ListFunction
{
    public override string Name => "none";

    public override string Signature => "none(list, r => condition)";

    public override string Summary => "true where a condition holds for no item";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("none([1, 2], n => n > 2)", "true"),
        new("none([1, 2], n => n > 1)", "false"),
    ];

    public override Typed Bind(FunctionCall call) =>
        call.Takes(2, 2) && List(call) is { IsFailed: false } list && call.Lambda(1, list, condition: true) is var (rule, local)
            ? Over(call, MapType.Bool, new NotNode(new AnyFunction.Node(list.Node, local, rule.Node)), false, list, rule)
            : Typed.Failed;
}
