using System.CommandLine;
using System.Globalization;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping;
using LerBridge.Core.Pipeline;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;

namespace LerBridge.Worker.Commands;

/// <summary><c>hold list|release|reject</c>: the records that wait for a person, and what persons decide about them.</summary>
internal static class HoldCommand
{
    public static Command Create(Surroundings surroundings) => new("hold", "Looks at the records that wait for a person, and decides about them.")
    {
        List(surroundings),
        Rule(surroundings, release: true),
        Rule(surroundings, release: false),
    };

    private static Verb List(Surroundings surroundings)
    {
        var mapping = new Option<string?>("--mapping") { HelpName = "ID", Description = "Only records of this mapping." };
        var kind = new Option<string?>("--kind") { HelpName = "KIND", Description = "Only holds of this kind, as in approval, change, absence, person, mapping." };
        var limit = Options.Limit(50);
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("list", "Lists held records with what kind of hold it is, why, since when and who can decide. Shows their keys.", "hold list", "hold list --mapping canvas-courses --kind change --output json") { mapping, kind, limit, config, output };
        verb.Does(async (result, cancellationToken) =>
        {
            await using var bridge = await Composition.LookAsync(surroundings, result.GetValue(config), cancellationToken);
            var holds = await new HoldDesk(bridge.Services).ListAsync(result.GetValue(mapping), result.GetValue(kind), result.GetValue(limit), cancellationToken);
            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(HoldJson.Write(holds, bridge.Site.Mappings));
            }
            else if (holds.Count == 0)
            {
                surroundings.Terminal.Output.WriteLine("Nothing is held.");
            }
            else
            {
                surroundings.Terminal.Ansi.Write(Table(holds, bridge.Site.Mappings));
            }

            return ExitCode.Done;
        });
        return verb;
    }

    private static Verb Rule(Surroundings surroundings, bool release)
    {
        var name = release ? "release" : "reject";
        var id = new Argument<string[]>("ID") { Arity = ArgumentArity.OneOrMore, Description = "Held records, by the id that \"hold list\" shows, or by their keys." };
        var mapping = new Option<string?>("--mapping") { HelpName = "ID", Description = "Of which mapping, where several hold the record." };
        var reason = new Option<string?>("--reason") { HelpName = "TEXT", Description = $"Why, in your words; kept with the decision. At most {ByHand.LongestReason} letters." };
        var by = ByHand.By();
        var yes = ByHand.Yes();
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb(
            name,
            release
                ? "Lets held records go on: the next run does what it held them for. For the record as it is now, and this once."
                : "Decides against held records: they stay as they are until the record changes, and no run holds them again.",
            $"hold {name} 2f1c9a0b7d3e4f55 --reason \"Checked with the registrar\"",
            $"hold {name} 2f1c9a0b7d3e4f55 0b7d3e4f552f1c9a --reason \"Case 118\" --yes")
        {
            id, mapping, reason, by, yes, config, output,
        };
        verb.Does(async (result, cancellationToken) =>
        {
            var why = ByHand.Why(result, reason) ?? throw new UsageException("LB4043: Why? A person who looks at it later needs to know. Say --reason \"…\".");
            var who = ByHand.Who(result, by);
            await using var bridge = await Composition.OpenAsync(surroundings, result.GetValue(config), cancellationToken);
            var desk = new HoldDesk(bridge.Services);
            var chosen = new List<(HoldView Hold, MappingPlan Plan)>();
            foreach (var asked in (result.GetValue(id) ?? []).Distinct(StringComparer.Ordinal))
            {
                chosen.Add(await ChooseAsync(desk, bridge, asked, result.GetValue(mapping), release, cancellationToken));
            }

            var terminal = surroundings.Terminal;
            var consequences = release ? chosen.SelectMany(one => HoldConsequences.Of(one.Hold, one.Plan)).Distinct().ToArray() : [];
            if (!result.GetValue(yes))
            {
                terminal.Error.WriteLine($"To {name} {Counted.Of(chosen.Count, "held record")}:");
                foreach (var (hold, _) in chosen)
                {
                    terminal.Error.WriteLine($"  - {hold.Record.RecordKey} of {hold.Record.Mapping}: {hold.Record.Reason} ({hold.Record.Code})");
                }

                foreach (var consequence in consequences)
                {
                    terminal.Error.WriteLine(consequence);
                }

                terminal.Error.WriteLine(release ? "The next run does what it held them for." : "They stay as they are until the record changes at its source.");
                if (!await ByHand.AgreesAsync(terminal, cancellationToken))
                {
                    terminal.Error.WriteLine("Nothing was done.");
                    return ExitCode.Done;
                }
            }

            foreach (var (hold, plan) in chosen)
            {
                if (!await desk.RuleAsync(hold, plan, release, why, who, cancellationToken))
                {
                    throw new UsageException($"LB4003: {hold.Id} is no longer held as it was shown: a run came first. Look at it again: lerbridge hold list");
                }
            }

            if (result.IsJson(output))
            {
                terminal.Output.WriteLine(HoldJson.Write(chosen.Select(one => one.Hold), bridge.Site.Mappings));
            }
            else
            {
                terminal.Output.WriteLine($"{Counted.Of(chosen.Count, "record")} {(release ? "released" : "rejected")}. It takes effect with the next run: {string.Join(", ", chosen.Select(one => $"lerbridge run {one.Plan.Id}").Distinct())}");

                // whoever was asked has read them
                foreach (var consequence in result.GetValue(yes) ? consequences : [])
                {
                    terminal.Output.WriteLine(consequence);
                }
            }

            return ExitCode.Done;
        });
        return verb;
    }

    private static async Task<(HoldView Hold, MappingPlan Plan)> ChooseAsync(HoldDesk desk, Bridge bridge, string asked, string? mapping, bool release, CancellationToken cancellationToken)
    {
        var found = await desk.FindAsync(asked, mapping, cancellationToken);
        if (found is not [var hold])
        {
            throw new UsageException(found.Count == 0
                ? $"No held record is \"{asked}\". See: lerbridge hold list"
                : $"\"{asked}\" is held by {string.Join(" and ", found.Select(one => one.Record.Mapping))}. Say which with --mapping.");
        }

        var plan = bridge.Site.Mapping(hold.Record.Mapping);
        return release && await desk.RefusalAsync(hold, plan, cancellationToken) is { } refusal
            ? throw new UsageException($"{refusal.Code}: {hold.Id} cannot be released by a yes alone. {refusal.Message} Nothing was done.")
            : (hold, plan);
    }

    private static Spectre.Console.Table Table(IReadOnlyList<HoldView> holds, IReadOnlyList<MappingPlan> mappings)
    {
        var table = Tables.Plain("hold", "mapping", "record", "kind", "since");
        table.Add(Tables.Wrapped("why"), Tables.Wrapped("who"), Tables.Wrapped("decided"));
        foreach (var hold in holds)
        {
            var plan = mappings.FirstOrDefault(one => one.Id == hold.Record.Mapping);
            var verdict = hold.Record.Verdict is { } decided ? $"{(decided.Release ? "release" : "reject")} by {decided.By}, with the next run" : "-";
            table.Row(
                hold.Id, hold.Record.Mapping, hold.Record.RecordKey, hold.Kind.Name, hold.Record.Since.ToString("O", CultureInfo.InvariantCulture),
                $"{hold.Record.Reason} ({hold.Record.Code})", Remedy.Who(hold.Record.Code, plan?.Connector ?? "the source", plan), verdict);
        }

        return table;
    }
}
