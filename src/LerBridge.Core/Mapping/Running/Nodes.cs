using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Running;

/// <summary>The same value for every record.</summary>
internal sealed class ConstantNode(MapValue value) : MapNode
{
    private readonly string? text = value.IsMissing ? null : value.AsText();

    public override MapValue Eval(MapFrame frame) => value;

    public override string? Text(MapFrame frame) => this.text;
}

/// <summary>A field of the record, by slot.</summary>
internal sealed class FieldNode(int slot) : MapNode
{
    public override MapValue Eval(MapFrame frame) => MapValue.From(frame.Record.At(slot));

    public override bool Test(MapFrame frame)
    {
        ref readonly var value = ref frame.Record.At(slot);
        return !value.IsMissing && value.Bool;
    }

    public override string? Text(MapFrame frame)
    {
        ref readonly var value = ref frame.Record.At(slot);
        return value.Kind == ValueKind.Text ? value.Text : base.Text(frame);
    }

    public override bool IsMissing(MapFrame frame) => frame.Record.At(slot).IsMissing;

    public override bool Write(MapFrame frame, ClaimsBuffer claims)
    {
        ref readonly var value = ref frame.Record.At(slot);
        if (value.Kind != ValueKind.Text)
        {
            return base.Write(frame, claims);
        }

        claims.Escaped(value.Text);
        return true;
    }
}

/// <summary>The row or item of a loop or lambda.</summary>
internal sealed class LocalNode(int local) : MapNode
{
    public override MapValue Eval(MapFrame frame)
    {
        frame.ReadElsewhere |= local != frame.Loop;
        return frame[local];
    }
}

/// <summary>A named value: computed when first used, once per record.</summary>
internal sealed class LetNode(int local, MapNode formula, string where) : MapNode
{
    public override MapValue Eval(MapFrame frame) => this.Value(frame);

    public override bool IsMissing(MapFrame frame) => this.Value(frame).IsMissing;

    private ref MapValue Value(MapFrame frame)
    {
        frame.ReadElsewhere = true;
        if (!frame.Knows(local))
        {
            try
            {
                frame.Learn(local, formula.Eval(frame));
            }
            catch (MapFailure failure)
            {
                failure.Where ??= where;
                throw;
            }
        }

        return ref frame[local];
    }
}

/// <summary>A column of a row.</summary>
internal sealed class ColumnNode(MapNode row, int column) : MapNode
{
    public override MapValue Eval(MapFrame frame)
    {
        var value = row.Eval(frame);
        return value.IsMissing ? default : value.Row.Cells[column];
    }
}

/// <summary>A field of an item of one of the record's lists.</summary>
internal sealed class PartNode(MapNode item, int slot) : MapNode
{
    public override MapValue Eval(MapFrame frame)
    {
        var value = item.Eval(frame);
        return value.IsMissing ? default : MapValue.From(value.Item.At(slot));
    }

    public override string? Text(MapFrame frame)
    {
        var value = item.Eval(frame);
        return value.IsMissing ? null : value.Item.At(slot) is { Kind: ValueKind.Text } text ? text.Text : base.Text(frame);
    }

    public override bool IsMissing(MapFrame frame)
    {
        var value = item.Eval(frame);
        return value.IsMissing || value.Item.At(slot).IsMissing;
    }
}

/// <summary>How many items of a list pass a condition: what a loop over them would write.</summary>
internal sealed class CountedNode(MapNode list, int local, MapNode? where) : MapNode
{
    public override MapValue Eval(MapFrame frame)
    {
        var items = list.Eval(frame);
        var count = 0;
        foreach (ref readonly var item in (items.IsMissing ? [] : items.List).AsSpan())
        {
            frame.Turn(local, item);
            count += where is null || where.Test(frame) ? 1 : 0;
        }

        return MapValue.Of((decimal)count);
    }
}

/// <summary><c>??</c>.</summary>
internal sealed class CoalesceNode(MapNode first, MapNode second) : MapNode
{
    public override MapValue Eval(MapFrame frame)
    {
        var value = first.Eval(frame);
        return value.IsMissing ? second.Eval(frame) : value;
    }
}

/// <summary><c>if</c>.</summary>
internal sealed class IfNode(MapNode condition, MapNode then, MapNode otherwise) : MapNode
{
    public override MapValue Eval(MapFrame frame) => condition.Test(frame) ? then.Eval(frame) : otherwise.Eval(frame);
}

internal sealed class AndNode(MapNode left, MapNode right) : TestNode
{
    public override bool Test(MapFrame frame) => left.Test(frame) && right.Test(frame);
}

internal sealed class OrNode(MapNode left, MapNode right) : TestNode
{
    public override bool Test(MapFrame frame) => left.Test(frame) || right.Test(frame);
}

