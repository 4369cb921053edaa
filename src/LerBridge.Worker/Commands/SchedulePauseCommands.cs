using System.CommandLine;
using System.Globalization;
using LerBridge.Core.Ledger;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Commands;

/// <summary><c>schedule pause</c> and <c>schedule resume</c>: a change window without a missed run. What is under way goes on to its end.</summary>
internal static class SchedulePauseCommands
{
    public static Verb Pause(Surroundings surroundings)
    {
        var (name, all) = (Name(), All());
        var reason = new Option<string?>("--reason") { HelpName = "TEXT", Description = $"Why, in your words; shown wherever the schedule is. At most {ByHand.LongestReason} letters." };
        var until = new Option<string?>("--until") { HelpName = "TIME", Description = "Until when, in the schedule's zone, as in 2026-12-01 or \"2026-12-01 06:00\", an instant as in 2026-12-01T06:00:00Z, or for how long, as in 90s, 45m, 4h, 2d. Without it, until it is resumed." };
        var by = ByHand.By();
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb(
            "pause",
            "Lets schedules rest. Times that pass meanwhile are not missed and not made up for. A service that runs follows at once.",
            "schedule pause nightly --reason \"Canvas upgrade\" --until 4h",
            "schedule pause --all --reason \"Change window\" --until \"2026-12-01 06:00\"")
        {
            name, all, reason, until, by, config, output,
        };
        verb.Does(async (result, cancellationToken) =>
        {
            var why = ByHand.Why(result, reason) ?? throw new UsageException("LB4043: Why? Who finds the schedule at rest needs to know. Say --reason \"…\".");
            var who = ByHand.Who(result, by);
            await using var bridge = await Composition.OpenAsync(surroundings, result.GetValue(config), cancellationToken, signs: false);
            var now = surroundings.Time.GetUtcNow();
            var chosen = Chosen(bridge, result.GetValue(name) ?? [], result.GetValue(all));
            foreach (var (schedule, ends) in chosen.Select(schedule => (schedule, Until(result.GetValue(until), schedule.Zone, now))).ToList())
            {
                await bridge.Ledger.Schedules.PauseAsync(schedule.Name, schedule.Rule, new SchedulePause(now, ends, who, why), cancellationToken);
            }

            return await ShowAsync(surroundings, bridge, chosen, result.IsJson(output), now, cancellationToken);
        });
        return verb;
    }

    public static Verb Resume(Surroundings surroundings)
    {
        var (name, all) = (Name(), All());
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("resume", "Ends the rest of schedules: they run at their next times.", "schedule resume nightly", "schedule resume --all") { name, all, config, output };
        verb.Does(async (result, cancellationToken) =>
        {
            await using var bridge = await Composition.OpenAsync(surroundings, result.GetValue(config), cancellationToken, signs: false);
            var now = surroundings.Time.GetUtcNow();
            var chosen = Chosen(bridge, result.GetValue(name) ?? [], result.GetValue(all));
            foreach (var schedule in chosen)
            {
                if (!await bridge.Ledger.Schedules.ResumeAsync(schedule.Name, now, cancellationToken))
                {
                    surroundings.Terminal.Error.WriteLine($"{schedule.Name} was not paused.");
                }
            }

            return await ShowAsync(surroundings, bridge, chosen, result.IsJson(output), now, cancellationToken);
        });
        return verb;
    }

    /// <summary>Until when a pause lasts.</summary>
    /// <param name="text">A day, a day and a time, an instant with its offset, or a length of time; null for no end.</param>
    /// <param name="zone">The zone of days and times.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="UsageException">It is none of these, or past.</exception>
    internal static DateTimeOffset? Until(string? text, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (text?.Trim() is not { Length: > 0 } given)
        {
            return null;
        }

        DateTimeOffset? until = null;
        if (given.Length > 1 && int.TryParse(given[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 10_000)
        {
            until = given[^1] switch
            {
                's' => now.AddSeconds(count),
                'm' => now.AddMinutes(count),
                'h' => now.AddHours(count),
                'd' => now.AddDays(count),
                _ => null,
            };
        }
        else if (DateTime.TryParseExact(given, ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            // A time that a change of the clock leaves out begins when the clock has changed.
            var real = zone.IsInvalidTime(local) ? local.AddHours(1) : local;
            until = new DateTimeOffset(real, zone.GetUtcOffset(real));
        }
        else if (DateTimeOffset.TryParseExact(given, ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant))
        {
            until = instant;
        }

        return until is null ? throw new UsageException($"\"{given}\" is no time for --until. Write it as in 2026-12-01, \"2026-12-01 06:00\", 2026-12-01T06:00:00Z, 90s, 45m, 4h or 2d.")
            : until <= now ? throw new UsageException($"--until {given} is past.")
            : until;
    }

    private static Argument<string[]> Name() => new("NAME") { Arity = ArgumentArity.ZeroOrMore, Description = "Which schedules." };

    private static Option<bool> All() => new("--all") { Description = "Every schedule of the settings." };

    private static IReadOnlyList<ScheduleSettings> Chosen(Bridge bridge, string[] names, bool all)
    {
        var known = bridge.Options.Schedules;
        if (known.Count == 0)
        {
            throw new UsageException("The settings have no schedule.");
        }

        if (all == names.Length > 0)
        {
            throw new UsageException($"Name the schedules, or say --all. There are: {string.Join(", ", known.Select(schedule => schedule.Name))}.");
        }

        return all ? known : [.. names.Distinct(StringComparer.Ordinal).Select(asked => ScheduleCommand.Named(known, asked))];
    }

    private static async Task<ExitCode> ShowAsync(Surroundings surroundings, Bridge bridge, IReadOnlyList<ScheduleSettings> chosen, bool json, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var outlooks = await ScheduleCommand.LookAsync(bridge, chosen, now, cancellationToken);
        var terminal = surroundings.Terminal;
        if (json)
        {
            terminal.Output.WriteLine(ScheduleJson.Write(outlooks, now, 1));
        }
        else
        {
            foreach (var outlook in outlooks)
            {
                terminal.Output.WriteLine(ScheduleText.Of(outlook, now));
            }
        }

        return ExitCode.Done;
    }
}
