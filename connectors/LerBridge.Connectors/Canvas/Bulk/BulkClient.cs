using LerBridge.Connectors.Shared;

namespace LerBridge.Connectors.Canvas.Bulk;

/// <summary>The part of Canvas' API of account reports that is used.</summary>
internal interface IBulkApi
{
    /// <summary><c>POST /api/v1/accounts/{id}/reports/{name}</c></summary>
    Task<BulkReport> StartAsync(string account, string name, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken);

    /// <summary><c>GET /api/v1/accounts/{id}/reports/{name}/{report}</c></summary>
    Task<BulkReport> StatusAsync(string account, string name, string report, CancellationToken cancellationToken);

    /// <summary><c>GET /api/v1/accounts/{id}/reports/{name}</c>: the latest ones.</summary>
    Task<List<BulkReport>> LatestAsync(string account, string name, CancellationToken cancellationToken);
}

/// <summary>Asks Canvas for account reports.</summary>
internal sealed class BulkClient(ConnectorHttp http) : IBulkApi
{
    private const string Accept = "application/json+canvas-string-ids, application/json";

    public Task<BulkReport> StartAsync(string account, string name, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken) => http.ReadAsync(
        new HttpCall($"the start of the report {name}", () =>
        {
            var form = parameters.Select(pair => KeyValuePair.Create($"parameters[{pair.Key}]", pair.Value));
            var request = new HttpRequestMessage(HttpMethod.Post, this.Address(account, name, null)) { Content = new FormUrlEncodedContent(form) };
            request.Headers.TryAddWithoutValidation("Accept", Accept);
            return request;
        }),
        reply => reply.Json(BulkJson.Default.BulkReport),
        cancellationToken);

    public Task<BulkReport> StatusAsync(string account, string name, string report, CancellationToken cancellationToken) =>
        http.ReadAsync(HttpCall.Get($"the report {name}", this.Address(account, name, report), Accept), reply => reply.Json(BulkJson.Default.BulkReport), cancellationToken);

    public Task<List<BulkReport>> LatestAsync(string account, string name, CancellationToken cancellationToken) =>
        http.ReadAsync(HttpCall.Get($"the latest reports {name}", this.Address(account, name, null), Accept), reply => reply.Json(BulkJson.Default.ListBulkReport), cancellationToken);

    private Uri Address(string account, string name, string? report) =>
        http.Address($"/api/v1/accounts/{Uri.EscapeDataString(account)}/reports/{name}{(report is null ? string.Empty : "/" + Uri.EscapeDataString(report))}");
}
