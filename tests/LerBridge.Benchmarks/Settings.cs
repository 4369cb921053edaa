using System.Globalization;

namespace LerBridge.Benchmarks;

/// <param name="Names">Parts of row names; none means all rows.</param>
/// <param name="Seconds">How long each measurement takes.</param>
/// <param name="Rounds">How often all of a group are measured, in turns; the median counts.</param>
internal sealed record Settings(IReadOnlyList<string> Names, double Seconds, int Rounds)
{
    public bool Wants(string row) => Names.Count == 0 || Names.Any(n => row.Contains(n, StringComparison.OrdinalIgnoreCase));

    public static bool TryParse(string[] args, out Settings settings)
    {
        var names = new List<string>();
        var (seconds, rounds) = (2.0, 3);
        settings = new Settings(names, seconds, rounds);
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                names.Add(args[i]);
                continue;
            }

            if (i + 1 == args.Length || !double.TryParse(args[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || value <= 0)
            {
                return false;
            }

            switch (args[i++])
            {
                case "--seconds":
                    seconds = value;
                    break;
                case "--rounds":
                    rounds = Math.Max(1, (int)value);
                    break;
                default:
                    return false;
            }
        }

        settings = new Settings(names, seconds, rounds);
        return true;
    }
}
