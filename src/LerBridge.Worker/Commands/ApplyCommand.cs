using System.CommandLine;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.Pipeline;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Plans;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Settings;
using LerBridge.Worker.Telemetry;

namespace LerBridge.Worker.Commands;

/// <summary><c>apply</c>: does what a plan says, without asking the source again.</summary>
internal static class ApplyCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var plan = new Argument<string>("ID|FILE") { Description = "The plan's id, or the file that \"plan --out\" wrote." };
        var release = new Option<string?>("--override-brake") { HelpName = "REASON", Description = "Why a plan that a brake stopped is right all the same; kept with it." };
        var by = ByHand.By();
        var parallel = Options.Parallel();
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb(
            "apply",
            "Does what a plan says, exactly and without reading the source again. A plan whose inputs have changed is refused.",
            "apply 20261120T020000123-a1b2c3",
            "apply tonight.jsonl --override-brake \"The college closed the program\"")
        {
            plan, release, by, parallel, config, output,
        };
        verb.Does(async (result, cancellationToken) =>
        {
            var why = ByHand.Why(result, release);
            if (why is null && result.GetResult(release) is not null)
            {
                throw new UsageException("LB4043: Why is it right all the same? Say --override-brake \"…\". Nothing was done.");
            }

            var who = ByHand.Who(result, by);
            var site = Composition.ReadSite(surroundings, result.GetValue(config), SettingsUse.Running) with { Parallel = result.GetValue(parallel) };
            await using var bridge = await Composition.OpenAsync(site, surroundings, cancellationToken);
            using var telemetry = TelemetryExport.Start(bridge.Options.Telemetry);
            var waiting = await FindAsync(result.GetValue(plan) ?? string.Empty, bridge, surroundings, cancellationToken);
            var mappings = waiting.Select(entry => site.Mapping(entry.Mapping)).ToArray();
            var queue = new Queue<string>(waiting.Select(entry => entry.Id));
            var reports = await RunCommand.EachAsync(
                mappings,
                (mapping, progress, token) => bridge.ApplyAsync(mapping, queue.Dequeue(), new PlanApproval(who, surroundings.Time.GetUtcNow(), why), progress, token),
                surroundings,
                cancellationToken);
            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(RunJson.Write(reports));
            }
            else
            {
                RunText.Write(reports, mappings, surroundings.Terminal);
            }

            return cancellationToken.IsCancellationRequested ? ExitCode.Interrupted : RunExit.Of(reports);
        });
        return verb;
    }

    private static async Task<IReadOnlyList<RunEntry>> FindAsync(string asked, Bridge bridge, Surroundings surroundings, CancellationToken cancellationToken)
    {
        if (await bridge.Services.Runs.FindAsync(asked, cancellationToken) is { } entry)
        {
            return [entry];
        }

        var file = Path.GetFullPath(asked, surroundings.Directory);
        if (!File.Exists(file))
        {
            throw new UsageException($"There is no plan \"{asked}\", and no file of that name. See: lerbridge plans list");
        }

        var found = new List<RunEntry>();
        foreach (var head in await PlanFile.ReadAsync(file, bridge.Services, cancellationToken))
        {
            found.Add(await bridge.Services.Runs.FindAsync(head.Id, cancellationToken) is { } plan && plan.PlanHash == head.Hash
                ? plan
                : throw new UsageException($"LB4067: the plan {head.Id} of {asked} is not in this ledger as it was exported. Nothing was done."));
        }

        return found;
    }
}
