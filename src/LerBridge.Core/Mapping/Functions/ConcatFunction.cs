using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class ConcatFunction : FormulaFunction
{
    public override string Name => "concat";

    public override string Signature => "concat(value, value, …)";

    public override string Summary => "values joined to one text, like &";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("concat(\"NUR\", \"-\", 210)", "NUR-210"),
        new("concat(\"NUR\", missing)", "missing"),
    ];

    public override Typed Bind(FunctionCall call)
    {
        if (!call.Takes(1, int.MaxValue))
        {
            return Typed.Failed;
        }

        var parts = new List<Typed>();
        for (var i = 0; i < call.Count; i++)
        {
            var part = call.Argument(i);
            if (!part.Type.IsScalar && part.Type.Kind != TypeKind.Nothing)
            {
                return call.Fail(i, $"Only single values can be put into a text; this is {part.Type.Words}.");
            }

            parts.Add(part);
        }

        return call.Strict(MapType.Text, new ConcatenateNode([.. parts.Select(part => part.Node)]), [.. parts]);
    }
}
