using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Reporting;

/// <summary>Schedules as scripts read them: <c>lerbridge/schedules/v1</c>.</summary>
internal static class ScheduleJson
{
    public static string Write(IEnumerable<ScheduleSettings> schedules, DateTimeOffset after, int count) => JsonSerializer.Serialize(
        new Document(
            "lerbridge/schedules/v1",
            [.. schedules.Select(schedule => new Item(schedule.Name, schedule.Cron.CronExpressionString, schedule.Zone.Id, schedule.Mappings, [.. schedule.Next(after, count)]))]),
        ScheduleJsonContext.Relaxed.Document);

    internal sealed record Document(string Schema, IReadOnlyList<Item> Schedules);

    internal sealed record Item(string Name, string Cron, string TimeZone, IReadOnlyList<string> Mappings, IReadOnlyList<DateTimeOffset> Next);
}

[JsonSerializable(typeof(ScheduleJson.Document))]
internal sealed partial class ScheduleJsonContext : JsonSerializerContext
{
    public static ScheduleJsonContext Relaxed { get; } = new(JsonText.Options());
}
