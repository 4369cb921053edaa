using LerBridge.Connectors.Shared;

namespace LerBridge.Connectors.Workday;

/// <summary>Reports as a service: one address per report, the whole of it in one answer.</summary>
internal interface IRaasApi
{
    /// <summary><c>GET {path}?{prompts}</c>; the body is still coming.</summary>
    Task<StreamedReply> OpenAsync(WorkdayReport report, ReportWindow window, CancellationToken cancellationToken);
}
