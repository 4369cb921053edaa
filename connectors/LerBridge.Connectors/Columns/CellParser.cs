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
    private const int LongestPlain = 18;

    private readonly FieldType type = column.Field.Type;
    private readonly string? format = column.Format;
    private readonly byte point = decimalComma ? (byte)',' : (byte)'.';
    private readonly RepeatedTexts texts = new();
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

        switch (this.type)
        {
            case FieldType.Text:
                value = Value.Of(this.texts.Of(cell));
                return true;
            case FieldType.Code:
                value = Value.Of(this.Code(this.texts.Of(cell)));
                return true;
            default:
                return this.TryPlain(cell, out value) || this.TryAny(cell, out value);
        }
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
        FieldType.Date => Value.Of(this.format is null ? Instants.Day(text) : DateOnly.TryParseExact(text, this.format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null),
        FieldType.Time => Value.Of(this.format is null ? (zone is null ? Instants.Time(text) : Instants.Time(text, zone)) : DateTimeOffset.TryParseExact(text, this.format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null),
        _ => throw new InvalidOperationException($"No cell is of type {column.Field.Type}."),
    };

    // The usual forms of dates, flags and numbers, without going through UTF-16; whatever is not one of them is looked at closely.
    private bool TryPlain(ReadOnlySpan<byte> cell, out Value value)
    {
        switch (this.type)
        {
            case FieldType.Date when this.format is null && TryPlainDay(cell, out var day):
                value = Value.Of((DateOnly?)day);
                return true;
            case FieldType.Bool when cell.Length == 1 && cell[0] is (byte)'0' or (byte)'1':
                value = Value.Of((bool?)(cell[0] == '1'));
                return true;
            case FieldType.Number or FieldType.Whole when this.TryPlainNumber(cell, out var digits, out var scale) && (scale == 0 || this.type == FieldType.Number):
                value = Value.OfDigits(digits, scale);
                return true;
            default:
                value = default;
                return false;
        }
    }

    private bool TryAny(ReadOnlySpan<byte> cell, out Value value)
    {
        Span<char> chars = stackalloc char[LongestScalar];
        value = default;
        if (cell.Length > LongestScalar || Utf8.ToUtf16(cell, chars, out _, out var length) != OperationStatus.Done)
        {
            return false;
        }

        value = this.Scalar(chars[..length]);
        return !value.IsMissing;
    }

    private static bool TryPlainDay(ReadOnlySpan<byte> cell, out DateOnly day)
    {
        if (cell.Length == 10 && cell[4] == '-' && cell[7] == '-')
        {
            var (year, month, ofMonth) = ((Pair(cell[0], cell[1]) * 100) + Pair(cell[2], cell[3]), Pair(cell[5], cell[6]), Pair(cell[8], cell[9]));
            if (year is >= 1 and <= 9999 && month is >= 1 and <= 12 && ofMonth >= 1 && (ofMonth <= 28 || ofMonth <= DateTime.DaysInMonth(year, month)))
            {
                day = new DateOnly(year, month, ofMonth);
                return true;
            }
        }

        day = default;
        return false;
    }

    // Far beyond any two digits where one of the two is none.
    private static int Pair(byte tens, byte ones)
    {
        var (high, low) = ((uint)(tens - '0'), (uint)(ones - '0'));
        return high <= 9 && low <= 9 ? (int)((high * 10) + low) : 1_000_000;
    }

    private bool TryPlainNumber(ReadOnlySpan<byte> cell, out long digits, out byte scale)
    {
        (digits, scale) = (0, 0);
        var first = cell[0] == '-' ? 1 : 0;
        if (cell.Length == first || cell.Length > LongestPlain)
        {
            return false;
        }

        for (var i = first; i < cell.Length; i++)
        {
            var digit = (uint)(cell[i] - '0');
            if (digit <= 9)
            {
                digits = (digits * 10) + digit;
            }
            else if (cell[i] == this.point && scale == 0 && i > first && i < cell.Length - 1)
            {
                scale = (byte)(cell.Length - 1 - i);
            }
            else
            {
                return false;
            }
        }

        digits = first == 0 ? digits : -digits;
        return digits != 0 || first == 0;
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
