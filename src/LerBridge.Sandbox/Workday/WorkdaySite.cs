using LerBridge.Sandbox.Faults;
using LerBridge.Sandbox.Population;
using LerBridge.Sandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LerBridge.Sandbox.Workday;

/// <summary>Reports as a service in the formats of their web service, the workers by SOAP and by REST, and the token endpoint.</summary>
internal static class WorkdaySite
{
    public static SitePlan Plan(SandboxOptions options, SandboxSwitches switches, Func<World> world)
    {
        var account = new WorkdayAccount(options, switches);
        var tokens = new TokenDesk(options, switches, "wd");
        var soap = new SoapSite(switches, account, tokens, world);
        return new SitePlan(options.WorkdayPort, new WorkdayManners(tokens), routes =>
        {
            routes.MapPost($"/ccx/oauth2/{options.WorkdayTenant}/token", tokens.GiveAsync);
            routes.MapPost($"/ccx/service/{options.WorkdayTenant}/Human_Resources/{{version}}", soap.HandleAsync);
            routes.MapPost($"/ccx/service/{options.WorkdayTenant}/Learning/{{version}}", soap.HandleAsync);
            routes.MapGet($"/ccx/api/staffing/v6/{options.WorkdayTenant}/workers", context => RestSite.WorkersAsync(context, switches, world()));
            routes.MapGet("/ccx/service/customreport2/{tenant}/{owner}/{report}", context => ReportAsync(context, options, switches, world()));
        })
        {
            Gate = (context, next) => MayPass(context.Request, account, tokens) ? next(context) : WorkdayManners.UnauthorizedAsync(context),
        };
    }

    // The token endpoint and the SOAP service look at credentials themselves; REST takes tokens only.
    private static bool MayPass(HttpRequest request, WorkdayAccount account, TokenDesk tokens)
    {
        if (!request.Path.StartsWithSegments("/ccx", StringComparison.Ordinal) || request.Path.StartsWithSegments("/ccx/oauth2", StringComparison.Ordinal)
            || WorkdayManners.IsSoap(request.HttpContext))
        {
            return true;
        }

        return tokens.IsGood(Bearer.Of(request)) || (!request.Path.StartsWithSegments("/ccx/api", StringComparison.Ordinal) && account.MayEnter(request));
    }

    public static string ReportPath(SandboxOptions options, string report = PositionReport.Name) =>
        $"/ccx/service/customreport2/{options.WorkdayTenant}/{options.WorkdayUsername}/{report}";

    private static Task ReportAsync(HttpContext context, SandboxOptions options, SandboxSwitches switches, World world)
    {
        var route = context.Request.RouteValues;
        if (route["tenant"] as string != options.WorkdayTenant || route["owner"] as string != options.WorkdayUsername
            || Find(context, route["report"] as string, switches) is not { } report)
        {
            return WorkdayManners.WriteAsync(context, 404, "The report was not found, or its owner is no longer active.");
        }

        if (switches.WorkdayRequiredPrompt.Length > 0 && !context.Request.Query.ContainsKey(switches.WorkdayRequiredPrompt))
        {
            return WorkdayManners.WriteAsync(context, 500, $"Validation error occurred. Enter a value for the required prompt: {switches.WorkdayRequiredPrompt}");
        }

        if (ReportWriter.For(context.Request.Query["format"].ToString(), report.Name, switches) is not { } writer)
        {
            return WorkdayManners.WriteAsync(context, 400, "The format of the request is not supported.");
        }

        var missing = switches.WorkdayMissingColumns.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var rows = report.Rows(world, switches).Take(FaultLine.MostRows(context) ?? int.MaxValue);
        context.Response.ContentType = writer.ContentType;
        return writer.WriteAsync(context, [.. report.Columns.Except(missing)], rows);
    }

    private static Report? Find(HttpContext context, string? name, SandboxSwitches switches) => name switch
    {
        PositionReport.Name => PositionReport.Of(context.Request.Query.ContainsKey("Updated_From") ? switches.WorkdayTypedIn : null),
        "LER_Certifications" => TalentReports.Certifications,
        "LER_Skills" => TalentReports.Skills,
        "LER_Learning" => TalentReports.Learning,
        _ => null,
    };
}
