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

    /// <summary>How many requests are under way at once.</summary>
    public int MaxConcurrency { get; init; } = 4;

    /// <summary>How long one request may take, answer included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
