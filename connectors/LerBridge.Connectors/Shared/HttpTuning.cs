namespace LerBridge.Connectors.Shared;

/// <summary>The bounds of talking to a source. Settings give the first two; the rest is fixed in the product.</summary>
internal sealed record HttpTuning
{
    /// <summary>The most requests in flight.</summary>
    public required int MaxConcurrency { get; init; }

    /// <summary>How long one attempt may take, from asking to the last byte (for streamed answers: to the first).</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>The first of the growing waits between attempts.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest of the growing waits.</summary>
    public TimeSpan LongestBackoff { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest wait that a source may ask for and get; beyond it the run ends and can go on later.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The largest answer that is read into memory.</summary>
    public int LargestAnswer { get; init; } = 64 * 1024 * 1024;

    /// <summary>How many retries a connector has for failures before it gives up.</summary>
    public double RetryBudget { get; init; } = 40;

    /// <summary>What a success earns back of a retry.</summary>
    public double RetryPerSuccess { get; init; } = 0.2;
}
