using LerBridge.Sandbox.Faults;
using LerBridge.Sandbox.Population;
using LerBridge.Sandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LerBridge.Sandbox.Canvas;

/// <summary>Canvas: a token, a limit, and the REST endpoints that a reader of completions needs.</summary>
internal static class CanvasSite
{
    public static SitePlan Plan(SandboxOptions options, SandboxSwitches switches, Func<World> world)
    {
        var meter = new Meter();
        var tokens = new TokenDesk(options, switches, "cv");
        var throttle = new CanvasThrottle(options.Time, switches, meter);
        var data = new TokenDesk(options, switches, "dap");
        return new SitePlan(options.CanvasPort, new CanvasManners(switches, tokens, data), routes => Map(routes, new CanvasDesk(world, switches, options.Time), tokens, desk => new DataEndpoints(desk, data, meter, options.Time)))
        {
            Meter = meter,
            Listen = FoldedHeaders.Listen,
            Gate = (context, next) => switches.CanvasEncoding is { Length: > 0 } how && context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
                ? PackedAnswers.PackAsync(context, how, () => GateAsync(context, next, options.CanvasToken, tokens, throttle))
                : GateAsync(context, next, options.CanvasToken, tokens, throttle),
        };
    }

    private static void Map(IEndpointRouteBuilder routes, CanvasDesk desk, TokenDesk tokens, Func<CanvasDesk, DataEndpoints> data)
    {
        data(desk).Map(routes);
        routes.MapPost("/login/oauth2/token", tokens.GiveAsync);
        new ReportEndpoints(desk).Map(routes);
        var courses = new CourseEndpoints(desk);
        new AccountEndpoints(desk).Map(routes);
        courses.Map(routes);
        new EnrolmentEndpoints(desk, courses).Map(routes);
        new UserEndpoints(desk).Map(routes);
        new ProgressEndpoints(desk, courses).Map(routes);
        new OutcomeEndpoints(desk, courses).Map(routes);
        routes.MapGet("/api/v1/{**rest}", CanvasErrors.NotFoundAsync);
    }

    private static Task GateAsync(HttpContext context, RequestDelegate next, string token, TokenDesk tokens, CanvasThrottle throttle)
    {
        if (!context.Request.Path.StartsWithSegments("/api/v1", StringComparison.Ordinal))
        {
            return next(context);
        }

        // the token in the query works too, and is then left out of the links
        var given = Bearer.Of(context.Request) ?? context.Request.Query["access_token"].FirstOrDefault();
        return given is null ? CanvasErrors.UnauthenticatedAsync(context)
            : Bearer.Same(given, token) || tokens.IsGood(given) ? throttle.InvokeAsync(context, next)
            : CanvasErrors.InvalidTokenAsync(context);
    }
}
