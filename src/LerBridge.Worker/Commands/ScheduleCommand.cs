using System.CommandLine;
using System.Globalization;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Commands;

/// <summary><c>schedule list</c> and <c>schedule next</c>: when <c>serve</c> runs what.</summary>
internal static class ScheduleCommand
{
    public static Command Create(Surroundings surroundings) => new("schedule", "Looks at the schedules of the settings.") { List(surroundings), Next(surroundings) };

    private static Verb List(Surroundings surroundings)
    {
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("list", "Lists the schedules, what they run and when next.", "schedule list", "schedule list --output json") { config, output };
        verb.Does((result, _) =>
        {
            var schedules = Composition.ReadSite(surroundings, result.GetValue(config), SettingsUse.Authoring).Options.Schedules;
            var now = surroundings.Time.GetUtcNow();
            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(ScheduleJson.Write(schedules, now, 1));
            }
            else if (schedules.Count == 0)
            {
                surroundings.Terminal.Output.WriteLine("The settings have no schedule; add one under LerBridge:Schedules.");
            }
            else
            {
                var table = Tables.Plain("schedule", "cron", "zone");
                table.Add(Tables.Wrapped("mappings"), Tables.Wrapped("next"));
                foreach (var schedule in schedules)
                {
                    table.Row(schedule.Name, schedule.Cron.CronExpressionString, schedule.Zone.Id, string.Join(", ", schedule.Mappings), Times(schedule, now, 1));
                }

                surroundings.Terminal.Ansi.Write(table);
            }

            return Task.FromResult(ExitCode.Done);
        });
        return verb;
    }

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
                schedules = [schedules.FirstOrDefault(schedule => schedule.Name == asked) ?? throw new UsageException($"There is no schedule \"{asked}\". There are: {string.Join(", ", schedules.Select(schedule => schedule.Name))}.")];
            }

            var now = surroundings.Time.GetUtcNow();
            var times = Math.Clamp(result.GetValue(count), 1, 1000);
            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(ScheduleJson.Write(schedules, now, times));
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
