namespace LerBridge.Worker.Cli;

/// <summary>What a verb ends with; scripts rely on the numbers.</summary>
internal enum ExitCode
{
    /// <summary>Done, also when there was nothing to do.</summary>
    Done = 0,

    /// <summary>Finished, with failures in records, tests or checks.</summary>
    Failures = 1,

    /// <summary>Wrong usage, settings or mapping; nothing was started.</summary>
    Usage = 2,

    /// <summary>Changes are pending.</summary>
    Pending = 3,

    /// <summary>A plan, or the rest of one, waits for approval.</summary>
    Waiting = 4,

    /// <summary>The source is unavailable or refused.</summary>
    Source = 6,

    /// <summary>A destination is unavailable or refused.</summary>
    Destination = 7,

    /// <summary>Another run holds the lock, or another process keeps the ledger.</summary>
    Locked = 8,

    /// <summary>Stopped by a brake.</summary>
    Braked = 9,

    /// <summary>Our own mistake.</summary>
    Internal = 70,

    /// <summary>Interrupted, state consistent.</summary>
    Interrupted = 130,
}

/// <summary>Which code stands for several.</summary>
internal static class ExitCodes
{
    private static readonly ExitCode[] Precedence =
    [
        ExitCode.Internal, ExitCode.Interrupted, ExitCode.Usage, ExitCode.Locked, ExitCode.Braked,
        ExitCode.Source, ExitCode.Destination, ExitCode.Failures, ExitCode.Waiting, ExitCode.Pending,
    ];

    /// <summary>The first of the codes that apply, in the order of the documented precedence.</summary>
    public static ExitCode Worst(IEnumerable<ExitCode> codes)
    {
        var all = codes.ToHashSet();
        return Array.Find(Precedence, all.Contains);
    }
}
