using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LerBridge.Connectors.Shared;

namespace LerBridge.Connectors.Canvas.Changes;

/// <summary>The part of the Data Access Platform that is used, one method per endpoint.</summary>
internal interface IDapApi
{
    /// <summary><c>GET /dap/query/canvas/table</c>, with the server's clock.</summary>
    Task<(IReadOnlyList<string> Tables, DateTimeOffset? Now)> TablesAsync(CancellationToken cancellationToken);

    /// <summary><c>GET /dap/query/canvas/table/{t}/schema</c></summary>
    Task<DapSchema> SchemaAsync(string table, CancellationToken cancellationToken);

    /// <summary><c>POST /dap/query/canvas/table/{t}/data</c>: everything for null, else what changed since.</summary>
    Task<DapJob> StartAsync(string table, string? since, CancellationToken cancellationToken);

    /// <summary><c>GET /dap/job/{id}</c></summary>
    Task<DapJob> JobAsync(string id, CancellationToken cancellationToken);

    /// <summary><c>POST /dap/object/url</c>: the signed address of one part, good for minutes.</summary>
    Task<string> AddressAsync(DapObject part, CancellationToken cancellationToken);
}

/// <summary>Speaks to the Data Access Platform.</summary>
internal sealed class DapClient(ConnectorHttp http) : IDapApi
{
    private const string Accept = "application/json";

    public Task<(IReadOnlyList<string> Tables, DateTimeOffset? Now)> TablesAsync(CancellationToken cancellationToken) => http.ReadAsync(
        HttpCall.Get("the tables of Canvas Data 2", http.Address("/dap/query/canvas/table"), Accept),
        reply => ((IReadOnlyList<string>)reply.Json(DapJson.Default.DapTableList).Tables, reply.Headers.Date),
        cancellationToken);

    public Task<DapSchema> SchemaAsync(string table, CancellationToken cancellationToken) =>
        http.ReadAsync(HttpCall.Get($"the schema of the table {table}", this.Table(table, "schema"), Accept), reply => reply.Json(DapJson.Default.DapSchema), cancellationToken);

    public Task<DapJob> StartAsync(string table, string? since, CancellationToken cancellationToken) => http.ReadAsync(
        Post($"the start of a job on the table {table}", this.Table(table, "data"), new DapQuery { Since = since }, DapJson.Default.DapQuery),
        reply => reply.Json(DapJson.Default.DapJob),
        cancellationToken);

    public Task<DapJob> JobAsync(string id, CancellationToken cancellationToken) =>
        http.ReadAsync(HttpCall.Get("a job of Canvas Data 2", http.Address($"/dap/job/{Uri.EscapeDataString(id)}"), Accept), reply => reply.Json(DapJson.Default.DapJob), cancellationToken);

    public Task<string> AddressAsync(DapObject part, CancellationToken cancellationToken) => http.ReadAsync(
        Post("the address of a part of Canvas Data 2", http.Address("/dap/object/url"), [part], DapJson.Default.ListDapObject),
        reply => reply.Json(DapJson.Default.DapAddresses).Urls.TryGetValue(part.Id, out var found) ? found.Url : throw new RequestFailedException(FailureReason.NotFound),
        cancellationToken);

    private Uri Table(string table, string what) => http.Address($"/dap/query/canvas/table/{Uri.EscapeDataString(table)}/{what}");

    [SuppressMessage("Reliability", "CA2000", Justification = "The request owns its content.")]
    private static HttpCall Post<T>(string what, Uri address, T body, JsonTypeInfo<T> type) => new(what, () =>
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("Accept", Accept);
        return request;
    });
}