internal sealed class NotNode(MapNode operand) : TestNode
{
    public override bool Test(MapFrame frame) => !operand.Test(frame);
}

/// <summary><c>= missing</c>, or its opposite.</summary>
internal sealed class MissingNode(MapNode operand, bool missing) : TestNode
{
    public override bool Test(MapFrame frame) => operand.IsMissing(frame) == missing;
}

/// <summary><c>=</c> and <c>!=</c>.</summary>
internal sealed class EqualNode(MapNode left, MapNode right, bool equal) : TestNode
{
    public override bool Test(MapFrame frame) => left.Eval(frame).Same(right.Eval(frame)) == equal;
}

/// <summary>An ordering; false where a side is missing, which the checker has excluded.</summary>
internal sealed class OrderNode(MapNode left, MapNode right, string symbol) : TestNode
{
    public string Symbol => symbol;

    private readonly int low = symbol is "<" or "<=" ? int.MinValue : symbol == ">" ? 1 : 0;
    private readonly int high = symbol is ">" or ">=" ? int.MaxValue : symbol == "<" ? -1 : 0;

    public override bool Test(MapFrame frame)
    {
        var a = left.Eval(frame);
        var b = right.Eval(frame);
        if (a.IsMissing || b.IsMissing)
        {
            return false;
        }

        var order = a.CompareTo(b);
        return order >= this.low && order <= this.high;
    }
}

/// <summary><c>between … and …</c>, both ends included.</summary>
internal sealed class BetweenNode(MapNode operand, MapNode low, MapNode high) : TestNode
{
    public override bool Test(MapFrame frame)
    {
        var value = operand.Eval(frame);
        var from = low.Eval(frame);
        var to = high.Eval(frame);
        return !value.IsMissing && !from.IsMissing && !to.IsMissing && value.CompareTo(from) >= 0 && value.CompareTo(to) <= 0;
    }
}

/// <summary><c>in</c> over a list whose items are constants.</summary>
internal sealed class InConstantsNode(MapNode operand, MapValue[] items) : TestNode
{
    public override bool Test(MapFrame frame)
    {
        var value = operand.Eval(frame);
        if (!value.IsMissing)
        {
            foreach (ref readonly var item in items.AsSpan())
            {
                if (item.Same(value))
                {
                    return true;
                }
            }
        }

        return false;
    }
}

/// <summary><c>in</c> over a list that is computed.</summary>
internal sealed class InListNode(MapNode operand, MapNode list) : TestNode
{
    public override bool Test(MapFrame frame)
    {
        var value = operand.Eval(frame);
        var items = list.Eval(frame);
        return !value.IsMissing && !items.IsMissing && Array.Exists(items.List, item => item.Same(value));
    }
}

/// <summary><c>matches</c>.</summary>
internal sealed class MatchesNode(MapNode operand, System.Text.RegularExpressions.Regex pattern) : TestNode
{
    public override bool Test(MapFrame frame) => operand.Text(frame) is { } text && pattern.IsMatch(text);
}

/// <summary>Arithmetic on decimals; missing where a side is.</summary>
internal sealed class ArithmeticNode(MapNode left, MapNode right, char symbol) : MapNode
{
    public override MapValue Eval(MapFrame frame)
    {
        var a = left.Eval(frame);
        var b = right.Eval(frame);
        if (a.IsMissing || b.IsMissing)
        {
            return default;
        }

        try
        {
            return MapValue.Of(symbol switch
            {
                '+' => a.Number + b.Number,
                '-' => a.Number - b.Number,
                '*' => a.Number * b.Number,
                _ => b.Number == 0m ? throw new MapFailure("LB3204", "A division by zero.") : a.Number / b.Number,
            });
        }
        catch (OverflowException)
        {
            throw new MapFailure("LB3204", "A number became too large.");
        }
    }
}

internal sealed class NegateNode(MapNode operand) : MapNode
{
    public override MapValue Eval(MapFrame frame)
    {
        var value = operand.Eval(frame);
        return value.IsMissing ? default : MapValue.Of(-value.Number);
    }
}

/// <summary><c>&amp;</c>, and texts with holes: missing where one part is.</summary>
internal sealed class ConcatenateNode(MapNode[] parts) : MapNode
{
    public ReadOnlySpan<MapNode> Parts => parts;

    public override MapValue Eval(MapFrame frame) => MapValue.Of(this.Text(frame));

    public override string? Text(MapFrame frame)
    {
        var texts = new string[parts.Length];
        var length = 0L;
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Text(frame) is not { } text)
            {
                return null;
            }

            texts[i] = text;
            length += text.Length;
        }

        TextBounds.Check(length);

        return string.Concat(texts);
    }
}

internal sealed class ListNode(MapNode[] items) : MapNode
{
    public override MapValue Eval(MapFrame frame) => MapValue.Of(Array.ConvertAll(items, item => item.Eval(frame)));
}
