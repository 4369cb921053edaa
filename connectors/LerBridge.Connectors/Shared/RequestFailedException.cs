using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Polly.Timeout;

namespace LerBridge.Connectors.Shared;

/// <summary>One attempt failed. Lives inside the retries only; what leaves them is a <see cref="LerBridge.Core.Sources.ConnectorException"/>.</summary>
internal sealed class RequestFailedException : Exception
{
    public RequestFailedException(FailureReason reason, Exception? inner = null)
        : base(FailureRule.Of(reason).Happened, inner) => this.Reason = reason;

    public FailureReason Reason { get; }

    /// <summary>The status that the source answered with, where it answered.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>What else may be said, without secrets or personal data.</summary>
    public string? Detail { get; init; }

    /// <summary>How long the source asked to wait.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>Puts what the HTTP stack throws into our words; null for what is not a failure of the source.</summary>
    public static RequestFailedException? From(Exception problem) => problem switch
    {
        RequestFailedException known => known,
        TimeoutRejectedException => new(FailureReason.TimedOut, problem),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } or AuthenticationException => Secure(problem),
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new(FailureReason.TooLarge, problem),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => new(FailureReason.Unreachable, problem) { Detail = "its name does not resolve" },
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError, InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => new(FailureReason.Unreachable, problem) { Detail = "nothing listens there" },
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError } => new(FailureReason.Unreachable, problem),
        HttpRequestException { InnerException: RequestFailedException inner } => inner,
        InvalidDataException or HttpRequestException { InnerException: InvalidDataException } => new(FailureReason.Unreadable, problem) { Detail = "it is not compressed in the way that it says" },
        HttpRequestException or HttpIOException or IOException => new(FailureReason.Dropped, problem),
        _ => null,
    };

    // A connection that breaks in the handshake may pass; a certificate that is not trusted will not.
    private static RequestFailedException Secure(Exception problem) =>
        problem.InnerException is IOException ? new(FailureReason.Dropped, problem) : new(FailureReason.NotTrusted, problem);
}
