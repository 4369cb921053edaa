using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Core.Ledger;
using LerBridge.Worker.Commands;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LerBridge.Worker.Serving;

/// <summary>The schedules on the admin listener: how they stand, and letting them rest.</summary>
internal sealed class ScheduleEndpoints(Bridge bridge)
{
    private const int NextTimes = 5;

    private DateTimeOffset Now => bridge.Services.Time.GetUtcNow();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/schedules", context => this.ShowAsync(context, bridge.Options.Schedules));
        routes.MapPost("/api/schedules/{name}/pause", this.PauseAsync);
        routes.MapPost("/api/schedules/{name}/resume", this.ResumeAsync);
    }

    private async Task ShowAsync(HttpContext context, IEnumerable<ScheduleSettings> schedules)
    {
        var now = this.Now;
        await ApiAnswer.WriteAsync(context, ScheduleJson.Write(await ScheduleCommand.LookAsync(bridge, schedules, now, context.RequestAborted), now, NextTimes));
    }

    private async Task PauseAsync(string name, HttpContext context)
    {
        if (await this.FindAsync(name, context) is not { } schedule)
        {
            return;
        }

        if (await ApiAnswer.ReadAsync(context, ScheduleEndpointsJson.Default.Wish) is not { } wish
            || wish.By is not { Length: > 0 and <= 100 } by || wish.Reason is not { Length: > 0 and <= ByHand.LongestReason } reason || (by + reason).Any(char.IsControl))
        {
            await ApiAnswer.RefuseAsync(context, StatusCodes.Status400BadRequest, "LB4043", "Send JSON: { \"by\": \"who decides\", \"reason\": \"why\", \"until\": \"2026-12-01T06:00:00-06:00\" }, each one line of text; without \"until\" it rests until it is resumed.");
            return;
        }

        if (wish.Until <= this.Now)
        {
            await ApiAnswer.RefuseAsync(context, StatusCodes.Status400BadRequest, null, "\"until\" is past.");
            return;
        }

        await bridge.Ledger.Schedules.PauseAsync(schedule.Name, schedule.Rule, new SchedulePause(this.Now, wish.Until, by, reason), context.RequestAborted);
        await this.ShowAsync(context, [schedule]);
    }

    private async Task ResumeAsync(string name, HttpContext context)
    {
        if (await this.FindAsync(name, context) is { } schedule)
        {
            await bridge.Ledger.Schedules.ResumeAsync(schedule.Name, this.Now, context.RequestAborted);
            await this.ShowAsync(context, [schedule]);
        }
    }

    private async Task<ScheduleSettings?> FindAsync(string name, HttpContext context)
    {
        if (bridge.Options.Schedules.FirstOrDefault(schedule => schedule.Name == name) is { } schedule)
        {
            return schedule;
        }

        await ApiAnswer.RefuseAsync(context, StatusCodes.Status404NotFound, null, "There is no such schedule.");
        return null;
    }

    internal sealed record Wish(string? By, string? Reason, DateTimeOffset? Until);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ScheduleEndpoints.Wish))]
internal sealed partial class ScheduleEndpointsJson : JsonSerializerContext;
