using System.Text;
using LerBridge.Core.Records;

namespace LerBridge.Core.Drift;

/// <summary>Counts what the first values of one field look like. Keeps no value.</summary>
public sealed class FormTally
{
    /// <summary>How many records of a reading are looked at.</summary>
    public const int Most = 500;

    private const int LongestMask = 32;
    private readonly Dictionary<string, int> forms = new(StringComparer.Ordinal);
    private bool hasDayBeyondTwelveFirst;
    private bool hasDayBeyondTwelveSecond;

    /// <summary>How many values there were.</summary>
    public int Filled { get; private set; }

    /// <summary>How many records were looked at.</summary>
    public int Looked { get; private set; }

    /// <summary>The form of nearly all of them.</summary>
    public string Form
    {
        get
        {
            if (this.Filled == 0)
            {
                return FieldForms.Empty;
            }

            var (form, count) = this.forms.MaxBy(pair => pair.Value);
            return count * 10 < this.Filled * 9 ? FieldForms.Mixed
                : form != FieldForms.Slashes || this.hasDayBeyondTwelveFirst == this.hasDayBeyondTwelveSecond ? form
                : this.hasDayBeyondTwelveFirst ? FieldForms.DayFirst : FieldForms.MonthFirst;
        }
    }

    /// <summary>A cell as the source wrote it, in UTF-8; empty for one without a value.</summary>
    public void Add(ReadOnlySpan<byte> cell)
    {
        this.Looked++;
        cell = cell.Trim(" \t\r\n"u8);
        if (!cell.IsEmpty)
        {
            this.Count(this.FormOf(cell));
        }
    }

    /// <summary>A value of a record.</summary>
    public void Add(in Value value)
    {
        if (value.Kind == ValueKind.Text)
        {
            var text = value.Text;
            this.Add(Encoding.UTF8.GetBytes(text.Length > LongestMask ? text[..LongestMask] : text));
            return;
        }

        this.Looked++;
        if (!value.IsMissing)
        {
            this.Count(value.Kind switch
            {
                ValueKind.Number => decimal.IsInteger(value.Number) ? FieldForms.Whole : FieldForms.Number,
                ValueKind.Bool => FieldForms.Flag,
                ValueKind.Date => FieldForms.Iso,
                ValueKind.Time => FieldForms.Time,
                _ => FieldForms.List,
            });
        }
    }

    private void Count(string form)
    {
        this.Filled++;
        this.forms[form] = this.forms.GetValueOrDefault(form) + 1;
    }

    // Digits become 9 and letters A: what is left is the form.
    private string FormOf(ReadOnlySpan<byte> cell)
    {
        if (cell.Length > LongestMask)
        {
            return FieldForms.Text;
        }

        Span<byte> mask = stackalloc byte[LongestMask];
        for (var at = 0; at < cell.Length; at++)
        {
            mask[at] = cell[at] is >= (byte)'0' and <= (byte)'9' ? (byte)'9' : (cell[at] | 0x20) is >= 'a' and <= 'z' ? (byte)'A' : cell[at];
        }

        mask = mask[..cell.Length];
        return IsFlag(cell) ? FieldForms.Flag
            : IsNumber(mask) is { } number ? number
            : mask.StartsWith("9999-99-99"u8) ? (mask.Length == 10 || mask[10] is (byte)'-' or (byte)'+' or (byte)'A' && mask.Length is 11 or 16 ? FieldForms.Iso : FieldForms.Time)
            : this.IsOtherDate(cell, mask) ?? FieldForms.Text;
    }

    private static bool IsFlag(ReadOnlySpan<byte> cell) =>
        Ascii.EqualsIgnoreCase(cell, "true"u8) || Ascii.EqualsIgnoreCase(cell, "false"u8) || Ascii.EqualsIgnoreCase(cell, "yes"u8) || Ascii.EqualsIgnoreCase(cell, "no"u8) || Ascii.EqualsIgnoreCase(cell, "y"u8) || Ascii.EqualsIgnoreCase(cell, "n"u8);

    private static string? IsNumber(ReadOnlySpan<byte> mask)
    {
        var digits = mask[0] is (byte)'-' or (byte)'+' ? mask[1..] : mask;
        var rest = digits.TrimStart((byte)'9');
        return digits.IsEmpty || rest.Length == digits.Length ? null
            : rest.IsEmpty ? FieldForms.Whole
            : rest.Length > 1 && rest[1..].TrimStart((byte)'9').IsEmpty ? rest[0] switch { (byte)'.' => FieldForms.Number, (byte)',' => FieldForms.Comma, _ => null }
            : null;
    }

    private string? IsOtherDate(ReadOnlySpan<byte> cell, ReadOnlySpan<byte> mask)
    {
        if (mask.SequenceEqual("99-AAA-99"u8) || mask.SequenceEqual("99-AAA-9999"u8))
        {
            return mask.Length == 9 ? "dates like 08-MAY-26" : "dates like 08-MAY-2026";
        }

        var separator = mask.Length > 2 ? (mask[1] == '9' ? mask[2] : mask[1]) : (byte)0;
        if (separator is not ((byte)'/' or (byte)'.' or (byte)'-'))
        {
            return null;
        }

        var (first, second) = (mask.IndexOf(separator), mask.LastIndexOf(separator));
        var isDate = first is 1 or 2 && second - first is 2 or 3 && mask.Length - second is 3 or 5 && mask.Count((byte)'9') == mask.Length - 2;
        if (!isDate)
        {
            return null;
        }

        this.hasDayBeyondTwelveFirst |= int.TryParse(cell[..first], out var one) && one > 12;
        this.hasDayBeyondTwelveSecond |= int.TryParse(cell[(first + 1)..second], out var two) && two > 12;
        return mask.Length - second == 3 ? $"dates like 05{(char)separator}08{(char)separator}26" : separator == '/' ? FieldForms.Slashes : $"dates like 05{(char)separator}08{(char)separator}2026";
    }
}
