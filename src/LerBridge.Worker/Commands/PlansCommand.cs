using System.CommandLine;
using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;

namespace LerBridge.Worker.Commands;

/// <summary><c>plans list|show|discard</c>: the plans that wait for a person.</summary>
internal static class PlansCommand
{
    public static Command Create(Surroundings surroundings) => new("plans", "Looks at the plans that wait for a person, and discards them.") { List(surroundings), Show(surroundings), Discard(surroundings) };

    private static Verb List(Surroundings surroundings)
    {
        var mapping = new Option<string?>("--mapping") { HelpName = "ID", Description = "Only plans of this mapping." };
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("list", "Lists the plans that wait, newest first.", "plans list", "plans list --mapping canvas-courses --output json") { mapping, config, output };
        verb.Does(async (result, cancellationToken) =>
        {
            await using var bridge = await Composition.LookAsync(surroundings, result.GetValue(config), cancellationToken);
            var plans = await bridge.Services.Plans.WaitingAsync(result.GetValue(mapping), cancellationToken);
            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(PlanJson.Write(plans));
            }
            else if (plans.Count == 0)
            {
                surroundings.Terminal.Output.WriteLine("No plan waits.");
            }
            else
            {
                PlanText.WriteList(plans, bridge.Options.TimeZone, surroundings.Terminal);
            }

            return ExitCode.Done;
        });
        return verb;
    }

    private static Verb Show(Surroundings surroundings)
    {
        var id = Id();
        var samples = Options.Count("--samples", "How many rows of each kind are shown.", 5);
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("show", "Shows a plan: its figures against the usual ones, samples, what holds records, and until when it can be applied.", "plans show 20261120T020000123-a1b2c3", "plans show 20261120T020000123-a1b2c3 --samples 20 --output json")
        {
            id, samples, config, output,
        };
        verb.Does(async (result, cancellationToken) =>
        {
            await using var bridge = await Composition.LookAsync(surroundings, result.GetValue(config), cancellationToken);
            var plan = await FindAsync(bridge, result.GetValue(id), cancellationToken);
            var view = await new PlanDesk(bridge.Services).ViewAsync(plan, result.GetValue(samples), cancellationToken);
            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(PlanJson.Write([view], []));
            }
            else
            {
                PlanText.Write([view], bridge.Options.TimeZone, bridge.Site.Mappings, surroundings.Terminal);
            }

            return ExitCode.Done;
        });
        return verb;
    }

    private static Verb Discard(Surroundings surroundings)
    {
        var id = Id();
        var reason = new Option<string?>("--reason") { HelpName = "TEXT", Description = "Why; kept with the plan." };
        var by = ByHand.By();
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("discard", "Ends a plan without applying it; the next run decides anew.", "plans discard 20261120T020000123-a1b2c3", "plans discard 20261120T020000123-a1b2c3 --reason \"The report was wrong\"") { id, reason, by, config, output };
        verb.Does(async (result, cancellationToken) =>
        {
            var (why, who) = (ByHand.Why(result, reason), ByHand.Who(result, by));
            await using var bridge = await Composition.OpenAsync(surroundings, result.GetValue(config), cancellationToken);
            var plan = await FindAsync(bridge, result.GetValue(id), cancellationToken);
            if (!await new PlanDesk(bridge.Services).DiscardAsync(plan.Id, who, why, cancellationToken))
            {
                throw new UsageException($"LB4060: the plan {plan.Id} waits no longer. Nothing was done.");
            }

            var ended = await FindAsync(bridge, plan.Id, cancellationToken);
            surroundings.Terminal.Output.WriteLine(result.IsJson(output) ? PlanJson.Write([ended]) : $"Discarded {plan.Id}. Nothing of it was done; the next run decides anew.");
            return ExitCode.Done;
        });
        return verb;
    }

    private static Argument<string> Id() => new("ID") { Description = "The plan's id." };

    private static async Task<RunEntry> FindAsync(Bridge bridge, string? id, CancellationToken cancellationToken) =>
        await bridge.Services.Runs.FindAsync(id ?? string.Empty, cancellationToken) is { Plan: not null } plan ? plan : throw new UsageException($"There is no plan \"{id}\". See: lerbridge plans list");
}
