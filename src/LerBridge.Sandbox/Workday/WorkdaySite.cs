using LerBridge.Sandbox.Faults;
using LerBridge.Sandbox.Population;
using LerBridge.Sandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LerBridge.Sandbox.Workday;

/// <summary>Reports as a service: one report, in the formats of its web service, for one integration user.</summary>
internal static class WorkdaySite
{
    public static SitePlan Plan(SandboxOptions options, SandboxSwitches switches, Func<World> world)
    {
        var account = new WorkdayAccount(options, switches);
        return new SitePlan(options.WorkdayPort, new WorkdayManners(), routes => routes.MapGet(
            "/ccx/service/customreport2/{tenant}/{owner}/{report}",
            context => ReportAsync(context, options, switches, world())))
        {
            Gate = (context, next) => !context.Request.Path.StartsWithSegments("/ccx", StringComparison.Ordinal) || account.MayEnter(context.Request)
                ? next(context)
                : WorkdayManners.UnauthorizedAsync(context),
        };
    }

    public static string ReportPath(SandboxOptions options) =>
        $"/ccx/service/customreport2/{options.WorkdayTenant}/{options.WorkdayUsername}/{PositionReport.Name}";

    private static Task ReportAsync(HttpContext context, SandboxOptions options, SandboxSwitches switches, World world)
    {
        var route = context.Request.RouteValues;
        if (route["tenant"] as string != options.WorkdayTenant || route["owner"] as string != options.WorkdayUsername
            || route["report"] as string != PositionReport.Name)
        {
            return WorkdayManners.WriteAsync(context, 404, "The report was not found, or its owner is no longer active.");
        }

        if (ReportWriter.For(context.Request.Query["format"].ToString(), switches) is not { } writer)
        {
            return WorkdayManners.WriteAsync(context, 400, "The format of the request is not supported.");
        }

        var missing = switches.WorkdayMissingColumns.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var rows = world.Positions.Take(FaultLine.MostRows(context) ?? int.MaxValue).Select(spell => PositionReport.Row(spell, world.Today));
        context.Response.ContentType = writer.ContentType;
        return writer.WriteAsync(context, [.. PositionReport.Columns.Except(missing)], rows);
    }
}
