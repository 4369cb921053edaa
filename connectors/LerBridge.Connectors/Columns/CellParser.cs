using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Records;

namespace LerBridge.Connectors.Columns;

/// <summary>Turns a cell, in UTF-8, into a value of its column. Blank cells are missing; a cell that says something else than its type allows is refused, never guessed.</summary>
internal sealed class CellParser(Column column, bool decimalComma)
{
    private const int LongestScalar = 64;
    private byte[] lastBytes = [];
    private string lastText = string.Empty;

    /// <summary>True once a word outside the closed list was read as <c>other</c>.</summary>
    public bool MetUnknownCode { get; private set; }

    /// <summary>Parses; false where the cell does not have the column's type.</summary>
    /// <exception cref="DecoderFallbackException">The cell is not UTF-8.</exception>
    public bool TryParse(ReadOnlySpan<byte> cell, out Value value)
    {
        cell = Unwrap(cell.Trim(" \t\r\n"u8));
        if (cell.IsEmpty)
        {
            value = default;
            return true;
        }

        if (column.Field.Type is FieldType.Text or FieldType.Code)
        {
            var text = this.Text(cell);
            value = Value.Of(column.Field.Type == FieldType.Code ? this.Code(text) : text);
            return true;
        }

        Span<char> chars = stackalloc char[LongestScalar];
        value = default;
        if (cell.Length > LongestScalar || Utf8.ToUtf16(cell, chars, out _, out var length) != OperationStatus.Done)
        {
            return false;
        }

        value = this.Scalar(chars[..length]);
        return !value.IsMissing;
    }

    /// <summary>What a right cell looks like, for the person who has to mend a wrong one.</summary>
    public string Expected => column.Field.Type switch
    {
        FieldType.Date => column.Format is { } format ? $"a date like {format}" : "a date like 2026-05-08",
        FieldType.Time => column.Format is { } format ? $"a time like {format}" : "a time like 2026-05-08T17:00:00Z",
        FieldType.Bool => "1 or 0, true or false, yes or no",
        FieldType.Whole => "a whole number",
        FieldType.Number => decimalComma ? "a number like 12,5" : "a number like 12.5",
        _ => "text",
    };

    private Value Scalar(ReadOnlySpan<char> text) => column.Field.Type switch
    {
        FieldType.Number => Value.Of(this.Number(text)),
        FieldType.Whole => Value.Of(this.Number(text) is { } number && decimal.IsInteger(number) ? decimal.Truncate(number) : null),
        FieldType.Bool => Value.Of(Bool(text)),
        FieldType.Date => Value.Of(column.Format is null ? Instants.Day(text) : DateOnly.TryParseExact(text, column.Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null),
        FieldType.Time => Value.Of(column.Format is null ? Instants.Time(text) : DateTimeOffset.TryParseExact(text, column.Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null),
        _ => throw new InvalidOperationException($"No cell is of type {column.Field.Type}."),
    };

    private decimal? Number(ReadOnlySpan<char> text)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands | NumberStyles.AllowExponent;
        if (!decimalComma)
        {
            return decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var plain) ? plain : null;
        }

        Span<char> swapped = stackalloc char[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            swapped[i] = text[i] switch
            {
                ',' => '.',
                '.' => ',',
                var other => other,
            };
        }

        return decimal.TryParse(swapped, Style, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static bool? Bool(ReadOnlySpan<char> text)
    {
        if (text is "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase) || text.Equals("yes", StringComparison.OrdinalIgnoreCase) || text is "Y" or "y" or "T" or "t")
        {
            return true;
        }

        return text is "0" || text.Equals("false", StringComparison.OrdinalIgnoreCase) || text.Equals("no", StringComparison.OrdinalIgnoreCase) || text is "N" or "n" or "F" or "f" ? false : null;
    }

    // Columns repeat themselves: a company's name is made a string once per stretch of equal rows.
    private string Text(ReadOnlySpan<byte> cell)
    {
        if (!cell.SequenceEqual(this.lastBytes))
        {
            if (!Utf8.IsValid(cell))
            {
                throw new DecoderFallbackException("The text is not UTF-8.");
            }

            this.lastText = Encoding.UTF8.GetString(cell);
            this.lastBytes = cell.ToArray();
        }

        return this.lastText;
    }

    // "Contingent Worker" and "Employee_ID" mean the words that they begin with.
    private string Code(string text)
    {
        foreach (var code in column.Field.Codes)
        {
            if (text.StartsWith(code, StringComparison.OrdinalIgnoreCase) && (text.Length == code.Length || !char.IsAsciiLetterLower(text[code.Length])))
            {
                return code;
            }
        }

        this.MetUnknownCode = true;
        return "other";
    }

    // ="00123", which keeps a spreadsheet from dropping the zeros.
    private static ReadOnlySpan<byte> Unwrap(ReadOnlySpan<byte> cell) =>
        cell.Length > 3 && cell.StartsWith("=\""u8) && cell.EndsWith("\""u8) && cell[2..^1].IndexOf((byte)'"') < 0 ? cell[2..^1].Trim(" \t"u8) : cell;
}
