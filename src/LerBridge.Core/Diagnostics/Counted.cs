using System.Globalization;

namespace LerBridge.Core.Diagnostics;

/// <summary>Counts in sentences.</summary>
public static class Counted
{
    /// <summary>As in "1 mapping", "2 mappings", "1,376 credentials".</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">What one of them is called; more of them end in s.</param>
    public static string Of(long count, string one) => $"{count.ToString("#,0", CultureInfo.InvariantCulture)} {one}{(count == 1 ? string.Empty : "s")}";
}
