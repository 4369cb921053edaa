using System.Text.Json.Serialization;
using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Serving.Reload;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace LerBridge.Worker.Serving;

/// <summary>The desks on the admin listener: plans and held records, as the verbs give them to scripts. What is refused is 409 with its code, what is not there 404.</summary>
internal sealed class DeskEndpoints(Bridge bridge, LiveMappings mappings)
{
    private BridgeServices Services => bridge.Services;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/plans", this.ListPlansAsync);
        routes.MapGet("/api/plans/{id}", this.ShowPlanAsync);
        routes.MapPost("/api/plans/{id}/apply", this.ApplyAsync);
        routes.MapPost("/api/plans/{id}/discard", this.DiscardAsync);
        routes.MapGet("/api/holds", this.ListHoldsAsync);
        routes.MapPost("/api/holds/{id}/release", (string id, HttpContext context) => this.RuleAsync(id, release: true, context));
        routes.MapPost("/api/holds/{id}/reject", (string id, HttpContext context) => this.RuleAsync(id, release: false, context));
    }

    /// <summary>What a person sent along: who decides, and why. Null, with an answer given, where it cannot be read.</summary>
    private static async Task<Decision?> ReadAsync(HttpContext context)
    {
        var sent = await ApiAnswer.ReadAsync(context, DeskJson.Default.Decision);
        if (sent is { By.Length: > 0 and <= 100 } && (sent.Reason?.Length ?? 0) <= 500 && (sent.OverrideBrake?.Length ?? 0) <= 500 && !string.Concat(sent.By, sent.Reason, sent.OverrideBrake).Any(char.IsControl))
        {
            return sent;
        }

        await ApiAnswer.RefuseAsync(context, StatusCodes.Status400BadRequest, "LB4043", "Send JSON with its length: { \"by\": \"who decides\", \"reason\": \"why\" }, each one line of text.");
        return null;
    }

    private async Task ListPlansAsync(HttpContext context) => await ApiAnswer.WriteAsync(context, PlanJson.Write(await this.Services.Plans.WaitingAsync(ApiAnswer.Query(context, "mapping"), context.RequestAborted)));

    private async Task ShowPlanAsync(string id, HttpContext context)
    {
        if (await this.PlanAsync(id, context) is { } plan)
        {
            await ApiAnswer.WriteAsync(context, PlanJson.Write([await new PlanDesk(this.Services).ViewAsync(plan, ApiAnswer.Limit(context, 5), context.RequestAborted)], []));
        }
    }

    private async Task ApplyAsync(string id, HttpContext context, IHostApplicationLifetime lifetime)
    {
        if (await ReadAsync(context) is not { } sent || await this.PlanAsync(id, context) is not { } plan)
        {
            return;
        }

        if (mappings.Find(plan.Mapping) is not { } mapping)
        {
            await ApiAnswer.RefuseAsync(context, StatusCodes.Status409Conflict, "LB4063", $"There is no mapping {plan.Mapping} that compiles.");
            return;
        }

        // Who asked may hang up; what was begun goes on until the service is told to stop.
        var report = await bridge.ApplyAsync(mapping, plan.Id, new PlanApproval(sent.By ?? string.Empty, this.Services.Time.GetUtcNow(), sent.OverrideBrake), progress: null, lifetime.ApplicationStopping);
        await ApiAnswer.WriteAsync(context, RunJson.Write([report]), report.Failure is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    private async Task DiscardAsync(string id, HttpContext context)
    {
        if (await ReadAsync(context) is not { } sent || await this.PlanAsync(id, context) is not { } plan)
        {
            return;
        }

        if (!await new PlanDesk(this.Services).DiscardAsync(plan.Id, sent.By ?? string.Empty, sent.Reason, context.RequestAborted))
        {
            await ApiAnswer.RefuseAsync(context, StatusCodes.Status409Conflict, "LB4060", $"The plan {plan.Id} waits no longer.");
            return;
        }

        await this.ShowPlanAsync(id, context);
    }

    private async Task ListHoldsAsync(HttpContext context) => await ApiAnswer.WriteAsync(
        context,
        HoldJson.Write(
            await new HoldDesk(this.Services).ListAsync(ApiAnswer.Query(context, "mapping"), ApiAnswer.Query(context, "kind"), ApiAnswer.Limit(context, 100), context.RequestAborted),
            [.. mappings.Current.Select(mapping => mapping.Plan).OfType<Core.Mapping.MappingPlan>()]));

    private async Task RuleAsync(string id, bool release, HttpContext context)
    {
        if (await ReadAsync(context) is not { } sent)
        {
            return;
        }

        if (sent.Reason is not { Length: > 0 } reason)
        {
            await ApiAnswer.RefuseAsync(context, StatusCodes.Status400BadRequest, "LB4043", "Say why: \"reason\".");
            return;
        }

        var desk = new HoldDesk(this.Services);
        var found = await desk.FindAsync(id, sent.Mapping, context.RequestAborted);
        if (found is not [var hold] || mappings.Find(hold.Record.Mapping) is not { } plan)
        {
            await ApiAnswer.RefuseAsync(context, found.Count > 1 ? StatusCodes.Status409Conflict : StatusCodes.Status404NotFound, null, found.Count > 1 ? "Several mappings hold that record: say which, \"mapping\"." : "No held record has that id.");
            return;
        }

        if (release && await desk.RefusalAsync(hold, plan, context.RequestAborted) is { } refusal)
        {
            await ApiAnswer.RefuseAsync(context, StatusCodes.Status409Conflict, refusal.Code, refusal.Message);
        }
        else if (!await desk.RuleAsync(hold, plan, release, reason, sent.By ?? string.Empty, context.RequestAborted))
        {
            await ApiAnswer.RefuseAsync(context, StatusCodes.Status409Conflict, "LB4003", "The record is no longer held as it was shown.");
        }
        else
        {
            await ApiAnswer.WriteAsync(context, HoldJson.Write(await desk.FindAsync(id, hold.Record.Mapping, context.RequestAborted), [plan]));
        }
    }

    private async Task<RunEntry?> PlanAsync(string id, HttpContext context)
    {
        if (await this.Services.Runs.FindAsync(id, context.RequestAborted) is { Plan: not null } plan)
        {
            return plan;
        }

        await ApiAnswer.RefuseAsync(context, StatusCodes.Status404NotFound, null, "There is no such plan.");
        return null;
    }

    internal sealed record Decision(string? By, string? Reason, string? OverrideBrake, string? Mapping);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(DeskEndpoints.Decision))]
internal sealed partial class DeskJson : JsonSerializerContext;
