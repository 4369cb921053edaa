using LerBridge.Core.Settings;

namespace LerBridge.Delivery.Http;

/// <summary>The settings of an HTTP destination.</summary>
internal sealed record HttpOptions
{
    /// <summary>Where credentials are posted to.</summary>
    public required Uri Url { get; init; }

    /// <summary>What is sent as <c>Authorization: Bearer</c>; null for none.</summary>
    public Secret? BearerToken { get; init; }

    /// <summary>Whether the destination is told of status changes, at <c>Url/status</c>.</summary>
    public bool Status { get; init; }

    /// <summary>False where the receiver takes a request twice that comes twice under one key.</summary>
    public bool HonoursIdempotencyKey { get; init; } = true;

    /// <summary>Where the receiver says whether it has something; null where it does not.</summary>
    public AskTemplate? AskUrl { get; init; }

    /// <summary>How many requests are under way at once.</summary>
    public int MaxConcurrency { get; init; } = 4;

    /// <summary>How long one request may take, answer included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
