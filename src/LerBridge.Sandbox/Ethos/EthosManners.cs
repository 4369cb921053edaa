using LerBridge.Sandbox.Faults;
using LerBridge.Sandbox.Wire;
using Microsoft.AspNetCore.Http;

namespace LerBridge.Sandbox.Ethos;

/// <summary>Faults in the words of the hub.</summary>
internal sealed class EthosManners(EthosTokens tokens) : SiteManners
{
    public override Task ThrottledAsync(HttpContext context, int? status) =>
        EthosErrors.WriteAsync(context, status ?? 429, "Global.Internal.Error", "Too many requests.");

    public override Task ExpiredTokenAsync(HttpContext context)
    {
        tokens.Forget();
        return EthosErrors.UnauthorizedAsync(context);
    }

    public override Task RefusedAsync(HttpContext context, int status) =>
        EthosErrors.WriteAsync(context, status, "Global.SchemaValidation.Error", "The record is locked by another user.");

    // the hub answers for the application behind it
    public override Task OutageAsync(HttpContext context, int status) => status == 503
        ? EthosErrors.WriteAsync(context, status, "Global.Internal.Error", "The authoritative source is not available.")
        : Reply.TextAsync(context, status, "text/html", HtmlPages.Unavailable);

    public override Task ErrorsInOkAsync(HttpContext context) =>
        Reply.JsonAsync(context, 200, EthosErrors.Body("Global.SchemaValidation.Error", "An error occurred while the data was read."));
}
