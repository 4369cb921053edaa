using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

/// <summary>A function of a list, and perhaps of a rule for its items.</summary>
internal abstract class ListFunction : FormulaFunction
{
    /// <summary>The first argument, which must be a list.</summary>
    protected static Typed List(FunctionCall call)
    {
        if (!call.Takes(1, 2))
        {
            return Typed.Failed;
        }

        var list = call.Argument(0);
        return list.Type.IsError ? Typed.Failed
            : list.Type.Kind != TypeKind.List ? call.Fail(0, $"A list is needed here; this is {list.Type.Words}.", null, list.Type.IsScalar ? call.AsList() : null)
            : list.CanBeMissing(call.Facts) ? call.Fail(0, $"{list.Canonical} can be missing here; an empty list would be something else.", null, $"{list.Canonical} ?? []", "LB2105")
            : list;
    }

    /// <summary>The result over a list: never missing where the list is not, unless it is said to be.</summary>
    protected static Typed Over(FunctionCall call, MapType type, MapNode node, bool mayLack, params ImmutableArray<Typed> parts) =>
        mayLack ? call.Strict(type, node, parts, mayLack: true) : call.Total(type, node, parts);

    /// <summary>Goes through the items; a row that decides is noted as used.</summary>
    protected static bool Matches(MapFrame frame, in MapValue item, int local, MapNode rule)
    {
        frame.Turn(local, item);
        if (!rule.Test(frame))
        {
            return false;
        }

        frame.Used(item);
        return true;
    }
}
