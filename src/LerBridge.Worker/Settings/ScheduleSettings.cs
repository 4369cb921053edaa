using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping;
using LerBridge.Core.Settings;
using Quartz;

namespace LerBridge.Worker.Settings;

/// <summary>When which mappings run.</summary>
/// <param name="Name">Its name in settings.</param>
/// <param name="Cron">When, in its own zone.</param>
/// <param name="Zone">The zone in which the expression is read.</param>
/// <param name="Mappings">What runs, in order.</param>
/// <param name="Section">Where it stands, for complaints that only the mappings can settle.</param>
internal sealed record ScheduleSettings(string Name, CronExpression Cron, TimeZoneInfo Zone, IReadOnlyList<string> Mappings, SettingsSection Section)
{
    // Midnight, and never used: a settings file with a wrong expression is refused.
    private static readonly CronExpression Placeholder = CronExpression.Parse("0 0 0 * * ?");

    /// <summary>Its expression and zone, by which a change of it is known.</summary>
    public string Rule => $"{this.Cron.CronExpressionString} {this.Zone.Id}";

    public static IReadOnlyList<ScheduleSettings> Read(SettingsSection root, TimeZoneInfo byDefault) =>
        [.. root.Sections("Schedules").Select(pair => Read(pair.Name, pair.Section, byDefault))];

    /// <summary>The next times after a time, at most <paramref name="count"/>; fewer where the expression ends.</summary>
    public IEnumerable<DateTimeOffset> Next(DateTimeOffset after, int count)
    {
        for (var i = 0; i < count && this.Cron.GetNextValidTimeAfter(after) is { } next; i++)
        {
            yield return TimeZoneInfo.ConvertTime(next, this.Zone);
            after = next;
        }
    }

    /// <summary>Reports the mappings that are not there.</summary>
    /// <returns>True where all are.</returns>
    public bool Check(IReadOnlyCollection<MappingPlan> plans)
    {
        var known = plans.Select(plan => plan.Id).ToArray();
        var missing = this.Mappings.Except(known, StringComparer.Ordinal).ToArray();
        foreach (var id in missing)
        {
            var nearest = Suggestion.Nearest(id, known);
            this.Section.Report("Mappings", "LB2020", $"{this.Section.Path}:Mappings names \"{id}\", and there is no such mapping.", nearest is null ? $"There are: {string.Join(", ", known)}." : $"Did you mean \"{nearest}\"?");
        }

        return missing.Length == 0;
    }

    private static ScheduleSettings Read(string name, SettingsSection section, TimeZoneInfo byDefault)
    {
        var zone = section.TimeZone("TimeZone") ?? byDefault;
        var mappings = section.TextList("Mappings");
        if (mappings.Count == 0)
        {
            section.Report("Mappings", "LB2006", $"{section.Path}:Mappings is required.", "List the ids of the mappings that run, in order.");
        }

        return new ScheduleSettings(name, Expression(section).WithTimeZone(zone), zone, mappings, section);
    }

    private static CronExpression Expression(SettingsSection section)
    {
        var text = section.RequiredText("Cron");
        if (text.Length == 0)
        {
            return Placeholder;
        }

        try
        {
            return CronExpression.Parse(text);
        }
        catch (FormatException wrong)
        {
            var crontab = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 5;
            section.Report(
                "Cron",
                "LB2017",
                crontab ? $"\"{text}\" has five fields; the seconds are missing." : $"\"{text}\" is no cron expression: {wrong.Message.Split(". ")[0].TrimEnd('.')}.",
                "Seconds, minutes, hours, day of month, month, day of week, as in \"0 0 2 * * ?\" for 02:00 every day. Days of the week count from 1, Sunday, or are names as in MON-FRI.");
            return Placeholder;
        }
    }
}
