using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;
using LerBridge.Core.Sources;

namespace LerBridge.Core.Pipeline;

/// <summary>What a run came to, for whoever asked for it.</summary>
public sealed record RunReport
{
    /// <summary>How many deliveries in trouble a report lists at the most.</summary>
    public const int MostTrouble = 1000;

    /// <summary>The run as the ledger has it.</summary>
    public required RunEntry Run { get; init; }

    /// <summary>How its deliveries stand after their first attempt.</summary>
    public required DeliveryCounts Delivery { get; init; }

    /// <summary>Equal reasons, counted, most frequent first.</summary>
    public required IReadOnlyList<RunProblem> Problems { get; init; }

    /// <summary>Deliveries of earlier runs that were accepted while this one delivered.</summary>
    public long EarlierAccepted { get; init; }

    /// <summary>Deliveries that need a person or more time, with the receiver's raw answer: this run's, and those of earlier runs that were tried again with it.</summary>
    public IReadOnlyList<DeliveryTrouble> Trouble { get; init; } = [];

    /// <summary>What still waits for the mapping's destinations, from whichever run. Empty where nothing does.</summary>
    public IReadOnlyList<DestinationStanding> Standing { get; init; } = [];

    /// <summary>What had happened at the source and what was done about it, counted.</summary>
    public IReadOnlyList<RunChange> Changes { get; init; } = [];

    /// <summary>Things worth knowing that are no failure.</summary>
    public IReadOnlyList<SourceNotice> Notices { get; init; } = [];

    /// <summary>What looked wrong about the run as a whole.</summary>
    public IReadOnlyList<Brake> Brakes { get; init; } = [];

    /// <summary>The rest of its plan, while it waits for a person; null where nothing does.</summary>
    public RunEntry? Rest { get; init; }

    /// <summary>Why the run could not be finished; null where it was.</summary>
    public RunFailure? Failure { get; init; }
}

/// <summary>Why a run could not be finished.</summary>
/// <param name="Side">Where the trouble is.</param>
/// <param name="Kind">Who can do something about it.</param>
/// <param name="Code">The stable code.</param>
/// <param name="Message">What happened, where, and what to do next.</param>
public sealed record RunFailure(FailureSide Side, FailureKind Kind, string Code, string Message);

/// <summary>Which side of the bridge has the trouble.</summary>
public enum FailureSide
{
    /// <summary>The source.</summary>
    Source,

    /// <summary>The ledger, the disk or a key: this machine.</summary>
    Here,

    /// <summary>Another process runs the same mapping.</summary>
    Lock,

    /// <summary>The mapping asked for the run to stop.</summary>
    Mapping,

    /// <summary>The plan cannot be applied as it is.</summary>
    Plan,

    /// <summary>The plan waits because a brake stopped it, and nobody has said why it may go on.</summary>
    Brake,
}
