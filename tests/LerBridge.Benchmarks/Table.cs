using System.Globalization;

namespace LerBridge.Benchmarks;

internal static class Table
{
    public static void Print(TextWriter output, IReadOnlyList<Row> rows)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"row",-52} {"per CPU s",12} {"bytes/op",10}  ratios"));
        foreach (var row in rows)
        {
            var ratios = string.Join("; ", row.Ratios.Select(Text));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Name,-52} {row.PerSecond,12:N0} {row.Bytes,10:N0}  {ratios}"));
        }
    }

    private static string Text(Ratio ratio)
    {
        if (ratio.Times is not { } times)
        {
            return $"{ratio.Peer}: not measured";
        }

        var aim = ratio.Aim is { } least ? string.Create(CultureInfo.InvariantCulture, $", aim {least:0.##}{(times >= least ? "" : " MISSED")}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{times:0.00} x {ratio.Peer} ({ratio.PeerPerSecond:N0}/s{aim})");
    }
}
