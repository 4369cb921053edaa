using LerBridge.Connectors.Shared;

namespace LerBridge.Connectors.Workday;

/// <summary>Asks for reports.</summary>
internal sealed class RaasClient(ConnectorHttp http) : IRaasApi
{
    public Task<StreamedReply> OpenAsync(WorkdayReport report, CancellationToken cancellationToken)
    {
        var accept = report.IsCsv ? "text/csv" : "application/json";
        return http.OpenAsync(HttpCall.Get($"the report of {report.Set.Schema.Stream}", http.Address(report.PathWithFormat), accept), cancellationToken);
    }
}
