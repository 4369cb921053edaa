using System.CommandLine;
using LerBridge.Core.Pipeline;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;

namespace LerBridge.Worker.Commands;

/// <summary><c>credential revoke|suspend|reinstate</c>: what a person decides about one credential. What follows is shown before it is done.</summary>
internal static class HandCommand
{
    public static Verb Revoke(Surroundings surroundings) => Create(
        surroundings,
        "revoke",
        "Withdraws a credential for good. No run undoes it, and none issues a new one in its place.",
        null,
        "credential revoke 2f1c… --reason \"Issued to the wrong person\"",
        "credential revoke 2f1c… --reason \"Academic misconduct, case 118\" --by \"J. Doe\" --yes");

    public static Verb Suspend(Surroundings surroundings) => Create(
        surroundings,
        "suspend",
        "Lets nobody rely on a credential until it is reinstated by hand.",
        null,
        "credential suspend 2f1c… --reason \"Under review\"",
        "credential suspend 2f1c… --reason \"Under review\" --yes --output json");

    public static Verb Reinstate(Surroundings surroundings)
    {
        var anew = new Option<bool>("--anew") { Description = "For one that was revoked by hand: it stays revoked, and runs may issue a new one for its record again." };
        return Create(
            surroundings,
            "reinstate",
            "Lets a suspended credential stand again.",
            anew,
            "credential reinstate 2f1c… --reason \"Review closed\"",
            "credential reinstate 2f1c… --anew --reason \"Revoked by mistake\"");
    }

    private static Verb Create(Surroundings surroundings, string name, string description, Option<bool>? anew, params string[] examples)
    {
        var id = new Argument<string>("ID") { Description = "The credential's id, with or without urn:uuid:." };
        var reason = new Option<string?>("--reason") { HelpName = "TEXT", Description = $"Why, in your words; kept with the credential and shown by \"credential show\". At most {ByHand.LongestReason} letters." };
        var by = ByHand.By();
        var yes = ByHand.Yes();
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb(name, description, examples) { id, reason, by, yes, config, output };
        if (anew is not null)
        {
            verb.Add(anew);
        }

        verb.Does(async (result, cancellationToken) =>
        {
            var why = ByHand.Why(result, reason) ?? throw new UsageException($"LB4043: Why? A person who looks at the credential later needs to know. Say --reason \"…\".");
            var who = ByHand.Who(result, by);
            await using var bridge = await Composition.OpenAsync(surroundings, result.GetValue(config), cancellationToken);
            var entry = await CredentialCommand.FindAsync(bridge.Register, result.GetValue(id) ?? string.Empty, cancellationToken);
            var desk = new CredentialDesk(bridge.Services, bridge.Register);
            var proposal = await desk.ConsiderAsync(entry, VerbOf(name, anew is not null && result.GetValue(anew)), cancellationToken);
            if (proposal.Refusal is { } refusal)
            {
                throw new UsageException($"{refusal.Code}: {refusal.Message} Nothing was done.");
            }

            if (!result.GetValue(yes) && !await AsksAsync(proposal, name, why, who, bridge, surroundings.Terminal, cancellationToken))
            {
                surroundings.Terminal.Error.WriteLine("Nothing was done.");
                return ExitCode.Done;
            }

            var outcome = await desk.ActAsync(proposal, why, who, cancellationToken)
                ?? throw new UsageException("LB4003: The credential was changed by a run while you looked at it. Nothing was done; look at it again and repeat the verb.");
            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(CredentialHistoryJson.Write(outcome));
            }
            else
            {
                HandText.Write(outcome, proposal.Told, bridge.Options.TimeZone, surroundings.Terminal);
            }

            return outcome.Delivery.Refused + outcome.Delivery.InDoubt > 0 ? ExitCode.Destination : ExitCode.Done;
        });
        return verb;
    }

    private static HandVerb VerbOf(string name, bool anew) => name switch
    {
        "revoke" => HandVerb.Revoke,
        "suspend" => HandVerb.Suspend,
        _ => anew ? HandVerb.Release : HandVerb.Reinstate,
    };

    private static async Task<bool> AsksAsync(HandProposal proposal, string name, string why, string who, Bridge bridge, Terminal terminal, CancellationToken cancellationToken)
    {
        HandText.WriteProposal(proposal, name, why, who, bridge.Options.TimeZone, terminal);
        return await ByHand.AgreesAsync(terminal, cancellationToken);
    }
}
