using System.Text.Json.Serialization;
using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;
using LerBridge.Worker.Reporting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace LerBridge.Worker.Serving;

/// <summary>Acts by hand on single credentials. GET says what follows and gives the preview a name; POST names it, and is refused where it would come to anything else by now.</summary>
internal sealed class HandEndpoints(Bridge bridge)
{
    private static readonly (string Path, HandVerb Verb)[] Verbs =
        [("revoke", HandVerb.Revoke), ("suspend", HandVerb.Suspend), ("reinstate", HandVerb.Reinstate), ("reinstate-anew", HandVerb.Release)];

    private CredentialDesk Desk => new(bridge.Services, bridge.Register);

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (path, verb) in Verbs)
        {
            routes.MapGet($"/api/credentials/{{id}}/{path}", (string id, HttpContext context) => this.PreviewAsync(id, verb, context));
            routes.MapPost($"/api/credentials/{{id}}/{path}", (string id, HttpContext context, IHostApplicationLifetime lifetime) => this.ActAsync(id, verb, context, lifetime));
        }
    }

    private async Task PreviewAsync(string id, HandVerb verb, HttpContext context)
    {
        if (await this.ConsiderAsync(id, verb, context) is { } proposal)
        {
            await ApiAnswer.WriteAsync(context, ActPreviewJson.Write(this.NameOf(proposal), proposal.Consequences, proposal.Refusal));
        }
    }

    private async Task ActAsync(string id, HandVerb verb, HttpContext context, IHostApplicationLifetime lifetime)
    {
        if (await ApiAnswer.ReadAsync(context, HandEndpointsJson.Default.Wish) is not { } wish || !ApiAnswer.IsName(wish.By) || !ApiAnswer.IsReason(wish.Reason))
        {
            await ApiAnswer.RefuseUnsaidAsync(context);
            return;
        }

        if (await this.ConsiderAsync(id, verb, context) is not { } proposal)
        {
            return;
        }

        if (proposal.Refusal is { } refusal)
        {
            await ApiAnswer.RefuseAsync(context, StatusCodes.Status409Conflict, refusal.Code, refusal.Message);
        }
        else if (wish.Preview != this.NameOf(proposal))
        {
            await ApiAnswer.RefusePreviewAsync(context, wish.Preview);
        }
        else if (await this.Desk.ActAsync(proposal, wish.Reason ?? string.Empty, wish.By ?? string.Empty, lifetime.ApplicationStopping) is { } outcome)
        {
            await ApiAnswer.WriteAsync(context, CredentialHistoryJson.Write(outcome));
        }
        else
        {
            await ApiAnswer.RefusePreviewAsync(context, wish.Preview);
        }
    }

    private async Task<HandProposal?> ConsiderAsync(string id, HandVerb verb, HttpContext context)
    {
        var asked = id.StartsWith("urn:", StringComparison.Ordinal) ? id : "urn:uuid:" + id;
        if (await bridge.Register.FindAsync(asked, context.RequestAborted) is { } entry)
        {
            return await this.Desk.ConsiderAsync(entry, verb, context.RequestAborted);
        }

        await ApiAnswer.RefuseAsync(context, StatusCodes.Status404NotFound, null, "There is no such credential in the register.");
        return null;
    }

    private string NameOf(HandProposal proposal) =>
        bridge.Services.Secret.Redact(string.Join('\n', [$"{proposal.Verb} {proposal.Entry.Id} {proposal.Entry.Version}", .. proposal.Told, .. proposal.Consequences]));

    internal sealed record Wish(string? By, string? Reason, string? Preview);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(HandEndpoints.Wish))]
internal sealed partial class HandEndpointsJson : JsonSerializerContext;
