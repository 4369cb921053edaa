using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

/// <summary>What sums, means and extremes have in common: a list of values, or a list and a value of each item. Items without a value do not count.</summary>
internal static class NumbersOf
{
    public static (Typed List, Typed? Value, int Local)? Bind(FunctionCall call, Typed list, string name)
    {
        if (Ordered(call, list) is not var (bound, value, local, type))
        {
            return null;
        }

        if (type.IsNumber || type.IsError || type.Kind == TypeKind.Nothing)
        {
            return (bound, value, local);
        }

        call.Fail(call.Count - 1, $"{name} needs numbers; this is {type.Words}.");
        return null;
    }

    public static (Typed List, Typed? Value, int Local, MapType Type)? Ordered(FunctionCall call, Typed list)
    {
        if (!call.Takes(1, 2) || list.IsFailed)
        {
            return null;
        }

        if (call.Count == 1)
        {
            var item = list.Type.Item ?? MapType.Error;
            if (item.Kind is TypeKind.Row or TypeKind.Record or TypeKind.List or TypeKind.Bool)
            {
                call.Fail(0, $"The items of this list are no single values that can be ordered; each is {item.Words}.", null, "name a value of each item:  r => r.column");
                return null;
            }

            return (list, null, 0, item);
        }

        if (call.Lambda(1, list, condition: false) is not var (value, local))
        {
            return null;
        }

        if (value.Type.IsScalar && value.Type.Kind != TypeKind.Bool)
        {
            return (list, value, local, value.Type);
        }

        call.Fail(1, $"A single value that can be ordered is needed; this is {value.Type.Words}.");
        return null;
    }

    public static IEnumerable<MapValue> Each(MapFrame frame, MapNode list, int local, MapNode? value)
    {
        foreach (var item in list.Eval(frame).List)
        {
            var result = item;
            if (value is not null)
            {
                frame.Turn(local, item);
                result = value.Eval(frame);
            }

            if (!result.IsMissing)
            {
                frame.Used(item);
                yield return result;
            }
        }
    }

    public static decimal Add(decimal left, decimal right)
    {
        try
        {
            return left + right;
        }
        catch (OverflowException)
        {
            throw new MapFailure("LB3204", "A number became too large.");
        }
    }
}
