using System.CommandLine;
using System.Text;
using LerBridge.Core.Ledger;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.Verifying;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;

namespace LerBridge.Worker.Commands;

/// <summary><c>credential find</c> and <c>credential show</c>: what the register holds.</summary>
internal static class CredentialCommand
{
    public static Command Create(Surroundings surroundings) => new("credential", "Finds, shows and verifies credentials, and withdraws single ones by hand.")
    {
        Find(surroundings), Show(surroundings), CredentialVerifyCommand.Create(surroundings),
        CredentialPictureCommands.Bake(surroundings), CredentialPictureCommands.Unbake(surroundings), CredentialEndorseCommand.Create(surroundings),
        AnswerCommands.Explain(surroundings), AnswerCommands.WhyNot(surroundings),
        HandCommand.Revoke(surroundings), HandCommand.Suspend(surroundings), HandCommand.Reinstate(surroundings),
    };

    private static Verb Find(Surroundings surroundings)
    {
        var mapping = new Option<string?>("--mapping") { HelpName = "ID", Description = "Only credentials of this mapping." };
        var run = new Option<string?>("--run") { HelpName = "ID", Description = "Only credentials whose newest version this run made." };
        var limit = Options.Limit(20);
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("find", "Lists credentials of the register, newest first; a person appears as a keyed hash.", "credential find --mapping canvas-courses", "credential find --run 20261120T020000123-a1b2c3 --output json")
        {
            mapping, run, limit, config, output,
        };
        verb.Does(async (result, cancellationToken) =>
        {
            await using var bridge = await Composition.LookAsync(surroundings, result.GetValue(config), cancellationToken);
            var found = await bridge.Register.ListAsync(result.GetValue(mapping), result.GetValue(run), result.GetValue(limit), cancellationToken);
            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(CredentialJson.Write(found));
            }
            else if (found.Count == 0)
            {
                surroundings.Terminal.Output.WriteLine("No credential is like that. See: lerbridge runs list");
            }
            else
            {
                var table = Tables.Plain("credential", "mapping", "person", "state", "version", "valid from");
                foreach (var entry in found)
                {
                    table.Row(entry.Id, entry.Mapping, entry.Person, JsonText.Word(entry.State), $"{entry.Version}", LocalTime.Text(entry.ValidFrom, bridge.Options.TimeZone));
                }

                surroundings.Terminal.Ansi.Write(table);
            }

            return ExitCode.Done;
        });
        return verb;
    }

    private static Verb Show(Surroundings surroundings)
    {
        var id = new Argument<string>("ID") { Description = "The credential's id, with or without urn:uuid:." };
        var history = new Option<bool>("--history") { Description = "What became of it and why; with --output json in place of the signed document." };
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("show", "Shows a credential as a card with its history, or with --output json the signed document itself; a JWT stands in an EnvelopedVerifiableCredential then.", "credential show urn:uuid:2f1c…", "credential show 2f1c… --output json")
        {
            id, history, config, output,
        };
        verb.Does(async (result, cancellationToken) =>
        {
            await using var bridge = await Composition.LookAsync(surroundings, result.GetValue(config), cancellationToken);
            var asked = result.GetValue(id) ?? string.Empty;
            var entry = await FindAsync(bridge.Register, asked, cancellationToken);
            var versions = await bridge.Register.HistoryAsync(entry.Id, cancellationToken);
            var keys = await bridge.Register.KeyChangesAsync(entry.Id, cancellationToken);
            if (result.IsJson(output))
            {
                // a JWT is no JSON; in an envelope it is, and still verifies
                var document = JwsCompact.IsOne(entry.Document.Span) ? EnvelopedCredential.Of(entry.Document, entry.MediaType) : entry.Document;
                surroundings.Terminal.Output.WriteLine(result.GetValue(history) ? CredentialHistoryJson.Write(entry, versions, keys, bridge.Services.Secret.Redact) : Encoding.UTF8.GetString(document.Span));
            }
            else
            {
                CredentialCard.Write(entry, versions, keys, bridge.Options.TimeZone, surroundings.Terminal);
            }

            return ExitCode.Done;
        });
        return verb;
    }

    internal static async Task<RegisterEntry> FindAsync(ICredentialRegister register, string asked, CancellationToken cancellationToken)
    {
        var id = asked.StartsWith("urn:", StringComparison.Ordinal) ? asked : "urn:uuid:" + asked;
        return await register.FindAsync(id, cancellationToken) ?? throw new UsageException($"There is no credential \"{asked}\" in the register. See: lerbridge credential find");
    }
}
