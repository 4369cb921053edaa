using System.Globalization;

namespace LerBridge.Credentials.JsonLd;

/// <summary>JSON numbers as literals: https://www.w3.org/TR/json-ld11-api/#data-round-tripping.</summary>
internal static class RdfNumber
{
    /// <summary>No fraction, and below 10^21 where the integer form gives way to the exponent.</summary>
    public static bool IsInteger(double value) => value % 1 == 0 && Math.Abs(value) < 1e21;

    public static string FormatInteger(double value) => value == 0 ? "0" : value.ToString("F0", CultureInfo.InvariantCulture);

    /// <summary>The canonical form of xsd:double with up to 16 digits, <c>5.3E0</c>.</summary>
    public static string FormatDouble(double value)
    {
        if (value == 0)
        {
            return "0.0E0";
        }

        // "-5.300000000000000E+000"
        var text = value.ToString("E15", CultureInfo.InvariantCulture);
        var e = text.IndexOf('E', StringComparison.Ordinal);
        var mantissa = text.AsSpan(0, e).TrimEnd('0');
        var exponent = int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return string.Concat(mantissa, mantissa[^1] == '.' ? "0" : "", "E", exponent.ToString(CultureInfo.InvariantCulture));
    }
}
