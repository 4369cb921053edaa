namespace LerBridge.Core.Mapping.Running;

/// <summary>A part of the claims. Writes itself, or leaves no trace and says so; may also end the record.</summary>
internal abstract class Piece
{
    /// <summary>Writes the part; false where it is absent, or where <see cref="MapFrame.End"/> was set.</summary>
    public abstract bool Write(MapFrame frame, ClaimsBuffer claims);
}

/// <summary>The same bytes for every record.</summary>
internal sealed class ConstantPiece(byte[] encoded) : Piece
{
    public ReadOnlyMemory<byte> Encoded => encoded;

    public override bool Write(MapFrame frame, ClaimsBuffer claims)
    {
        claims.Raw(encoded);
        return true;
    }
}

/// <summary>What happens where a value is missing: <see cref="Instead"/> is written, or the record ends with <see cref="End"/>, or the member is left out.</summary>
internal sealed record MissingPolicy(byte[]? Instead, MapResult? End)
{
    public static MissingPolicy Omit { get; } = new(null, null);

    public bool Apply(MapFrame frame, ClaimsBuffer claims)
    {
        if (this.Instead is { } instead)
        {
            claims.Raw(instead);
            return true;
        }

        frame.End = this.End ?? frame.End;
        return false;
    }
}

/// <summary>An object: its members in the profile's order. Absent members leave no trace; without any member it is absent itself.</summary>
internal sealed class ObjectPiece(IReadOnlyList<(string Name, Piece Value)> members) : Piece
{
    private readonly (byte[] Name, Piece Value)[] members = Join(members);

    public override bool Write(MapFrame frame, ClaimsBuffer claims)
    {
        var start = claims.Length;
        claims.Raw((byte)'{');
        foreach (var (name, value) in this.members)
        {
            var mark = claims.Length;
            claims.Member(name);
            if (!value.Write(frame, claims))
            {
                if (frame.End is not null)
                {
                    return false;
                }

                claims.Rewind(mark);
            }
        }

        if (claims.Length == start + 1)
        {
            claims.Rewind(start);
            return false;
        }

        claims.Raw((byte)'}');
        return true;
    }

    // constant neighbours become one fragment
    private static (byte[] Name, Piece Value)[] Join(IReadOnlyList<(string Name, Piece Value)> members)
    {
        var joined = new List<(byte[] Name, Piece Value)>();
        foreach (var (name, value) in members)
        {
            byte[] prefix = [(byte)',', (byte)'"', .. ClaimsBuffer.Encoded(name), (byte)'"', (byte)':'];
            if (value is ConstantPiece constant && joined.Count > 0 && joined[^1].Value is ConstantPiece before)
            {
                joined[^1] = (joined[^1].Name, new ConstantPiece([.. before.Encoded.Span, .. prefix, .. constant.Encoded.Span]));
            }
            else
            {
                joined.Add((prefix, value));
            }
        }

        return [.. joined];
    }
}

/// <summary>An object with one more member at its end.</summary>
internal sealed class AppendedPiece(Piece inner, string name, Piece value) : Piece
{
    private readonly byte[] name = [(byte)',', (byte)'"', .. ClaimsBuffer.Encoded(name), (byte)'"', (byte)':'];

    public override bool Write(MapFrame frame, ClaimsBuffer claims)
    {
        if (!inner.Write(frame, claims))
        {
            return false;
        }

        // open the object again
        claims.Rewind(claims.Length - 1);
        var mark = claims.Length;
        claims.Member(this.name);
        if (!value.Write(frame, claims))
        {
            if (frame.End is not null)
            {
                return false;
            }

            claims.Rewind(mark);
        }

        claims.Raw((byte)'}');
        return true;
    }
}

/// <summary>A list written out item by item; absent without any item.</summary>
internal sealed class ListPiece(Piece[] items, MapResult? ifEmpty) : Piece
{
    public override bool Write(MapFrame frame, ClaimsBuffer claims)
    {
        var start = claims.Length;
        claims.Raw((byte)'[');
        foreach (var item in items)
        {
            var mark = claims.Length;
            claims.Separate();
            if (!item.Write(frame, claims))
            {
                if (frame.End is not null)
                {
                    return false;
                }

                claims.Rewind(mark);
            }
        }

        return ListEnd.Close(frame, claims, start, ifEmpty);
    }
}

/// <summary>
/// One item per row of a table, or per item of one of the record's own lists. What was written from nothing but a row of a table is the same whenever that row is used: it is kept with the row, and
/// copied from then on. An item of a record is of that record alone; what is made of it is written anew each time.
/// </summary>
internal sealed class LoopPiece(MapNode list, int local, MapNode? where, Piece each, MapResult? ifEmpty, MapResult? ifNoRow) : Piece
{
    private const int MostKept = 32 * 1024 * 1024;

    private int kept;

    public override bool Write(MapFrame frame, ClaimsBuffer claims)
    {
        var start = claims.Length;
        claims.Raw((byte)'[');
        var items = list.Eval(frame);
        var rows = items.IsMissing ? [] : items.List;
        foreach (ref readonly var row in rows.AsSpan())
        {
            frame.Turn(local, row);
            if (where is not null && !where.Test(frame))
            {
                continue;
            }

            frame.Used(row);
            var mark = claims.Length;
            claims.Separate();
            if (!this.Item(frame, claims, row))
            {
                if (frame.End is not null)
                {
                    return false;
                }

                claims.Rewind(mark);
            }
        }

        return ListEnd.Close(frame, claims, start, rows.Length == 0 ? ifNoRow ?? ifEmpty : ifEmpty);
    }

    private bool Item(MapFrame frame, ClaimsBuffer claims, in MapValue item)
    {
        var row = item.Kind == MapKind.Row ? item.Row : null;
        if (row?.Written is { } written && ReferenceEquals(written.By, this))
        {
            claims.Raw(written.Bytes);
            return true;
        }

        var start = claims.Length;
        var outer = frame.Loop;
        frame.Loop = local;
        frame.ReadElsewhere = false;
        var wrote = each.Write(frame, claims);
        if (wrote && row is { Written: null } && !frame.ReadElsewhere && this.kept < MostKept)
        {
            // threads may both get here: they keep the same bytes
            row.Written = new RowItem(this, claims.Written[start..].ToArray());
            this.kept += claims.Length - start;
        }

        frame.Loop = outer;
        frame.ReadElsewhere = true;
        return wrote;
    }
}

/// <summary>The common end of lists.</summary>
internal static class ListEnd
{
    public static bool Close(MapFrame frame, ClaimsBuffer claims, int start, MapResult? ifEmpty)
    {
        if (claims.Length > start + 1)
        {
            claims.Raw((byte)']');
            return true;
        }

        claims.Rewind(start);
        frame.End = ifEmpty;
        return false;
    }
}
