using LerBridge.Connectors.Shared;

namespace LerBridge.Connectors.Workday;

/// <summary>Asks for reports.</summary>
internal sealed class RaasClient(ConnectorHttp http) : IRaasApi
{
    public Task<StreamedReply> OpenAsync(WorkdayReport report, ReportWindow window, CancellationToken cancellationToken) =>
        http.OpenAsync(HttpCall.Get($"the report of {report.Set.Schema.Stream}", http.Address(report.PathFor(window)), report.MediaType), cancellationToken);
}
