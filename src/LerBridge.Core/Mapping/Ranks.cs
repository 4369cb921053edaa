using System.Globalization;

namespace LerBridge.Core.Mapping;

/// <summary>
/// Ranks as texts that compare byte by byte as their values do, so that any engine can sort them. Each begins with a mark of the formula it comes from: ranks of different
/// formulas say nothing about each other.
/// </summary>
internal static class Ranks
{
    private const char MarkEnd = ':';
    private const int ExponentZero = 50;

    /// <summary>The rank of a value.</summary>
    /// <param name="mark">The mark of the formula, without a colon.</param>
    /// <param name="value">The value; dates are day numbers and times ticks.</param>
    public static string Of(string mark, decimal value) => $"{mark}{MarkEnd}{Sortable(value)}";

    /// <summary>Above zero where the first is higher, below where it is lower, zero where they are equal or cannot be compared.</summary>
    public static int Compare(string? one, string? other) =>
        one is null || other is null || !MarkOf(one).SequenceEqual(MarkOf(other)) ? 0 : string.CompareOrdinal(one, other);

    // Sign, exponent, digits. Below zero all are turned round, and an end mark makes the longer of two that begin alike the lower.
    private static string Sortable(decimal value)
    {
        if (value == 0)
        {
            return "1";
        }

        var digits = Math.Abs(value).ToString(CultureInfo.InvariantCulture);
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? digits : digits[..point];
        var all = (whole + (point < 0 ? string.Empty : digits[(point + 1)..])).TrimStart('0');
        var leading = whole.TrimStart('0').Length > 0 ? whole.TrimStart('0').Length : -(digits[(point + 1)..].Length - digits[(point + 1)..].TrimStart('0').Length);
        var significant = all.TrimEnd('0');
        var exponent = ExponentZero + leading;
        return value > 0
            ? string.Create(CultureInfo.InvariantCulture, $"2{exponent:00}{significant}")
            : string.Create(CultureInfo.InvariantCulture, $"0{99 - exponent:00}{new string([.. significant.Select(digit => (char)('0' + ('9' - digit)))])}~");
    }

    private static ReadOnlySpan<char> MarkOf(string rank)
    {
        var end = rank.IndexOf(MarkEnd, StringComparison.Ordinal);
        return end < 0 ? rank : rank.AsSpan(0, end);
    }
}
