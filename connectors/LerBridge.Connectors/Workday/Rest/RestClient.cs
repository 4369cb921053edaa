using System.Globalization;
using LerBridge.Connectors.Shared;

namespace LerBridge.Connectors.Workday.Rest;

/// <summary>The part of the REST API that is read.</summary>
internal interface IRestApi
{
    /// <summary>How many workers are asked for at once.</summary>
    int PageSize { get; }

    /// <summary><c>GET /ccx/api/{service}/{tenant}/workers?limit=&amp;offset=</c></summary>
    Task<RestPage> WorkersAsync(int offset, CancellationToken cancellationToken);
}

/// <summary>Asks the REST API.</summary>
internal sealed class RestClient(ConnectorHttp http, string tenant, RestOptions options) : IRestApi
{
    public int PageSize => options.PageSize;

    public Task<RestPage> WorkersAsync(int offset, CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/ccx/api/{options.Service}/{Uri.EscapeDataString(tenant)}/workers?limit={options.PageSize}&offset={offset}");
        return http.ReadAsync(HttpCall.Get("the workers", http.Address(path), "application/json"), Parse, cancellationToken);
    }

    private static RestPage Parse(HttpReply reply)
    {
        var page = reply.Json(RestJson.Default.RestPage);
        return page is { Data: not null, Error: null } ? page : throw new RequestFailedException(FailureReason.Unreadable) { Detail = "it holds no data" };
    }
}
