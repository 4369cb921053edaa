using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LerBridge.Connectors.Columns;

namespace LerBridge.Connectors.Delimited;

/// <summary>
/// What stands at the end of a file and is no row: the trailer that settings declare, the line with which SQL*Plus counts what it wrote, and the error with which it broke off. Each says
/// something about whether the file is whole.
/// </summary>
/// <param name="trailer">How the first cell of a trailer begins; null where files have none.</param>
internal sealed partial class Footer(string? trailer)
{
    private const int LongestLine = 400;
    private long rows;
    private long? counted;
    private bool isThere;
    private bool goesOn;
    private string? error;

    /// <summary>Takes the row that a table stands on, where it is part of the footer; else counts it.</summary>
    public bool Takes(RowTable table)
    {
        if (this.IsTrailer(table) || (MayBeRemark(table) && this.IsRemark(Line(table))))
        {
            this.isThere = true;
            return true;
        }

        this.rows++;
        this.goesOn |= this.isThere;
        return false;
    }

    /// <summary>Why the file cannot be whole, as the end of a sentence; null where nothing speaks against it.</summary>
    public string? Why() =>
        this.error is not null ? $"breaks off with Oracle's error {this.error}. Mend the job that writes it."
        : trailer is not null && !this.isThere ? $"has no last row that begins with \"{trailer}\": it may be cut off."
        : this.goesOn ? "has rows behind its trailer: several files may have been joined. Deliver them one by one."
        : this.counted is { } expected && expected != this.rows ? string.Create(CultureInfo.InvariantCulture, $"says that it has {expected} rows, and has {this.rows}. Deliver it again.")
        : null;

    private bool IsTrailer(RowTable table)
    {
        var first = table.Piece(0).Trim(" \t"u8);
        if (trailer is null || first.Length < trailer.Length || first.Length > LongestLine || !Ascii.EqualsIgnoreCase(first[..trailer.Length], trailer))
        {
            return false;
        }

        this.counted ??= Count(table) ?? (long.TryParse(Encoding.UTF8.GetString(first[trailer.Length..]).Trim(' ', ':', '='), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null);
        return true;
    }

    // Looked at for every row, so without making a text of it.
    private static bool MayBeRemark(RowTable table)
    {
        var last = table.PieceCount - 1;
        while (last > 0 && table.Piece(last).Trim(" \t"u8).IsEmpty)
        {
            last--;
        }

        return last < 4 && (table.Piece(last).TrimEnd(" \t."u8).EndsWith(" selected"u8) || (table.Piece(0).Length > 8 && table.Piece(0)[3] == (byte)'-' && table.Piece(0)[4] is >= (byte)'0' and <= (byte)'9'));
    }

    private bool IsRemark(string line)
    {
        if (Selected().Match(line) is { Success: true } selected)
        {
            this.counted ??= long.Parse(selected.Groups[1].Value.Replace(",", string.Empty, StringComparison.Ordinal), CultureInfo.InvariantCulture);
            return true;
        }

        if (OracleError().Match(line) is { Success: true } failed)
        {
            this.error ??= failed.Groups[1].Value;
            return true;
        }

        return false;
    }

    // The row as it was written: a comma in a number may have been taken for the end of a cell.
    private static string Line(RowTable table) =>
        string.Join(',', Enumerable.Range(0, table.PieceCount).Select(cell => Encoding.UTF8.GetString(table.Piece(cell)[..Math.Min(table.Piece(cell).Length, LongestLine)]).Trim())).TrimEnd(',');

    // The first cell behind the trailer's word that is a number.
    private static long? Count(RowTable table)
    {
        for (var cell = 1; cell < table.PieceCount; cell++)
        {
            if (Utf8Parser.TryParse(table.Piece(cell).Trim(" \""u8), out long count, out var used) && used == table.Piece(cell).Trim(" \""u8).Length)
            {
                return count;
            }
        }

        return null;
    }

    [GeneratedRegex("^([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12}) rows? selected\\.?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Selected();

    [GeneratedRegex("^((?:ORA|SP2|PLS|TNS)-[0-9]{4,5})\\b", RegexOptions.CultureInvariant)]
    private static partial Regex OracleError();
}
