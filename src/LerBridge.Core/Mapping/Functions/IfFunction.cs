using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class IfFunction : FormulaFunction
{
    public override string Name => "if";

    public override string Signature => "if(condition, then, otherwise)";

    public override string Summary => "one value where a condition holds, another where it does not";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("if(3 > 2, \"more\", \"less\")", "more"),
        new("if(2 > 3, \"more\", \"less\")", "less"),
        new("if(2 > 3, \"more\", missing)", "missing"),
    ];

    public override Typed Bind(FunctionCall call)
    {
        if (!call.Takes(3, 3))
        {
            return Typed.Failed;
        }

        var condition = call.Condition(0, call.Facts);
        var then = call.Argument(1, call.Facts.And(Facts.WhenTrue(condition)));
        var otherwise = call.Argument(2, call.Facts.And(Facts.WhenFalse(condition)));
        return then.Type.Fits(otherwise.Type)
            ? Choice(condition, then, otherwise)
            : call.Fail(2, $"Both outcomes must be of one type: the first is {then.Type.Words}, this is {otherwise.Type.Words}.");
    }

    /// <summary>One of two values by a condition, knowing what the condition tells about each.</summary>
    public static Typed Choice(Typed condition, Typed then, Typed otherwise)
    {
        ImmutableArray<Typed> parts = [condition, then, otherwise];
        return parts.Any(part => part.Type.IsError)
            ? Typed.Failed
            : Binder.Fold(new Typed
            {
                Type = then.Type.Or(otherwise.Type),
                Node = new IfNode(condition.Node, then.Node, otherwise.Node),
                Operation = Operation.If,
                Canonical = $"if({condition.Canonical}, {then.Canonical}, {otherwise.Canonical})",
                Parts = parts,
                Fields = Binder.FieldsOf(parts),
            });
    }
}
