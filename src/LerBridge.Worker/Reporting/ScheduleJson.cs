using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Worker.Scheduling;

namespace LerBridge.Worker.Reporting;

/// <summary>Schedules as scripts read them: <c>lerbridge/schedules/v1</c>.</summary>
internal static class ScheduleJson
{
    public static string Write(IReadOnlyList<ScheduleOutlook> outlooks, DateTimeOffset after, int count) => JsonSerializer.Serialize(
        new Document("lerbridge/schedules/v1", [.. outlooks.Select(outlook => Of(outlook, after, count))]),
        ScheduleJsonContext.Relaxed.Document);

    private static Item Of(ScheduleOutlook outlook, DateTimeOffset after, int count)
    {
        var (schedule, state) = (outlook.Schedule, outlook.State);
        return new Item(
            schedule.Name,
            schedule.Cron.CronExpressionString,
            schedule.Zone.Id,
            schedule.Mappings,
            [.. outlook.Coming(after, count)],
            state?.FiredFor is { } due ? new Last(due, state.BegunAt, state.EndedAt, state.Outcome is { } outcome ? JsonNamingPolicy.CamelCase.ConvertName(outcome) : null) : null,
            outlook.Pause is { } pause ? new Pause(pause.At, pause.Until, pause.By, pause.Reason) : null,
            outlook.Missed);
    }

    internal sealed record Document(string Schema, IReadOnlyList<Item> Schedules);

    internal sealed record Item(
        string Name, string Cron, string TimeZone, IReadOnlyList<string> Mappings, IReadOnlyList<DateTimeOffset> Next, Last? Last, Pause? Paused, DateTimeOffset? Missed);

    internal sealed record Last(DateTimeOffset Due, DateTimeOffset? BegunAt, DateTimeOffset? EndedAt, string? Outcome);

    internal sealed record Pause(DateTimeOffset At, DateTimeOffset? Until, string By, string Reason);
}

[JsonSerializable(typeof(ScheduleJson.Document))]
internal sealed partial class ScheduleJsonContext : JsonSerializerContext
{
    public static ScheduleJsonContext Relaxed { get; } = new(JsonText.Options());
}
