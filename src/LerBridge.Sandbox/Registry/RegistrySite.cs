using System.Text.Json.Nodes;
using LerBridge.Sandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LerBridge.Sandbox.Registry;

/// <summary>A registry that takes credentials and their status, once per idempotency key.</summary>
internal sealed class RegistrySite(Arrivals arrivals, SandboxSwitches switches)
{
    public static SitePlan Plan(SandboxOptions options, SandboxSwitches switches, Arrivals arrivals) =>
        new(options.RegistryPort, new RegistryManners(), new RegistrySite(arrivals, switches).Map)
        {
            Gate = (context, next) =>
                context.Request.Path.StartsWithSegments("/_sandbox", StringComparison.Ordinal) || Bearer.Same(Bearer.Of(context.Request), options.RegistryToken)
                ? next(context)
                : RegistryManners.UnauthorizedAsync(context),
        };

    private void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/credentials", context => TakeAsync(context, SandboxArrivalKind.Credential));
        routes.MapPost("/credentials/status", context => TakeAsync(context, SandboxArrivalKind.Status));
        routes.MapGet("/credentials/{id}", OneAsync);
        routes.MapGet("/arrivals", context => Reply.JsonAsync(context, 200, new JsonArray([.. arrivals.All.Select(Show)])));
    }

    private async Task TakeAsync(HttpContext context, SandboxArrivalKind kind)
    {
        var key = context.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length is 0 or > 255)
        {
            await RegistryManners.ProblemAsync(context, 400, "Bad Request", "An Idempotency-Key of at most 255 characters is required.");
            return;
        }

        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        var body = buffer.ToArray();
        var type = context.Request.ContentType ?? "";
        if ((kind == SandboxArrivalKind.Status ? DocumentFacts.OfStatus(body) : DocumentFacts.OfCredential(body, type)) is not { } facts)
        {
            var wanted = kind == SandboxArrivalKind.Status ? "A status has an id and is revoked, suspended or valid." : "The document is not a credential.";
            await RegistryManners.ProblemAsync(context, 422, "Unprocessable Content", wanted);
            return;
        }

        var (verdict, arrival) = arrivals.Take(key, kind, facts, type, body);
        await (verdict switch
        {
            ArrivalVerdict.Stored => StoredAsync(context, arrival),
            ArrivalVerdict.Duplicate => DuplicateAsync(context, arrival),
            _ => RegistryManners.ProblemAsync(context, 422, "Unprocessable Content", "The Idempotency-Key was used before with another document."),
        });
    }

    private static Task StoredAsync(HttpContext context, SandboxArrival arrival)
    {
        context.Response.Headers.Location = $"/credentials/{Uri.EscapeDataString(arrival.CredentialId)}";
        return Reply.JsonAsync(context, 201, new JsonObject { ["id"] = arrival.CredentialId, ["duplicate"] = false, ["sequence"] = arrival.Sequence });
    }

    private Task DuplicateAsync(HttpContext context, SandboxArrival arrival) => Reply.JsonAsync(
        context,
        switches.RegistryDuplicateStatus,
        new JsonObject { ["id"] = arrival.CredentialId, ["duplicate"] = true, ["firstReceived"] = Instant(arrival) });

    private Task OneAsync(HttpContext context)
    {
        var id = Uri.UnescapeDataString(context.Request.RouteValues["id"] as string ?? "");
        return arrivals.Latest(id) is { } found
            ? Reply.BytesAsync(context, 200, found.ContentType.Length == 0 ? "application/vc" : found.ContentType, found.Body)
            : RegistryManners.ProblemAsync(context, 404, "Not Found", "No credential with this id has arrived.");
    }

    private static JsonObject Show(SandboxArrival arrival) => new()
    {
        ["sequence"] = arrival.Sequence,
        ["kind"] = arrival.Kind == SandboxArrivalKind.Credential ? "credential" : "status",
        ["key"] = arrival.Key,
        ["credentialId"] = arrival.CredentialId,
        ["validFrom"] = arrival.ValidFrom,
        ["status"] = arrival.Status,
        ["times"] = arrival.Times,
        ["receivedAt"] = Instant(arrival),
        ["sha256"] = arrival.Sha256,
        ["bytes"] = arrival.Body.Length,
    };

    private static string Instant(SandboxArrival arrival) =>
        arrival.ReceivedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
