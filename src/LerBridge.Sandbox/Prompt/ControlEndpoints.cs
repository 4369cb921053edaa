using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Sandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LerBridge.Sandbox.Prompt;

/// <summary>
/// The sandbox's own endpoints on every site, under /_sandbox: state, faults, switches, the second day. Only JSON by a loopback name, so that no page in a
/// browser reaches them.
/// </summary>
internal sealed class ControlEndpoints(SandboxHost host, SandboxSite site)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/_sandbox", context => GuardAsync(context, () => Reply.JsonAsync(context, 200, ControlJson.State(host, site))));
        routes.MapGet("/_sandbox/faults", context => GuardAsync(context, () => Reply.JsonAsync(context, 200, ControlJson.Faults(host, site))));
        routes.MapPost("/_sandbox/faults", context => CommandAsync(context, body => host.Break(site, FaultText.Parse(Pairs(body)))));
        routes.MapDelete("/_sandbox/faults", context => GuardAsync(context, () =>
        {
            host.Heal(site);
            return Reply.JsonAsync(context, 200, ControlJson.Faults(host, site));
        }));
        routes.MapPost("/_sandbox/switches", context => CommandAsync(context, body =>
        {
            foreach (var (name, value) in Pairs(body))
            {
                SwitchTable.Set(host.Switches, name, value);
            }
        }));
        routes.MapPost("/_sandbox/day", context => GuardAsync(context, () =>
        {
            host.ApplyChanges();
            return Reply.JsonAsync(context, 200, ControlJson.State(host, site));
        }));
    }

    private async Task CommandAsync(HttpContext context, Action<JsonObject> command) => await GuardAsync(context, async () =>
    {
        try
        {
            var body = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted) as JsonObject
                ?? throw new FormatException("A JSON object is wanted.");
            command(body);
            await Reply.JsonAsync(context, 200, ControlJson.State(host, site));
        }
        catch (Exception wrong) when (wrong is FormatException or JsonException)
        {
            await Reply.JsonAsync(context, 400, new JsonObject { ["error"] = wrong.Message });
        }
    });

    private static Task GuardAsync(HttpContext context, Func<Task> then)
    {
        var local = context.Request.Host.Host is "127.0.0.1" or "localhost" or "[::1]";
        var plain = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsDelete(context.Request.Method) || context.Request.HasJsonContentType();
        return local && plain ? then() : Reply.JsonAsync(context, 403, new JsonObject { ["error"] = "Only application/json by a loopback name." });
    }

    private static IEnumerable<(string Name, string Value)> Pairs(JsonObject body) => body.Select(part => (part.Key, part.Value?.ToString() ?? ""));
}
