using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Records;

namespace LerBridge.Connectors.Columns;

/// <summary>Turns a cell, in UTF-8, into a value of its column. Blank cells are missing; a cell that says something else than its type allows is refused, never guessed.</summary>
internal sealed class CellParser(Column column, bool decimalComma, TimeZoneInfo? zone = null)
{
    private const int LongestScalar = 64;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private byte[] lastBytes = [];
    private int lastLength;
    private string lastText = string.Empty;
    private (string Text, string Code) lastCode = (string.Empty, string.Empty);

    /// <summary>True once a word outside the closed list was read as <c>other</c>.</summary>
    public bool MetUnknownCode { get; private set; }

    /// <summary>Parses; false where the cell does not have the column's type.</summary>
    /// <exception cref="DecoderFallbackException">The cell is not UTF-8.</exception>
    public bool TryParse(ReadOnlySpan<byte> cell, out Value value)
    {
        cell = Bare(cell);
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

        if (this.Plain(cell) is { IsMissing: false } plain)
        {
            value = plain;
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
        FieldType.Time => Value.Of(column.Format is null ? (zone is null ? Instants.Time(text) : Instants.Time(text, zone)) : DateTimeOffset.TryParseExact(text, column.Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null),
        _ => throw new InvalidOperationException($"No cell is of type {column.Field.Type}."),
    };

    // The usual forms of dates, flags and small whole numbers, without going through UTF-16; whatever is not one of them is looked at closely.
    private Value Plain(ReadOnlySpan<byte> cell) => column.Field.Type switch
    {
        FieldType.Date when column.Format is null && cell.Length == 10 && cell[4] == '-' && cell[7] == '-' => Value.Of(PlainDay(cell)),
        FieldType.Bool when cell.Length == 1 && cell[0] is (byte)'0' or (byte)'1' => Value.Of((bool?)(cell[0] == '1')),
        FieldType.Number or FieldType.Whole when cell.Length <= 9 => Value.Of(PlainNumber(cell)),
        _ => default,
    };

    private static DateOnly? PlainDay(ReadOnlySpan<byte> cell) =>
        PlainNumber(cell[..4]) is >= 1 and var year && PlainNumber(cell[5..7]) is >= 1 and <= 12 and var month && PlainNumber(cell[8..]) is >= 1 and var day && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;

    private static int? PlainNumber(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return null;
            }

            number = (number * 10) + digit - '0';
        }

        return number;
    }

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
        if (!cell.SequenceEqual(this.lastBytes.AsSpan(0, this.lastLength)))
        {
            this.lastText = Strict.GetString(cell);
            if (cell.Length > this.lastBytes.Length)
            {
                this.lastBytes = new byte[cell.Length * 2];
            }

            cell.CopyTo(this.lastBytes);
            this.lastLength = cell.Length;
        }

        return this.lastText;
    }

    // "Contingent Worker" and "Employee_ID" mean the words that they begin with.
    private string Code(string text)
    {
        if (!ReferenceEquals(text, this.lastCode.Text))
        {
            this.lastCode = (text, this.Find(text));
        }

        return this.lastCode.Code;
    }

    private string Find(string text)
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

    // Most cells have nothing around them.
    private static ReadOnlySpan<byte> Bare(ReadOnlySpan<byte> cell) =>
        cell.IsEmpty || (cell[0] > ' ' && cell[^1] > ' ' && cell[0] != '=') ? cell : Unwrap(cell.Trim(" \t\r\n"u8));

    // ="00123", which keeps a spreadsheet from dropping the zeros.
    private static ReadOnlySpan<byte> Unwrap(ReadOnlySpan<byte> cell) =>
        cell.Length > 3 && cell.StartsWith("=\""u8) && cell.EndsWith("\""u8) && cell[2..^1].IndexOf((byte)'"') < 0 ? cell[2..^1].Trim(" \t"u8) : cell;
}
