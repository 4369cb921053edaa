using LerBridge.Worker.Reporting;
using LerBridge.Worker.Serving.Reload;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LerBridge.Worker.Serving;

/// <summary>What the admin listener offers: the runs, the plans, held records, answers, the schedules and the mappings, as JSON.</summary>
internal static class AdminSite
{
    public static void Map(IEndpointRouteBuilder routes, Bridge bridge, LiveMappings mappings)
    {
        routes.MapGet(
            "/api/runs",
            async context => await ApiAnswer.WriteAsync(context, RunJson.Write(await bridge.Services.Runs.ListAsync(ApiAnswer.Query(context, "mapping"), ApiAnswer.Limit(context, 50), context.RequestAborted))));
        new DeskEndpoints(bridge, mappings).Map(routes);
        new DeliveryEndpoints(bridge).Map(routes);
        new AnswerEndpoints(bridge, mappings).Map(routes);
        new PersonEndpoints(bridge, mappings).Map(routes);
        new HandEndpoints(bridge).Map(routes);
        new ScheduleEndpoints(bridge).Map(routes);
        routes.MapGet("/api/mappings", context => ApiAnswer.WriteAsync(context, LiveMappingJson.Write(mappings.Current)));
    }
}
