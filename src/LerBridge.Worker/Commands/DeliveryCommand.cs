using System.CommandLine;
using System.Globalization;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;

namespace LerBridge.Worker.Commands;

/// <summary><c>delivery list|show|replay|settle</c>: what did not arrive, or may have, and what persons do about it.</summary>
internal static class DeliveryCommand
{
    private static readonly string[] Words = ["in-doubt", "refused", "held", "retrying", "queued"];

    public static Command Create(Surroundings surroundings) => new("delivery", "Looks at what was sent to destinations, sends again what did not arrive, and settles what is in doubt.")
    {
        List(surroundings), Show(surroundings), Replay(surroundings), Settle(surroundings),
    };

    /// <summary>The state that a word names; null where it names none that is asked for.</summary>
    public static DeliveryState? StateOf(string? word) => word switch
    {
        "in-doubt" => DeliveryState.InDoubt,
        "refused" => DeliveryState.Refused,
        "held" => DeliveryState.Held,
        "retrying" => DeliveryState.Retrying,
        "queued" => DeliveryState.Queued,
        _ => null,
    };

    private static Verb List(Surroundings surroundings)
    {
        var state = State("Only deliveries in this state; without it all that are not accepted.", Words);
        var destination = Destination();
        var limit = Options.Limit(50);
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("list", "Lists deliveries that have not arrived, or may not have, newest first, each with the last answer.", "delivery list", "delivery list --state in-doubt --destination registry --output json") { state, destination, limit, config, output };
        verb.Does(async (result, cancellationToken) =>
        {
            await using var bridge = await Composition.LookAsync(surroundings, result.GetValue(config), cancellationToken);
            var messages = await DeskOf(bridge).ListAsync(StateOf(result.GetValue(state)), result.GetValue(destination), result.GetValue(limit), cancellationToken);
            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(DeliveryJson.Write(messages));
            }
            else if (messages.Count == 0)
            {
                surroundings.Terminal.Output.WriteLine("No delivery is like that.");
            }
            else
            {
                surroundings.Terminal.Ansi.Write(DeliveryText.Table(messages, bridge.Options.TimeZone));
            }

            return ExitCode.Done;
        });
        return verb;
    }

    private static Verb Show(Surroundings surroundings)
    {
        var id = new Argument<string>("ID") { Description = "The delivery's id, as in delivery list." };
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("show", "Shows a delivery with every answer, on a terminal as it was given, and what persons did about it.", "delivery show 1042", "delivery show 1042 --output json") { id, config, output };
        verb.Does(async (result, cancellationToken) =>
        {
            await using var bridge = await Composition.LookAsync(surroundings, result.GetValue(config), cancellationToken);
            var dossier = await FindAsync(DeskOf(bridge), result.GetValue(id), cancellationToken);
            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(DeliveryJson.Write(dossier));
            }
            else
            {
                DeliveryText.Write(dossier, bridge.Options.TimeZone, surroundings.Terminal);
            }

            return ExitCode.Done;
        });
        return verb;
    }

    private static Verb Replay(Surroundings surroundings)
    {
        var ids = new Argument<string[]>("ID") { Arity = ArgumentArity.ZeroOrMore, Description = "Deliveries, as in delivery list; or name a destination and a state." };
        var destination = Destination();
        var state = State("All deliveries to the destination that are in this state.", "refused", "in-doubt");
        var act = new Act(surroundings, "replay", "Sends deliveries again that were refused, given up or are in doubt, under the same idempotency keys.", "delivery replay 1042 --reason \"They mended their schema\"", "delivery replay --destination registry --state refused --reason \"They mended their schema\" --yes");
        act.Verb.Add(ids);
        act.Verb.Add(destination);
        act.Verb.Add(state);
        act.Does(async (result, desk, cancellationToken) =>
        {
            var named = result.GetValue(ids) ?? [];
            var (to, word) = (result.GetValue(destination), result.GetValue(state));
            if (named.Length > 0 ? to is not null || word is not null : to is null || word is null)
            {
                throw new UsageException("LB4043: Name deliveries by their ids, or all of them with --destination and --state.");
            }

            if (named.Length > 0)
            {
                return (DeliveryActKind.Replay, await FindAllAsync(desk, named, cancellationToken));
            }

            var found = await desk.ListAsync(StateOf(word), to, DeliveryDesk.MostAtOnce, cancellationToken);
            return (DeliveryActKind.Replay, [.. found.Where(message => !message.Overtaken)]);
        });
        return act.Verb;
    }

    private static Verb Settle(Surroundings surroundings)
    {
        var ids = new Argument<string[]>("ID") { Arity = ArgumentArity.OneOrMore, Description = "Deliveries in doubt, as in delivery list --state in-doubt; with --refused also refused ones." };
        var accepted = new Option<bool>("--accepted") { Description = "The destination has them." };
        var refused = new Option<bool>("--refused") { Description = "The destination has them not, and is not to get them." };
        var act = new Act(surroundings, "settle", "Says what became of deliveries in doubt, once somebody has asked the receiver, or that a refused one is to be let go.", "delivery settle 1042 --accepted --reason \"Found in their portal\"", "delivery settle 1042 1043 --refused --reason \"Not wanted any more\" --yes");
        act.Verb.Add(ids);
        act.Verb.Add(accepted);
        act.Verb.Add(refused);
        act.Does(async (result, desk, cancellationToken) =>
        {
            if (result.GetValue(accepted) == result.GetValue(refused))
            {
                throw new UsageException("LB4043: Say which: --accepted or --refused.");
            }

            var kind = result.GetValue(accepted) ? DeliveryActKind.Accepted : DeliveryActKind.Refused;
            return (kind, await FindAllAsync(desk, result.GetValue(ids) ?? [], cancellationToken));
        });
        return act.Verb;
    }

    private static DeliveryDesk DeskOf(Bridge bridge) => new(bridge.Services, bridge.Ledger.Deliveries);

    private static Option<string?> Destination() => new("--destination") { HelpName = "NAME", Description = "Only deliveries to this destination." };

    private static Option<string?> State(string description, params string[] words)
    {
        var state = new Option<string?>("--state") { HelpName = string.Join('|', words), Description = description };
        state.AcceptOnlyFromAmong(words);
        return state;
    }

    private static async Task<IReadOnlyList<DeliveryMessage>> FindAllAsync(DeliveryDesk desk, IReadOnlyList<string> asked, CancellationToken cancellationToken)
    {
        var found = new List<DeliveryMessage>();
        foreach (var id in asked.Distinct(StringComparer.Ordinal))
        {
            found.Add((await FindAsync(desk, id, cancellationToken)).Message);
        }

        return found;
    }

    private static async Task<DeliveryDossier> FindAsync(DeliveryDesk desk, string? asked, CancellationToken cancellationToken) =>
        (long.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? await desk.FindAsync(number, cancellationToken) : null)
        ?? throw new UsageException($"There is no delivery \"{asked}\". See: lerbridge delivery list");

    /// <summary>An act about deliveries: shown, agreed to, done, and what is to be sent sent.</summary>
    private sealed class Act
    {
        private readonly Surroundings surroundings;
        private readonly Option<string?> reason = new("--reason") { HelpName = "TEXT", Description = $"Why, in your words; kept with the delivery. At most {ByHand.LongestReason} letters." };
        private readonly Option<string?> by = ByHand.By();
        private readonly Option<bool> yes = ByHand.Yes();
        private readonly Option<string?> config = Options.Config();
        private readonly Option<string> output = Options.Output();

        public Act(Surroundings surroundings, string name, string description, params string[] examples)
        {
            this.surroundings = surroundings;
            this.Verb = new Verb(name, description, examples) { this.reason, this.by, this.yes, this.config, this.output };
        }

        public Verb Verb { get; }

        public void Does(Func<ParseResult, DeliveryDesk, CancellationToken, Task<(DeliveryActKind Kind, IReadOnlyList<DeliveryMessage> Messages)>> choose) => this.Verb.Does(async (result, cancellationToken) =>
        {
            var why = ByHand.Why(result, this.reason) ?? throw new UsageException("LB4043: Why? A person who looks at it later needs to know. Say --reason \"…\".");
            var who = ByHand.Who(result, this.by);
            var terminal = this.surroundings.Terminal;
            await using var bridge = await Composition.OpenAsync(this.surroundings, result.GetValue(this.config), cancellationToken);
            var desk = DeskOf(bridge);
            var (kind, messages) = await choose(result, desk, cancellationToken);
            var proposal = desk.Consider(kind, messages);
            if (proposal.Refusal is { } refusal)
            {
                throw new UsageException($"{refusal.Code}: {refusal.Message} Nothing was done.");
            }

            if (messages.Count > 0 && !result.GetValue(this.yes) && !await this.AgreesAsync(proposal, cancellationToken))
            {
                terminal.Error.WriteLine("Nothing was done.");
                return ExitCode.Done;
            }

            if (await desk.ActAsync(proposal, why, who, cancellationToken) is { } moved)
            {
                throw new UsageException($"LB4003: Delivery {moved} is no longer as it was shown. Nothing was done; look again: lerbridge delivery show {moved}");
            }

            if (kind == DeliveryActKind.Replay && messages.Count > 0)
            {
                await new OutboxPump(bridge.Services).PumpAsync(ask: false, progress: null, cancellationToken);
            }

            var now = await FindAllAsync(desk, [.. messages.Select(message => message.Number.ToString(CultureInfo.InvariantCulture))], cancellationToken);
            if (result.IsJson(this.output))
            {
                terminal.Output.WriteLine(DeliveryJson.Write(now));
            }
            else
            {
                terminal.Output.WriteLine(now.Count == 0 ? "No delivery is like that." : string.Join("; ", now.GroupBy(message => message.State).Select(group => $"{Counted.Of(group.Count(), "message")} {DeliveryJson.Word(group.Key)}")) + ".");
            }

            return kind == DeliveryActKind.Replay && now.Any(message => message.State is DeliveryState.Refused or DeliveryState.InDoubt or DeliveryState.Retrying) ? ExitCode.Destination : ExitCode.Done;
        });

        private async Task<bool> AgreesAsync(DeliveryProposal proposal, CancellationToken cancellationToken)
        {
            foreach (var consequence in proposal.Consequences)
            {
                this.surroundings.Terminal.Error.WriteLine($"  - {consequence}");
            }

            return await ByHand.AgreesAsync(this.surroundings.Terminal, cancellationToken);
        }
    }
}
