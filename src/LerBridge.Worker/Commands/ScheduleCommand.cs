using System.CommandLine;
using System.Globalization;
using LerBridge.Core.Settings;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Scheduling;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Commands;

/// <summary><c>schedule list|next|pause|resume</c>: when <c>serve</c> runs what, how that went, and what rests.</summary>
internal static class ScheduleCommand
{
    public static Command Create(Surroundings surroundings) => new("schedule", "Looks at the schedules of the settings, and lets them rest.")
    {
        List(surroundings),
        Next(surroundings),
        SchedulePauseCommands.Pause(surroundings),
        SchedulePauseCommands.Resume(surroundings),
    };

    /// <summary>How schedules stand, as the ledger knows.</summary>
    public static async Task<IReadOnlyList<ScheduleOutlook>> LookAsync(Bridge bridge, IEnumerable<ScheduleSettings> schedules, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var states = await bridge.Ledger.Schedules.ListAsync(cancellationToken);
        return [.. schedules.Select(schedule => ScheduleOutlook.At(schedule, states.GetValueOrDefault(schedule.Name), now, bridge.Options.Notifications.MissedAfter))];
    }

    /// <summary>A schedule by its name.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static ScheduleSettings Named(IReadOnlyList<ScheduleSettings> schedules, string asked) => schedules.FirstOrDefault(schedule => schedule.Name == asked)
        ?? throw new UsageException($"There is no schedule \"{asked}\". There are: {string.Join(", ", schedules.Select(schedule => schedule.Name))}.");

    private static Verb List(Surroundings surroundings)
    {
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("list", "Lists the schedules: what they run, how that went last, when next, and which rest.", "schedule list", "schedule list --output json") { config, output };
        verb.Does(async (result, cancellationToken) =>
        {
            var now = surroundings.Time.GetUtcNow();
            var outlooks = await OutlooksAsync(surroundings, result.GetValue(config), now, cancellationToken);
            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(ScheduleJson.Write(outlooks, now, 1));
            }
            else if (outlooks.Count == 0)
            {
                surroundings.Terminal.Output.WriteLine("The settings have no schedule; add one under LerBridge:Schedules.");
            }
            else
            {
                var table = Tables.Plain("schedule", "cron", "zone");
                table.Add(Tables.Wrapped("mappings"), Tables.Wrapped("last"), Tables.Wrapped("next"));
                foreach (var outlook in outlooks)
                {
                    var schedule = outlook.Schedule;
                    table.Row(schedule.Name, schedule.Cron.CronExpressionString, schedule.Zone.Id, string.Join(", ", schedule.Mappings), ScheduleText.Last(outlook) ?? "-", ScheduleText.Coming(outlook, now));
                }

                surroundings.Terminal.Ansi.Write(table);
            }

            return ExitCode.Done;
        });
        return verb;
    }

    // Who may not open the ledger sees what the settings alone say.
    private static async Task<IReadOnlyList<ScheduleOutlook>> OutlooksAsync(Surroundings surroundings, string? config, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Site site;
        try
        {
            site = Composition.ReadSite(surroundings, config, SettingsUse.Running);
        }
        catch (SettingsException)
        {
            return Unknown(Composition.ReadSite(surroundings, config, SettingsUse.Authoring).Options.Schedules, now);
        }

        if (!SeenLedger.IsThere(site))
        {
            return Unknown(site.Options.Schedules, now);
        }

        await using var bridge = await Composition.OpenAsync(site, surroundings, cancellationToken, signs: false, looks: true);
        return await LookAsync(bridge, bridge.Options.Schedules, now, cancellationToken);
    }

    internal static ScheduleOutlook[] Unknown(IReadOnlyList<ScheduleSettings> schedules, DateTimeOffset now) => [.. schedules.Select(schedule => ScheduleOutlook.At(schedule, state: null, now, TimeSpan.Zero))];

    private static Verb Next(Surroundings surroundings)
    {
        var name = new Argument<string?>("NAME") { Arity = ArgumentArity.ZeroOrOne, Description = "The schedule; without it, all of them." };
        var count = Options.Count("--count", "How many times.", 5);
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("next", "Shows the next times of schedules, changes of the clock included.", "schedule next nightly", "schedule next --count 10 --output json") { name, count, config, output };
        verb.Does((result, _) =>
        {
            var schedules = Composition.ReadSite(surroundings, result.GetValue(config), SettingsUse.Authoring).Options.Schedules;
            if (result.GetValue(name) is { } asked)
            {
                schedules = [Named(schedules, asked)];
            }

            var now = surroundings.Time.GetUtcNow();
            var times = Math.Clamp(result.GetValue(count), 1, 1000);
            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(ScheduleJson.Write(Unknown(schedules, now), now, times));
                return Task.FromResult(ExitCode.Done);
            }

            foreach (var schedule in schedules)
            {
                surroundings.Terminal.Output.WriteLine($"{schedule.Name} ({string.Join(", ", schedule.Mappings)}), {schedule.Zone.Id}:");
                surroundings.Terminal.Output.WriteLine($"  {Times(schedule, now, times, $"{Environment.NewLine}  ")}");
            }

            return Task.FromResult(ExitCode.Done);
        });
        return verb;
    }

    private static string Times(ScheduleSettings schedule, DateTimeOffset after, int count, string between = ", ")
    {
        var times = schedule.Next(after, count).Select(time => time.ToString("ddd yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture)).ToArray();
        return times.Length > 0 ? string.Join(between, times) : "never again";
    }
}
