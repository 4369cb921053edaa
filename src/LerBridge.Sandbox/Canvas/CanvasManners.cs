using LerBridge.Sandbox.Faults;
using LerBridge.Sandbox.Wire;
using Microsoft.AspNetCore.Http;

namespace LerBridge.Sandbox.Canvas;

/// <summary>Faults in the words of Canvas.</summary>
internal sealed class CanvasManners(SandboxSwitches switches, TokenDesk tokens, TokenDesk data) : SiteManners
{
    public override Task ThrottledAsync(HttpContext context, int? status) =>
        CanvasThrottle.RefuseAsync(context, status ?? (context.Request.Path.StartsWithSegments("/dap", StringComparison.Ordinal) ? 429 : switches.CanvasThrottleStatus), 0);

    public override Task ExpiredTokenAsync(HttpContext context)
    {
        tokens.ForgetAll();
        data.ForgetAll();
        return CanvasErrors.InvalidTokenAsync(context);
    }

    public override Task RefusedAsync(HttpContext context, int status) => status switch
    {
        401 or 403 => CanvasErrors.UnauthorizedAsync(context, status),
        404 => CanvasErrors.NotFoundAsync(context),
        _ => CanvasErrors.BadRequestAsync(context, "invalid grading_period_id"),
    };

    public override Task OutageAsync(HttpContext context, int status) => Reply.TextAsync(context, status, "text/html", HtmlPages.Unavailable);
}
