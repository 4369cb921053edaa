namespace LerBridge.Core.Delivery;

/// <summary>Whether a destination has what a request told it.</summary>
/// <param name="Answer">Its raw answer, cut to a bounded length.</param>
public abstract record Presence(string? Answer)
{
    /// <summary>It has it.</summary>
    public sealed record There(string? Raw) : Presence(Raw);

    /// <summary>It has not, so the request may be sent.</summary>
    public sealed record Missing(string? Raw) : Presence(Raw);

    /// <summary>It did not say.</summary>
    /// <param name="Reason">Why not, without secrets.</param>
    /// <param name="Raw">What it said instead.</param>
    public sealed record Unknown(string Reason, string? Raw) : Presence(Raw);
}
