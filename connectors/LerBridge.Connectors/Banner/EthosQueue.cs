using System.Globalization;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Banner;

/// <summary>
/// The application's queue of change notifications. Reading moves its pointer, whether or not anybody kept what was read; so every reading names the last notification that is kept, which gives those
/// after it again for as long as Ethos retains them.
/// </summary>
internal interface IEthosQueue
{
    /// <summary><c>HEAD /consume</c>: how many wait, without moving anything; null where it is not said.</summary>
    Task<int?> DepthAsync(CancellationToken cancellationToken);

    /// <summary><c>GET /consume?limit=&amp;lastProcessedID=</c></summary>
    /// <param name="after">The last one that is kept; null for those after the pointer.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<EthosNotifications> ReadAsync(long? after, CancellationToken cancellationToken);
}

/// <summary>Asks the hub for change notifications.</summary>
internal sealed class EthosQueue(ConnectorHttp http) : IEthosQueue
{
    private const string Accept = "application/vnd.hedtech.change-notifications.v2+json";
    private const string What = "the change notifications";
    private const int Limit = 500;

    public Task<int?> DepthAsync(CancellationToken cancellationToken) => http.ReadAsync(
        new HttpCall(What, () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Head, http.Address("/consume"));
            request.Headers.TryAddWithoutValidation("Accept", Accept);
            return request;
        }),
        reply => Remaining(reply),
        cancellationToken);

    public Task<EthosNotifications> ReadAsync(long? after, CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/consume?limit={Limit}{(after is { } id ? $"&lastProcessedID={id}" : string.Empty)}");
        return http.ReadAsync(HttpCall.Get(What, http.Address(path), Accept), Parse, cancellationToken);
    }

    // An answer that cannot be read has moved the pointer already: it is asked for again by the same last id, and nothing is lost.
    private static EthosNotifications Parse(HttpReply reply)
    {
        if (reply.Body.Span.TrimStart(" \t\r\n"u8).StartsWith("{"u8))
        {
            throw new RequestFailedException(FailureReason.ErrorsInReply);
        }

        // 204, or nothing at all: no notification waits.
        return reply.Body.IsEmpty ? new EthosNotifications([], 0) : new EthosNotifications(reply.Json(EthosNotificationJson.Default.ListEthosNotification), Remaining(reply));
    }

    private static int? Remaining(HttpReply reply) => int.TryParse(reply.Header("x-remaining"), NumberStyles.None, CultureInfo.InvariantCulture, out var left) ? left : null;
}
