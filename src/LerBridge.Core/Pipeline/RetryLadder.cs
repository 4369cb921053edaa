namespace LerBridge.Core.Pipeline;

/// <summary>The fixed waiting times between attempts of a delivery; after the last one it is given up, visibly.</summary>
internal static class RetryLadder
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>How long a message that was given up rests before it is offered again, one attempt each time.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromHours(12);

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1),
        TimeSpan.FromHours(4), TimeSpan.FromHours(12), Longest, Longest, Longest,
    ];

    /// <summary>How long to wait after an attempt, or null after the last. The receiver's own wish counts where it is longer, up to a day.</summary>
    /// <param name="attempts">How many attempts there were, this one included.</param>
    /// <param name="asked">How long the receiver asked to wait.</param>
    public static TimeSpan? After(int attempts, TimeSpan? asked)
    {
        if (attempts > Waits.Length)
        {
            return null;
        }

        var wait = Waits[attempts - 1];
        return asked is { } wish && wish > wait ? (wish < Longest ? wish : Longest) : wait;
    }
}
