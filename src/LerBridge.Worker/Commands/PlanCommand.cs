using System.CommandLine;
using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Plans;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Settings;
using LerBridge.Worker.Telemetry;

namespace LerBridge.Worker.Commands;

/// <summary><c>plan</c>: reads the source and decides, and does nothing else; what was decided waits until it is applied.</summary>
internal static class PlanCommand
{
    private const int SamplesOfEach = 3;

    public static Verb Create(Surroundings surroundings)
    {
        var mappings = new Argument<string[]>("MAPPING") { Arity = ArgumentArity.ZeroOrMore, Description = "Ids of mappings." };
        var all = new Option<bool>("--all") { Description = "Every mapping of MappingsDirectory." };
        var file = new Option<string?>("--out") { HelpName = "FILE", Description = "Writes the plans into a signed file too, for whoever is to approve them." };
        var part = new PartOptions();
        var exitCode = new Option<bool>("--exit-code") { Description = "Ends in 3 where a plan would change something, and in 9 where a brake would stop it." };
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb(
            "plan",
            "Reads the sources of mappings and says what a run would do; nothing is signed, delivered or withdrawn until the plan is applied.",
            "plan canvas-courses",
            "plan --all --out tonight.jsonl --exit-code",
            "plan canvas-courses --from 2024-08-15 --to 2025-05-31",
            "plan canvas-courses --cohort nursing-class-of-2025.csv")
        {
            mappings, all, part.From, part.To, part.Cohort, file, exitCode, config, output,
        };
        verb.Does(async (result, cancellationToken) =>
        {
            var site = Composition.ReadSite(surroundings, result.GetValue(config), SettingsUse.Running);
            var plans = RunCommand.Chosen(site, result.GetValue(mappings) ?? [], result.GetValue(all));
            var asked = await part.ReadAsync(result, plans, surroundings, cancellationToken);
            await using var bridge = await Composition.OpenAsync(site, surroundings, cancellationToken);
            using var telemetry = TelemetryExport.Start(bridge.Options.Telemetry);
            var reports = await RunCommand.EachAsync(plans, (plan, progress, token) => bridge.PlanAsync(plan, asked, progress, token), surroundings, cancellationToken);
            var made = reports.Where(report => report is { Failure: null, Run.State: RunState.Planned }).ToArray();
            var desk = new PlanDesk(bridge.Services);
            var views = new List<PlanView>();
            foreach (var report in made)
            {
                views.Add(await desk.ViewAsync(report.Run, SamplesOfEach, cancellationToken));
            }

            if (result.GetValue(file) is { } name && made.Length > 0)
            {
                await PlanFile.WriteAsync(Path.GetFullPath(name, surroundings.Directory), [.. made.Select(report => report.Run)], bridge.Services, cancellationToken);
            }

            var failed = reports.Where(report => report is { Failure: not null } or { Run.Outcome: RunOutcome.Interrupted }).ToArray();
            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(PlanJson.Write(views, failed));
            }
            else
            {
                PlanText.Write(views, bridge.Options.TimeZone, bridge.Site.Mappings, surroundings.Terminal);
                foreach (var report in failed)
                {
                    surroundings.Terminal.Output.WriteLine(RunText.Sentence(report, report.Run.Mapping));
                }
            }

            var codes = RunExit.Of(failed);
            return cancellationToken.IsCancellationRequested ? ExitCode.Interrupted
                : codes != ExitCode.Done || !result.GetValue(exitCode) ? codes
                : ExitCodes.Worst(views.Select(view => view.Brakes.Count > 0 ? ExitCode.Braked : PlanJson.Changes(view.Plan.Counts) > 0 ? ExitCode.Pending : ExitCode.Done));
        });
        return verb;
    }
}
