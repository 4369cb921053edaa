namespace LerBridge.Connectors.Workday.Soap;

/// <summary>One page of workers to ask for.</summary>
/// <param name="EffectiveDate">As of which day their data is wanted.</param>
/// <param name="EntryMoment">As of which moment of typing in; the same for every page, or pages shift (facts §4).</param>
/// <param name="Page">The page, from 1.</param>
/// <param name="Count">Workers on it.</param>
internal sealed record WorkersAsk(DateOnly EffectiveDate, DateTimeOffset EntryMoment, int Page, int Count)
{
    /// <summary>The sections that are wanted, by the flags of the response group.</summary>
    public required IReadOnlyCollection<string> Include { get; init; }

    /// <summary>Only workers with a change that was typed in, or became effective, in a window; null for all.</summary>
    public ChangeWindow? Window { get; init; }

    /// <summary>Only these workers, by their WIDs; empty for all.</summary>
    public IReadOnlyList<string> Workers { get; init; } = [];
}

/// <summary>A window of changes. By moment of entry or by moment of effect, never both: Workday would join them with "and" (facts, failure modes).</summary>
/// <param name="IsByEffect">True for the moment of effect.</param>
/// <param name="From">Its beginning.</param>
/// <param name="Through">Its end.</param>
internal sealed record ChangeWindow(bool IsByEffect, DateTimeOffset From, DateTimeOffset Through);
