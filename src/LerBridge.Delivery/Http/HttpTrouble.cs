using LerBridge.Core.Delivery;

namespace LerBridge.Delivery.Http;

/// <summary>A request that got no answer, in words. The message of the exception stays out: it may hold the address with its query.</summary>
internal static class HttpTrouble
{
    /// <summary>True for what can happen on the way to a working receiver; a caller that no longer waits is something else.</summary>
    public static bool IsExpected(Exception problem, CancellationToken cancellationToken) =>
        problem is HttpRequestException or IOException || (problem is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    public static DeliveryOutcome.RetryLater Outcome(Exception problem, HttpOptions options)
    {
        var where = options.Url.Authority;
        var (code, what) = problem switch
        {
            OperationCanceledException => ("LB7206", $"{where} did not answer within {options.Timeout.TotalSeconds:F0} seconds."),
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => ("LB7205", $"The name {options.Url.Host} is not known to DNS. Check Url."),
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => ("LB7205", $"{where} takes no connection. Check Url, and that the receiver runs."),
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => ("LB7207", $"No secure connection to {where}: its certificate is not trusted here, is out of date or is for another name."),
            _ => ("LB7205", $"The connection to {where} broke before it answered."),
        };
        return new DeliveryOutcome.RetryLater(code, what, After: null, Raw: null);
    }

    /// <summary>What is said of a request that went out to a receiver which would take it twice, and whose fate is not known.</summary>
    public static DeliveryOutcome.Unanswered MayHaveArrived(string reason, string? raw) => new("LB7209", $"It may have arrived: {reason}", raw);
}
