using System.Globalization;
using LerBridge.Core.Ledger;

namespace LerBridge.Worker.Reporting;

/// <summary>What still waits for a destination, in one sentence.</summary>
internal static class StandingText
{
    /// <param name="standing">The destination's standing.</param>
    /// <param name="withTrouble">With what is to be tried again or was refused.</param>
    /// <param name="withHeld">With what is held.</param>
    /// <returns>Null where there is nothing to say.</returns>
    public static string? Of(DestinationStanding standing, bool withTrouble = true, bool withHeld = true)
    {
        var parts = new List<string>();
        if (withTrouble && standing.Barred + standing.GaveUp + standing.Refused is var refused and > 0)
        {
            parts.Add($"{N(refused)} not delivered: {standing.Reason} ({standing.Code})");
        }

        if (withTrouble && standing.InDoubt > 0)
        {
            parts.Add($"{N(standing.InDoubt)} in doubt, sent and not answered: ask the receiver, then lerbridge delivery settle or replay (LB7209)");
        }

        if (withTrouble && standing.Waiting > 0)
        {
            parts.Add($"{N(standing.Waiting)} to be tried again");
        }

        if (withHeld && standing.Held > 0)
        {
            parts.Add($"{N(standing.Held)} held until the source says whether the person asked for privacy (LB7101)");
        }

        return parts.Count == 0 ? null : string.Join("; ", parts);
    }

    private static string N(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
