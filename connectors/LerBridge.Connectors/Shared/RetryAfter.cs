using System.Net.Http.Headers;

namespace LerBridge.Connectors.Shared;

/// <summary>The Retry-After header in both its forms (RFC 9110 §10.2.3).</summary>
internal static class RetryAfter
{
    /// <summary>How long to wait; null where the header is absent, invalid or already past, and the client's own waiting times apply.</summary>
    public static TimeSpan? Parse(string? header, DateTimeOffset now)
    {
        if (!RetryConditionHeaderValue.TryParse(header, out var value))
        {
            return null;
        }

        var wait = value.Delta ?? (value.Date - now);
        return wait > TimeSpan.Zero ? wait : null;
    }
}
