using LerBridge.Sandbox.Wire;
using Microsoft.AspNetCore.Http;

namespace LerBridge.Sandbox.Faults;

/// <summary>How a site says the things that every site can say, each in its own words.</summary>
internal abstract class SiteManners
{
    public abstract Task ThrottledAsync(HttpContext context, int? status);

    public abstract Task ExpiredTokenAsync(HttpContext context);

    public abstract Task RefusedAsync(HttpContext context, int status);

    public virtual Task OutageAsync(HttpContext context, int status) => Reply.TextAsync(context, status, "text/html", HtmlPages.Unavailable);

    public virtual Task ErrorsInOkAsync(HttpContext context) => RefusedAsync(context, StatusCodes.Status200OK);
}
