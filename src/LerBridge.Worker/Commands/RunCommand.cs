using System.CommandLine;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping;
using LerBridge.Core.Pipeline;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Codes;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Settings;
using LerBridge.Worker.Telemetry;

namespace LerBridge.Worker.Commands;

/// <summary><c>run</c>: reads the source, issues and delivers what changed, under each mapping's <c>allow</c>.</summary>
internal static class RunCommand
{
    private const int MostSwept = 20;

    public static Verb Create(Surroundings surroundings)
    {
        var mappings = new Argument<string[]>("MAPPING") { Arity = ArgumentArity.ZeroOrMore, Description = "Ids of mappings, in the order in which they run." };
        var all = new Option<bool>("--all") { Description = "Every mapping of MappingsDirectory." };
        var parallel = Options.Parallel();
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("run", "Reads the sources of mappings, issues what is new, corrects or withdraws what changed, and delivers it.", "run canvas-courses", "run --all --output json")
        {
            mappings, all, parallel, config, output,
        };
        verb.Does(async (result, cancellationToken) =>
        {
            var site = Composition.ReadSite(surroundings, result.GetValue(config), SettingsUse.Running) with { Parallel = result.GetValue(parallel) };
            var plans = Chosen(site, result.GetValue(mappings) ?? [], result.GetValue(all));
            await using var bridge = await Composition.OpenAsync(site, surroundings, cancellationToken);
            using var telemetry = TelemetryExport.Start(bridge.Options.Telemetry);
            var reports = await RunAsync(bridge, plans, surroundings, cancellationToken);
            await SweepAsync(bridge, surroundings, cancellationToken);
            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(RunJson.Write(reports));
            }
            else
            {
                RunText.Write(reports, plans, surroundings.Terminal);
            }

            return cancellationToken.IsCancellationRequested ? ExitCode.Interrupted : RunExit.Of(reports);
        });
        return verb;
    }

    // For sites that run by a scheduler of their own and never serve. A few at a time, so that nobody waits for it.
    private static async Task SweepAsync(Bridge bridge, Surroundings surroundings, CancellationToken cancellationToken)
    {
        try
        {
            await new HistoryDesk(bridge.Services, bridge.Ledger.History).SweepAsync(bridge.Options.Retention.Runs, MostSwept, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // the next run goes on with it
        }
        catch (BridgeException trouble)
        {
            surroundings.Terminal.Error.WriteLine($"What old runs left could not be deleted: {trouble.Code} {trouble.Message}");
        }
    }

    /// <summary>Runs mappings one after the other; one that fails does not keep the next from running, unless it is the ledger that another process keeps.</summary>
    public static Task<IReadOnlyList<RunReport>> RunAsync(Bridge bridge, IReadOnlyList<MappingPlan> plans, Surroundings surroundings, CancellationToken cancellationToken) =>
        EachAsync(plans, bridge.RunAsync, surroundings, cancellationToken);

    /// <summary>Does something with mappings one after the other, as <see cref="RunAsync"/> runs them.</summary>
    public static async Task<IReadOnlyList<RunReport>> EachAsync(
        IReadOnlyList<MappingPlan> plans, Func<MappingPlan, IProgress<RunProgress>?, CancellationToken, Task<RunReport>> work, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var reports = new List<RunReport>();
        using var progress = ProgressLine.On(surroundings);
        foreach (var plan in plans)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                break;
            }

            reports.Add(await work(plan, progress, cancellationToken));
            if (reports[^1].Failure is { Code: LedgerCodes.Held })
            {
                // who keeps the ledger keeps it from the next mapping too, and each would wait as long
                break;
            }
        }

        return reports;
    }

    /// <summary>The mappings that a person named.</summary>
    public static IReadOnlyList<MappingPlan> Chosen(Site site, string[] ids, bool all)
    {
        if (all && ids.Length > 0)
        {
            throw new UsageException("Name mappings or say --all, not both.");
        }

        if (all && site.SoundMappings().Count == 0)
        {
            throw site.NoMapping();
        }

        if (!all && ids.Length == 0)
        {
            throw new UsageException($"Which mapping? Name one or more, or say --all. There are: {string.Join(", ", site.Mappings.Select(plan => plan.Id))}.");
        }

        return all ? site.SoundMappings() : [.. ids.Distinct(StringComparer.Ordinal).Select(site.Mapping)];
    }
}
