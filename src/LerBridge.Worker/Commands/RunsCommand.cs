using System.CommandLine;
using System.Globalization;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Commands;

/// <summary><c>runs list</c> and <c>runs show</c>: what past runs came to.</summary>
internal static class RunsCommand
{
    public static Command Create(Surroundings surroundings) => new("runs", "Looks at past runs.") { List(surroundings), Show(surroundings), Verify(surroundings) };

    private static Verb List(Surroundings surroundings)
    {
        var mapping = new Option<string?>("--mapping") { HelpName = "ID", Description = "Only runs of this mapping." };
        var limit = Options.Limit(20);
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("list", "Lists the newest runs first.", "runs list", "runs list --mapping canvas-courses --limit 5 --output json") { mapping, limit, config, output };
        verb.Does(async (result, cancellationToken) =>
        {
            await using var bridge = await Composition.LookAsync(surroundings, result.GetValue(config), cancellationToken);
            var runs = await bridge.Services.Runs.ListAsync(result.GetValue(mapping), result.GetValue(limit), cancellationToken);
            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(RunJson.Write(runs));
            }
            else if (runs.Count == 0)
            {
                surroundings.Terminal.Output.WriteLine("Nothing has run yet. Start with: lerbridge run --all");
            }
            else
            {
                surroundings.Terminal.Ansi.Write(Table(runs, bridge.Options.TimeZone));
            }

            return ExitCode.Done;
        });
        return verb;
    }

    private static Verb Show(Surroundings surroundings)
    {
        var id = new Argument<string>("ID") { Description = "The run's id, as in runs list." };
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("show", "Shows one run with its reasons and deliveries.", "runs show 20261120T020000123-a1b2c3", "runs show 20261120T020000123-a1b2c3 --output json") { id, config, output };
        verb.Does(async (result, cancellationToken) =>
        {
            await using var bridge = await Composition.LookAsync(surroundings, result.GetValue(config), cancellationToken);
            var asked = result.GetValue(id) ?? string.Empty;
            var run = await bridge.Services.Runs.FindAsync(asked, cancellationToken) ?? throw new UsageException($"There is no run \"{asked}\". See: lerbridge runs list");
            var report = await ReportAsync(bridge, run, cancellationToken);
            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(RunJson.Write([report]));
            }
            else
            {
                surroundings.Terminal.Output.WriteLine(Times(run, bridge.Options.TimeZone));
                if (run.Scope is { } scope)
                {
                    surroundings.Terminal.Output.WriteLine(ScopeText.Sentence(scope, bridge.Site.Mappings.FirstOrDefault(plan => plan.Id == run.Mapping)));
                }

                RunText.Write([report], bridge.Site.Mappings, surroundings.Terminal);
            }

            return ExitCode.Done;
        });
        return verb;
    }

    /// <summary>A run with all that is known of it.</summary>
    internal static async Task<RunReport> ReportAsync(Bridge bridge, RunEntry run, CancellationToken cancellationToken) => new()
    {
        Run = run,
        Delivery = await bridge.Services.Outbox.CountAsync(run.Id, cancellationToken),
        Problems = await bridge.Services.Runs.ProblemsAsync(run.Id, cancellationToken),
        Trouble = await bridge.Services.Outbox.TroubleAsync(run.Id, since: null, 20, cancellationToken),
        Changes = await bridge.Services.Runs.ChangesAsync(run.Id, cancellationToken),
        Notices = await bridge.Services.Runs.NoticesAsync(run.Id, cancellationToken),
        Brakes = await bridge.Services.Plans.BrakesAsync(run.Id, cancellationToken),
        Rest = await bridge.Services.Plans.RestOfAsync(run.Id, cancellationToken),
    };

    /// <summary>What is wrong with the end of the chain and with the register.</summary>
    internal static async Task<IReadOnlyList<string>> FindingsAsync(Bridge bridge, CancellationToken cancellationToken)
    {
        var desk = new ManifestDesk(bridge.Services);
        return [.. await desk.CheckEndAsync(cancellationToken), .. await desk.CheckRegisterAsync(cancellationToken)];
    }

    /// <summary>What is no error and worth knowing to whoever goes by the manifests.</summary>
    internal static Task<IReadOnlyList<string>> RemarksAsync(Bridge bridge, CancellationToken cancellationToken) => new ManifestDesk(bridge.Services).RemarksAsync(cancellationToken);

    /// <summary>Runs held against their manifests.</summary>
    internal static async Task<IReadOnlyList<ManifestCheck>> CheckAsync(Bridge bridge, IEnumerable<RunEntry> runs, CancellationToken cancellationToken)
    {
        var desk = new ManifestDesk(bridge.Services);
        var checks = new List<ManifestCheck>();
        foreach (var run in runs)
        {
            checks.Add(await desk.CheckAsync(run, cancellationToken));
        }

        return checks;
    }

    private static Verb Verify(Surroundings surroundings)
    {
        var ids = new Argument<string[]>("ID") { Arity = ArgumentArity.ZeroOrMore, Description = "Runs, as in runs list; every run that was applied where none is named." };
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb(
            "verify",
            "Holds runs against the manifests that they signed: nothing was issued outside a run, and nothing of a run or of the register was changed or dropped since.",
            "runs verify",
            "runs verify 20261120T020000123-a1b2c3 --output json")
        {
            ids, config, output,
        };
        verb.Does(async (result, cancellationToken) =>
        {
            await using var bridge = await Composition.LookAsync(surroundings, result.GetValue(config), cancellationToken);
            var asked = result.GetValue(ids) ?? [];
            var runs = new List<RunEntry>();
            foreach (var id in asked)
            {
                runs.Add(await bridge.Services.Runs.FindAsync(id, cancellationToken) ?? throw new UsageException($"There is no run \"{id}\". See: lerbridge runs list"));
            }

            if (asked.Length == 0)
            {
                runs.AddRange(await bridge.Services.Manifests.RunsAsync(cancellationToken));
            }

            var checks = await CheckAsync(bridge, runs, cancellationToken);

            // What is about the ledger as a whole is not asked where single runs are.
            var findings = asked.Length > 0 ? [] : await FindingsAsync(bridge, cancellationToken);
            var remarks = asked.Length > 0 ? [] : await RemarksAsync(bridge, cancellationToken);
            var (outside, byHand) = await bridge.Services.Manifests.CountOutsideAsync(cancellationToken);
            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(ManifestJson.Write(checks, outside, byHand, findings, remarks));
            }
            else
            {
                Write(checks, outside, byHand, findings, remarks, surroundings.Terminal);
            }

            return checks.Any(check => check.Stands == false) || findings.Count > 0 || (asked.Length == 0 && outside > 0) ? ExitCode.Failures : ExitCode.Done;
        });
        return verb;
    }

    private static void Write(IReadOnlyList<ManifestCheck> checks, long outside, long byHand, IReadOnlyList<string> findings, IReadOnlyList<string> remarks, Terminal terminal)
    {
        foreach (var check in checks.Where(check => check.Stands != true))
        {
            terminal.Output.WriteLine($"{Name(check.Run)}: {(check.Stands is null ? "cannot be told" : "does not stand")}. {string.Join(" ", check.Problems)}");
        }

        foreach (var finding in findings)
        {
            terminal.Output.WriteLine(finding);
        }

        var standing = checks.Where(check => check.Stands == true).ToArray();
        terminal.Output.WriteLine(
            $"{Counted.Of(standing.Length, "run")} {(standing.Length == 1 ? "stands" : "stand")} as signed, with {Counted.Of(standing.Sum(check => check.Decisions), "decision")} and {Counted.Of(standing.Sum(check => check.Versions), "version")} of credentials.");
        if (standing.Count(check => check.TrimmedAt is not null) is var trimmed and > 0)
        {
            terminal.Output.WriteLine($"The decisions of {Counted.Of(trimmed, "run")} were deleted because they were old (LerBridge:Retention); what {(trimmed == 1 ? "it" : "they")} issued is all there.");
        }

        foreach (var remark in remarks)
        {
            terminal.Output.WriteLine(remark);
        }

        terminal.Output.WriteLine(outside == 0
            ? $"Nothing was issued outside a run{(byHand > 0 ? $"; {Counted.Of(byHand, "version")} {(byHand == 1 ? "is" : "are")} of persons, by hand" : string.Empty)}."
            : $"{Counted.Of(outside, "version")} of credentials {(outside == 1 ? "belongs" : "belong")} to no run with a manifest: from before there were manifests, or put in beside the runs.");
    }

    private static string Name(RunEntry run) => run.Mapping.Length == 0 ? $"{run.Id}, about who is who" : $"{run.Id} of {run.Mapping}";

    private static Spectre.Console.Table Table(IReadOnlyList<RunEntry> runs, TimeZoneInfo zone)
    {
        var table = Tables.Plain("run", "mapping", "started", "outcome");
        foreach (var name in new[] { "read", "new", "corrected", "withdrawn", "held", "failed" })
        {
            table.AddColumn(Tables.Right(name));
        }

        foreach (var run in runs)
        {
            var counts = run.Counts;
            string[] figures = [.. new[] { counts.Read, counts.New, counts.Corrected, counts.Withdrawn, counts.Held, counts.Failed }.Select(count => count.ToString("#,0", CultureInfo.InvariantCulture))];
            table.Row([run.Id, run.Mapping, LocalTime.Text(run.StartedAt, zone), $"{run.Outcome?.ToString().ToLowerInvariant() ?? "unfinished"}{(run.Scope is { } scope ? $", of {scope}" : string.Empty)}", .. figures]);
        }

        return table;
    }

    private static string Times(RunEntry run, TimeZoneInfo zone)
    {
        var ended = run.EndedAt is { } end ? $", ended {LocalTime.Text(end, zone)}" : ", has not ended";
        return $"Run {run.Id} of {run.Mapping} from {run.Connector} ({run.Stream}), started {LocalTime.Text(run.StartedAt, zone)}{ended}, record date {run.RecordDate.ToString("O", CultureInfo.InvariantCulture)}.";
    }
}
