using System.Collections.Immutable;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class ChooseFunction : FormulaFunction
{
    public override string Name => "choose";

    public override string Signature => "choose(condition, value, condition, value, …, otherwise)";

    public override string Summary => "the value of the first condition that holds, else the last value";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("choose(1 > 2, \"a\", 3 > 2, \"b\", \"c\")", "b"),
        new("choose(1 > 2, \"a\", 2 > 3, \"b\", \"c\")", "c"),
        new("choose(1 > 2, \"a\", missing)", "missing"),
    ];

    public override Typed Bind(FunctionCall call)
    {
        if (!call.Takes(3, int.MaxValue))
        {
            return Typed.Failed;
        }

        return call.Count % 2 == 1
            ? Rest(call, 0, call.Facts)
            : call.Fail(call.Count - 1, "choose ends with a value for when no condition holds; here is none.", advice: "add  , missing  at the end");
    }

    private static Typed Rest(FunctionCall call, int index, Facts facts)
    {
        if (index == call.Count - 1)
        {
            return call.Argument(index, facts);
        }

        var condition = call.Condition(index, facts);
        var value = call.Argument(index + 1, facts.And(Facts.WhenTrue(condition)));
        var otherwise = Rest(call, index + 2, facts.And(Facts.WhenFalse(condition)));
        return value.Type.Fits(otherwise.Type)
            ? IfFunction.Choice(condition, value, otherwise)
            : call.Fail(index + 1, $"All outcomes must be of one type: this is {value.Type.Words}, another is {otherwise.Type.Words}.");
    }
}
