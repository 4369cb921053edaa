using System.Globalization;
using System.Text.Json.Serialization;
using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;
using LerBridge.Worker.Commands;
using LerBridge.Worker.Reporting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LerBridge.Worker.Serving;

/// <summary>Deliveries on the admin listener: what has not arrived, sending it again, and settling what is in doubt. The service sends what is replayed with its next round.</summary>
internal sealed class DeliveryEndpoints(Bridge bridge)
{
    private DeliveryDesk Desk => new(bridge.Services, bridge.Ledger.Deliveries);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/deliveries", this.ListAsync);
        routes.MapGet("/api/deliveries/{id:long}", this.ShowAsync);
        routes.MapPost("/api/deliveries/{id:long}/replay", this.ReplayAsync);
        routes.MapPost("/api/deliveries/{id:long}/settle", this.SettleAsync);
        routes.MapPost("/api/deliveries/replay", this.ReplayAllAsync);
    }

    private async Task ListAsync(HttpContext context)
    {
        var asked = ApiAnswer.Query(context, "state");
        var state = DeliveryCommand.StateOf(asked);
        if (asked is not null && state is null)
        {
            await ApiAnswer.RefuseAsync(context, StatusCodes.Status400BadRequest, null, "\"state\" is in-doubt, refused, held, retrying or queued.");
            return;
        }

        await ApiAnswer.WriteAsync(context, DeliveryJson.Write(await this.Desk.ListAsync(state, ApiAnswer.Query(context, "destination"), ApiAnswer.Limit(context, 100), context.RequestAborted)));
    }

    private async Task ShowAsync(long id, HttpContext context)
    {
        if (await this.FindAsync(id, context) is { } dossier)
        {
            await ApiAnswer.WriteAsync(context, DeliveryJson.Write(dossier));
        }
    }

    private async Task ReplayAsync(long id, HttpContext context)
    {
        if (await ReadAsync(context) is { } wish && await this.FindAsync(id, context) is { } dossier)
        {
            await this.ActAsync(DeliveryActKind.Replay, [dossier.Message], wish, context);
        }
    }

    private async Task SettleAsync(long id, HttpContext context)
    {
        if (await ReadAsync(context) is not { } wish)
        {
            return;
        }

        if (wish.Accepted is not { } accepted)
        {
            await ApiAnswer.RefuseAsync(context, StatusCodes.Status400BadRequest, "LB4043", "Say which: \"accepted\": true where the destination has it, false where it has not and is not to get it.");
        }
        else if (await this.FindAsync(id, context) is { } dossier)
        {
            await this.ActAsync(accepted ? DeliveryActKind.Accepted : DeliveryActKind.Refused, [dossier.Message], wish, context);
        }
    }

    private async Task ReplayAllAsync(HttpContext context)
    {
        if (await ReadAsync(context) is not { } wish)
        {
            return;
        }

        if (wish.Destination is not { Length: > 0 } destination || wish.State is not ("refused" or "in-doubt"))
        {
            await ApiAnswer.RefuseAsync(context, StatusCodes.Status400BadRequest, "LB4043", "Say which: \"destination\", and \"state\", refused or in-doubt.");
            return;
        }

        var found = await this.Desk.ListAsync(DeliveryCommand.StateOf(wish.State), destination, DeliveryDesk.MostAtOnce, context.RequestAborted);
        await this.ActAsync(DeliveryActKind.Replay, [.. found.Where(message => !message.Overtaken)], wish, context);
    }

    private async Task ActAsync(DeliveryActKind kind, IReadOnlyList<DeliveryMessage> messages, Wish wish, HttpContext context)
    {
        var proposal = this.Desk.Consider(kind, messages);
        if (proposal.Refusal is { } refusal)
        {
            await ApiAnswer.RefuseAsync(context, StatusCodes.Status409Conflict, refusal.Code, refusal.Message);
        }
        else if (await this.Desk.ActAsync(proposal, wish.Reason ?? string.Empty, wish.By ?? string.Empty, context.RequestAborted) is { } moved)
        {
            await ApiAnswer.RefuseAsync(context, StatusCodes.Status409Conflict, "LB4003", $"Delivery {moved.ToString(CultureInfo.InvariantCulture)} is no longer as it was shown.");
        }
        else
        {
            var now = new List<DeliveryMessage>();
            foreach (var message in messages)
            {
                now.AddRange(await this.Desk.FindAsync(message.Number, context.RequestAborted) is { } dossier ? [dossier.Message] : []);
            }

            await ApiAnswer.WriteAsync(context, DeliveryJson.Write(now));
        }
    }

    private async Task<DeliveryDossier?> FindAsync(long id, HttpContext context)
    {
        if (await this.Desk.FindAsync(id, context.RequestAborted) is { } dossier)
        {
            return dossier;
        }

        await ApiAnswer.RefuseAsync(context, StatusCodes.Status404NotFound, null, "There is no such delivery.");
        return null;
    }

    private static async Task<Wish?> ReadAsync(HttpContext context)
    {
        if (await ApiAnswer.ReadAsync(context, DeliveryEndpointsJson.Default.Wish) is { } wish && ApiAnswer.IsName(wish.By) && ApiAnswer.IsReason(wish.Reason))
        {
            return wish;
        }

        await ApiAnswer.RefuseUnsaidAsync(context);
        return null;
    }

    internal sealed record Wish(string? By, string? Reason, bool? Accepted, string? Destination, string? State);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(DeliveryEndpoints.Wish))]
internal sealed partial class DeliveryEndpointsJson : JsonSerializerContext;
