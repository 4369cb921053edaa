using System.CommandLine;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.People;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;

namespace LerBridge.Worker.Commands;

/// <summary><c>person find|link|split</c>: who is who. What follows is shown before it is done.</summary>
internal static class PersonCommand
{
    public static Command Create(Surroundings surroundings) => new("person", "Finds persons, and says which identifiers are one person's.") { Find(surroundings), Link(surroundings), Split(surroundings) };

    private static Verb Find(Surroundings surroundings)
    {
        var value = new Argument<string>("IDENTIFIER") { Description = "The value of an identifier, of whichever type, or a person's id." };
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("find", "Shows the persons who have an identifier, with all that identifies them and what was issued about them.", "person find S1234567", "person find ana@college.example --output json") { value, config, output };
        verb.Does(async (result, cancellationToken) =>
        {
            await using var bridge = await Composition.LookAsync(surroundings, result.GetValue(config), cancellationToken);
            var found = await new PersonDesk(bridge.Services).FindAsync((result.GetValue(value) ?? string.Empty).Trim(), cancellationToken);
            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(PersonJson.Write(found, bridge.Services.Secret.Redact));
            }
            else if (found.Count == 0)
            {
                surroundings.Terminal.Output.WriteLine("Nobody has that identifier.");
            }

            foreach (var person in result.IsJson(output) ? [] : found)
            {
                Write(person, surroundings.Terminal.Output);
            }

            return ExitCode.Done;
        });
        return verb;
    }

    private static Verb Link(Surroundings surroundings)
    {
        var kept = new Argument<string>("KEPT") { Description = "Who stays: an identifier of that person, or the id." };
        var merged = new Argument<string>("MERGED") { Description = "Who is the same person: the same." };
        var act = new Act(surroundings, "link", "Says that two persons are one: the first is kept, with the identifiers of both.", "person link S1234567 E-0815 --reason \"Same student, case 118\"", "person link S1234567 E-0815 --reason \"Same student\" --yes")
        {
            kept, merged,
        };
        act.Does(async (result, bridge, cancellationToken) =>
        {
            var desk = new PersonDesk(bridge.Services);
            var one = await OneAsync(desk, result.GetValue(kept), cancellationToken);
            var other = await OneAsync(desk, result.GetValue(merged), cancellationToken);
            return ([one, other], PersonDesk.Link(one, other, bridge.Site.Mappings));
        });
        return act;
    }

    private static Verb Split(Surroundings surroundings)
    {
        var person = new Argument<string>("PERSON") { Description = "Who was taken for two: an identifier of that person, or the id." };
        var moved = new Option<string[]>("--identifier")
        {
            HelpName = "TYPE=VALUE",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
            Description = "What is somebody else's, as \"person find\" shows it. Several times for several.",
        };
        var keys = new Option<bool>("--with-source-keys") { Description = "Moves with them the sources' own keys (connector:NAME) of the records that have them." };
        var act = new Act(surroundings, "split", "Says that some identifiers of a person are somebody else's, who is a new person then.", "person split S1234567 --identifier employee_id=E-0815 --reason \"Mother and daughter\"", "person split S1234567 --identifier employee_id=E-0815 --with-source-keys --reason \"Mother and daughter\" --yes")
        {
            person, moved, keys,
        };
        act.Does(async (result, bridge, cancellationToken) =>
        {
            var desk = new PersonDesk(bridge.Services);
            var one = await OneAsync(desk, result.GetValue(person), cancellationToken);
            return ([one], await desk.SplitAsync(one, [.. (result.GetValue(moved) ?? []).Select(Identifier)], result.GetValue(keys), bridge.Site.Mappings, cancellationToken));
        });
        return act;
    }

    private static PersonIdentifier Identifier(string given) => given.Split('=', 2) is [{ Length: > 0 } type, { Length: > 0 } value]
        ? new PersonIdentifier(type, value)
        : throw new UsageException($"\"{given}\" is no identifier. Write type=value, as in sis_id=S1234567.");

    private static async Task<KnownPerson> OneAsync(PersonDesk desk, string? asked, CancellationToken cancellationToken)
    {
        var found = await desk.FindAsync((asked ?? string.Empty).Trim(), cancellationToken);
        return found switch
        {
            [var one] => one,
            [] => throw new UsageException($"Nobody has the identifier \"{asked}\". See: lerbridge person find"),
            _ => throw new UsageException($"{Counted.Of(found.Count, "person")} have the identifier \"{asked}\". Name one by its id: {string.Join(", ", found.Select(person => person.Id))}"),
        };
    }

    private static void Write(KnownPerson person, TextWriter output)
    {
        output.WriteLine($"person {person.Id}");
        foreach (var identifier in person.Identifiers)
        {
            output.WriteLine($"  {identifier.Type}={identifier.Value}");
        }

        foreach (var credential in person.Credentials)
        {
            output.WriteLine($"  {credential.Id} of {credential.Mapping}, {JsonText.Word(credential.State)}");
        }
    }

    /// <summary>An act about persons: shown, agreed to, done.</summary>
    private sealed class Act : System.Collections.IEnumerable
    {
        private readonly Surroundings surroundings;
        private readonly Verb verb;
        private readonly Option<string?> reason = new("--reason") { HelpName = "TEXT", Description = $"Why, in your words; kept. At most {ByHand.LongestReason} letters." };
        private readonly Option<string?> by = ByHand.By();
        private readonly Option<bool> yes = ByHand.Yes();
        private readonly Option<string?> config = Options.Config();
        private readonly Option<string> output = Options.Output();

        public Act(Surroundings surroundings, string name, string description, params string[] examples)
        {
            this.surroundings = surroundings;
            this.verb = new Verb(name, description, examples) { this.reason, this.by, this.yes, this.config, this.output };
        }

        public static implicit operator Verb(Act act) => act.verb;

        public void Add(Argument argument) => this.verb.Add(argument);

        public void Add(Option option) => this.verb.Add(option);

        public System.Collections.IEnumerator GetEnumerator() => this.verb.Children.GetEnumerator();

        public void Does(Func<System.CommandLine.ParseResult, Bridge, CancellationToken, Task<(KnownPerson[] Persons, PersonProposal Proposal)>> propose) => this.verb.Does(async (result, cancellationToken) =>
        {
            var why = ByHand.Why(result, this.reason) ?? throw new UsageException("LB4043: Why? A person who looks at it later needs to know. Say --reason \"…\".");
            var who = ByHand.Who(result, this.by);
            var terminal = this.surroundings.Terminal;
            await using var bridge = await Composition.OpenAsync(this.surroundings, result.GetValue(this.config), cancellationToken);
            var (persons, proposal) = await propose(result, bridge, cancellationToken);
            if (proposal.Refusal is { } refusal)
            {
                throw new UsageException($"{refusal.Code}: {refusal.Message} Nothing was done.");
            }

            if (!result.GetValue(this.yes))
            {
                foreach (var person in persons)
                {
                    Write(person, terminal.Error);
                }

                foreach (var consequence in proposal.Consequences)
                {
                    terminal.Error.WriteLine($"  - {consequence}");
                }

                if (!await ByHand.AgreesAsync(terminal, cancellationToken))
                {
                    terminal.Error.WriteLine("Nothing was done.");
                    return ExitCode.Done;
                }
            }

            var desk = new PersonDesk(bridge.Services);
            if (!await desk.ActAsync(proposal, who, why, cancellationToken))
            {
                throw new UsageException("LB4003: The persons were changed while you looked at them. Nothing was done; look again: lerbridge person find");
            }

            var now = new List<KnownPerson>(await desk.FindAsync(proposal.To, cancellationToken));
            if (proposal.From != proposal.To && (await desk.FindAsync(proposal.From, cancellationToken)) is [{ Identifiers.Count: > 0 } left])
            {
                now.Insert(0, left);
            }

            if (result.IsJson(this.output))
            {
                terminal.Output.WriteLine(PersonJson.Write(now, bridge.Services.Secret.Redact));
                return ExitCode.Done;
            }

            foreach (var person in now)
            {
                Write(person, terminal.Output);
            }

            terminal.Output.WriteLine("What was issued is decided anew by the next runs: lerbridge run --all");
            return ExitCode.Done;
        });
    }
}
