using LerBridge.Sandbox.Population;
using LerBridge.Sandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LerBridge.Sandbox.Ethos;

/// <summary>The Ethos Integration hub: a token of five minutes for an API key, and resources by version and page.</summary>
internal static class EthosSite
{
    public static SitePlan Plan(SandboxOptions options, SandboxSwitches switches, Func<World> world)
    {
        var tokens = new EthosTokens(options.EthosApiKey, switches, options.Time);
        return new SitePlan(options.EthosPort, new EthosManners(tokens), routes => Map(routes, options, tokens, new EthosDesk(world, switches), new ChangeQueue(switches)))
        {
            Gate = (context, next) =>
                IsOpen(context.Request.Path) || tokens.IsGood(Bearer.Of(context.Request)) ? next(context) : EthosErrors.UnauthorizedAsync(context),
        };
    }

    private static bool IsOpen(PathString path) => path == "/auth" || path.StartsWithSegments("/_sandbox", StringComparison.Ordinal);

    private static void Map(IEndpointRouteBuilder routes, SandboxOptions options, EthosTokens tokens, EthosDesk desk, ChangeQueue queue)
    {
        // the token itself, as plain text
        routes.MapPost("/auth", context => Bearer.Same(Bearer.Of(context.Request), options.EthosApiKey)
            ? Reply.TextAsync(context, 200, "text/plain; charset=utf-8", tokens.Issue())
            : EthosErrors.UnauthorizedAsync(context));
        routes.MapGet("/admin/available-resources", context => Reply.JsonAsync(context, 200, AvailableResources.Of(desk.Catalogue)));
        routes.MapMethods("/consume", ["GET", "HEAD"], queue.HandleAsync);
        routes.MapGet("/api/{resource}", desk.ListAsync);
        routes.MapGet("/api/{resource}/{id}", desk.OneAsync);
    }
}
