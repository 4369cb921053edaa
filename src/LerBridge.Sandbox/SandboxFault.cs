namespace LerBridge.Sandbox;

/// <summary>One way of misbehaving, and for which requests.</summary>
/// <param name="Kind">What goes wrong.</param>
public sealed record SandboxFault(SandboxFaultKind Kind)
{
    /// <summary>How many requests it meets; <see cref="int.MaxValue"/> lasts until it is cleared.</summary>
    public int Times { get; init; } = 1;

    /// <summary>How many matching requests pass unharmed first.</summary>
    public int After { get; init; }

    /// <summary>Only requests whose path and query contain this; null is every request.</summary>
    public string? Path { get; init; }

    /// <summary>The status to answer instead of the usual one.</summary>
    public int? Status { get; init; }

    /// <summary>Adds a Retry-After header in seconds. Canvas itself never sends one; a proxy in front may.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Writes <see cref="RetryAfter"/> as an HTTP date.</summary>
    public bool RetryAfterAsDate { get; init; }

    /// <summary>How long a slow answer takes to begin.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many rows a short list keeps.</summary>
    public int Rows { get; init; }
}
