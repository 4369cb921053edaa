using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Planning;

/// <summary>
/// The conditions of earlier reasons: where a later one is looked at, all of them are false. What follows from that alone is found - the same again, a narrower comparison, some of the words -, so that
/// a reason that never applies is told; what would need more is left alone.
/// </summary>
internal sealed class DealtWith
{
    private readonly List<(Typed Condition, int Line)> conditions = [];

    public void Add(Typed condition, int line)
    {
        if (condition.Type.IsError || condition.Constant is not null)
        {
            return;
        }

        if (Plain(condition) is { Operation: Operation.Or } or)
        {
            foreach (var part in or.Parts)
            {
                this.Add(part, line);
            }
        }
        else
        {
            this.conditions.Add((condition, line));
        }
    }

    /// <summary>The line of the reason because of which a condition can never be true here; null where there is none.</summary>
    public int? WhyFalse(Typed condition)
    {
        var plain = Plain(condition);
        return plain.Operation switch
        {
            Operation.Or => plain.Parts.Select(this.WhyFalse).ToArray() is var lines && Array.TrueForAll(lines, line => line is not null) ? lines[^1] : null,
            Operation.And => plain.Parts.Select(this.WhyFalse).FirstOrDefault(line => line is not null),
            _ => this.conditions.FirstOrDefault(known => Implies(condition, known.Condition)) is { Condition: not null } found ? found.Line : null,
        };
    }

    /// <summary>The line of the reason because of which a condition is always true here; null where there is none.</summary>
    public int? WhyTrue(Typed condition)
    {
        var plain = Plain(condition);
        return plain.Operation switch
        {
            Operation.Not => this.WhyFalse(plain.Parts[0]),
            Operation.Or => plain.Parts.Select(this.WhyTrue).FirstOrDefault(line => line is not null),
            Operation.And => plain.Parts.Select(this.WhyTrue).ToArray() is var lines && Array.TrueForAll(lines, line => line is not null) ? lines[^1] : null,
            _ => null,
        };
    }

    // where the first is true, the second is, too
    private static bool Implies(Typed first, Typed second)
    {
        if (first.Canonical == second.Canonical)
        {
            return true;
        }

        var (a, b) = (Plain(first), Plain(second));
        if (a.Canonical == b.Canonical)
        {
            return true;
        }

        if (b.Operation == Operation.And)
        {
            return b.Parts.All(part => Implies(a, part));
        }

        return (Words(a), Words(b)) is ({ } some, { } all)
            ? some.Of == all.Of && Array.TrueForAll(some.Values, value => Array.Exists(all.Values, other => other.Same(value)))
            : (Range(a), Range(b)) is ({ } inner, { } outer) && inner.Of == outer.Of && inner.Up == outer.Up && Covers(inner, outer);
    }

    private static bool Covers((string Of, bool Up, bool Including, MapValue Limit) inner, (string Of, bool Up, bool Including, MapValue Limit) outer)
    {
        var order = inner.Limit.CompareTo(outer.Limit) * (inner.Up ? 1 : -1);
        return order > 0 || (order == 0 && (outer.Including || !inner.Including));
    }

    // x = "a", x in ["a", "b"]
    private static (string Of, MapValue[] Values)? Words(Typed condition) => condition switch
    {
        { Operation: Operation.Equal, Parts: [var left, { Constant: { IsMissing: false } value }] } => (left.Canonical, [value]),
        { Operation: Operation.Equal, Parts: [{ Constant: { IsMissing: false } value }, var right] } => (right.Canonical, [value]),
        { Operation: Operation.Membership, Parts: [var operand, { Constant: { Kind: MapKind.List } list }] } => (operand.Canonical, list.List),
        _ => null,
    };

    // x < 2: of what, whether it goes up from the limit, and whether the limit belongs to it
    private static (string Of, bool Up, bool Including, MapValue Limit)? Range(Typed condition) => condition switch
    {
        { Node: OrderNode { Symbol: var symbol }, Parts: [var left, { Constant: { IsMissing: false } limit }] } => (left.Canonical, symbol[0] == '>', symbol.Length == 2, limit),
        { Node: OrderNode { Symbol: var symbol }, Parts: [{ Constant: { IsMissing: false } limit }, var right] } => (right.Canonical, symbol[0] == '<', symbol.Length == 2, limit),
        _ => null,
    };

    private static Typed Plain(Typed condition)
    {
        while (condition.Operation == Operation.Let)
        {
            condition = condition.Parts[0];
        }

        return condition;
    }
}
