using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class RoundFunction : FormulaFunction
{
    private static readonly Dictionary<string, MidpointRounding> Modes = new(StringComparer.Ordinal)
    {
        ["half_up"] = MidpointRounding.AwayFromZero,
        ["half_even"] = MidpointRounding.ToEven,
        ["down"] = MidpointRounding.ToZero,
        ["floor"] = MidpointRounding.ToNegativeInfinity,
        ["ceiling"] = MidpointRounding.ToPositiveInfinity,
    };

    public override string Name => "round";

    public override string Signature => "round(number, digits, \"half_up\")";

    public override string Summary => "the number with so many digits after the point; how is always said: half_up, half_even, down, floor or ceiling";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("round(2.345, 2, \"half_up\")", "2.35"),
        new("round(2.345, 2, \"half_even\")", "2.34"),
        new("round(-2.5, 0, \"down\")", "-2"),
        new("round(-2.5, 0, \"floor\")", "-3"),
        new("round(2.1, 0, \"ceiling\")", "3"),
    ];

    public override Typed Bind(FunctionCall call)
    {
        if (!call.Takes(3, 3) || call.Literal(2, "How to round") is not { } word)
        {
            return Typed.Failed;
        }

        if (!Modes.TryGetValue(word, out var mode))
        {
            return call.Fail(2, $"\"{word}\" is no way to round.", $"the ways are {string.Join(", ", Modes.Keys)}");
        }

        var number = call.Argument(0, MapType.Number);
        var digits = call.Argument(1, MapType.Whole);
        return digits is { Constant.Number: < 0 or > 28 }
            ? call.Fail(1, "Digits go from 0 to 28.")
            : call.Strict(MapType.Number, new Node(number.Node, digits.Node, mode), [number, digits]);
    }

    private sealed class Node(MapNode number, MapNode digits, MidpointRounding mode) : MapNode
    {
        public override MapValue Eval(MapFrame frame)
        {
            var value = number.Eval(frame);
            var places = digits.Eval(frame);
            return value.IsMissing || places.IsMissing ? default : MapValue.Of(Math.Round(value.Number, (int)Math.Clamp(places.Number, 0m, 28m), mode));
        }
    }
}
