using System.Globalization;

namespace LerBridge.Credentials.Jcs;

/// <summary>
/// Numbers as ECMAScript prints them: https://tc39.es/ecma262/#sec-numeric-types-number-tostring, which RFC 8785 section 3.2.2.3 asks for.
/// </summary>
internal static class Es6Number
{
    /// <exception cref="ArgumentOutOfRangeException">The value is infinite or not a number; JSON has no such values.</exception>
    public static string Format(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), "JSON has no infinite numbers.");
        }

        if (value == 0)
        {
            return "0";
        }

        // the shortest digits that read back as the same number: .NET and ECMAScript agree on the digits, not on the form
        var (digits, point) = Split(Math.Abs(value).ToString("R", CultureInfo.InvariantCulture));
        return (value < 0 ? "-" : "") + Arrange(digits, point);
    }

    /// <param name="digits">Without leading or trailing zeros.</param>
    /// <param name="point">Where the decimal point stands, counted from before the first digit.</param>
    private static string Arrange(string digits, int point)
    {
        var count = digits.Length;
        if (count <= point && point <= 21)
        {
            return digits + new string('0', point - count);
        }

        if (point is > 0 and <= 21)
        {
            return string.Concat(digits.AsSpan(0, point), ".", digits.AsSpan(point));
        }

        if (point is > -6 and <= 0)
        {
            return "0." + new string('0', -point) + digits;
        }

        var exponent = point - 1;
        var mark = exponent < 0 ? "e-" : "e+";
        var mantissa = count == 1 ? digits : string.Concat(digits.AsSpan(0, 1), ".", digits.AsSpan(1));
        return mantissa + mark + Math.Abs(exponent).ToString(CultureInfo.InvariantCulture);
    }

    // "123.45", "1E+22" or "1.5E-07" into digits and the place of the point
    private static (string Digits, int Point) Split(string text)
    {
        var exponent = 0;
        var e = text.IndexOf('E', StringComparison.Ordinal);
        if (e >= 0)
        {
            exponent = int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            text = text[..e];
        }

        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var whole = dot < 0 ? text : text[..dot];
        var digits = dot < 0 ? text : string.Concat(whole, text.AsSpan(dot + 1));
        var point = whole.Length + exponent;
        var leading = 0;
        while (leading < digits.Length - 1 && digits[leading] == '0')
        {
            leading++;
        }

        return (digits[leading..].TrimEnd('0'), point - leading);
    }
}
