using System.CommandLine;
using LerBridge.Credentials.Keys;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Public;
using LerBridge.Worker.Reporting;

namespace LerBridge.Worker.Commands;

/// <summary><c>key list|new|rotate|retire</c>: the issuer's keys, of which only the public side is ever shown.</summary>
internal static class KeyCommand
{
    public static Command Create(Surroundings surroundings) => new("key", "Looks after the signing keys.") { New(surroundings), List(surroundings), Rotate(surroundings), Retire(surroundings) };

    private static Verb List(Surroundings surroundings)
    {
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("list", "Lists the keys and their states; what is secret stays so.", "key list", "key list --output json") { config, output };
        verb.Does(async (result, cancellationToken) =>
        {
            await using var bridge = await Composition.OpenAsync(surroundings, result.GetValue(config), cancellationToken, signs: false);
            KeyReport.Write(bridge, surroundings.Terminal, result.IsJson(output));
            return ExitCode.Done;
        });
        return verb;
    }

    private static Verb New(Surroundings surroundings)
    {
        var use = Use("What the key will sign.");
        var algorithm = new Option<string?>("--algorithm") { HelpName = "ed25519|p256|p384|rsa", Description = "Makes the key in a file; without it as the active one, for JWTs RSA. RSA signs JWTs only." };
        algorithm.AcceptOnlyFromAmong([.. Enum.GetValues<KeyAlgorithm>().Select(JsonText.Word)]);
        var label = new Option<string?>("--label") { HelpName = "LABEL", Description = "Takes the key of this label on the token; without it the one that LerBridge:Issuer:Token:KeyLabel names." };
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("new", "Makes the next key and publishes it, so that verifiers know it before it signs.", "key new", "key new --use jwt --algorithm p256") { use, algorithm, label, config, output };
        verb.Does(async (result, cancellationToken) =>
        {
            await using var bridge = await Composition.OpenAsync(surroundings, result.GetValue(config), cancellationToken, signs: false);
            var wanted = KeyRequest.From(UseOf(result.GetValue(use)), AlgorithmOf(result.GetValue(algorithm)), result.GetValue(label), bridge.Options.Issuer);
            var made = await bridge.Keys.AddNextAsync(wanted.Algorithm, cancellationToken, wanted.Use, wanted.Label);
            await DidPublication.PublishAsync(bridge.Services, cancellationToken);
            surroundings.Terminal.Error.WriteLine(
                $"Key {made.Id} ({made.Algorithm}, for {KeyReport.Signs(made.Use)}) is made and stands in {DidPublication.FileOf(bridge)}. Once the host of {bridge.Options.Issuer.Did} serves that, \"key rotate{Suffix(made.Use)}\" lets it sign.");
            KeyReport.Write(bridge, surroundings.Terminal, result.IsJson(output));
            return ExitCode.Done;
        });
        return verb;
    }

    private static Verb Rotate(Surroundings surroundings)
    {
        var use = Use("Which keys.");
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("rotate", "Lets the next key sign; the one before only verifies from then on, and what it signed stands.", "key rotate", "key rotate --use jwt") { use, config, output };
        verb.Does(async (result, cancellationToken) =>
        {
            await using var bridge = await Composition.OpenAsync(surroundings, result.GetValue(config), cancellationToken, signs: false);
            var which = UseOf(result.GetValue(use));
            KeyRequest.Hold(which, bridge.Keys.Ring.NextFor(which)?.Algorithm, bridge.Options.Issuer);

            // The next key is in the document before anything that it signed is anywhere.
            await DidPublication.PublishAsync(bridge.Services, cancellationToken);
            var active = await bridge.Keys.RotateAsync(cancellationToken, which);
            await DidPublication.PublishAsync(bridge.Services, cancellationToken);
            surroundings.Terminal.Error.WriteLine(
                $"Key {active.Id} signs {KeyReport.Signs(which)} from now on. A verifier that kept a copy of the DID document from before {LocalTime.Text(active.Created, bridge.Options.TimeZone)} does not know it yet.");
            KeyReport.Write(bridge, surroundings.Terminal, result.IsJson(output));
            return ExitCode.Done;
        });
        return verb;
    }

    private static Verb Retire(Surroundings surroundings)
    {
        var id = new Argument<string>("KEY") { Description = "The key as \"key list\" names it." };
        var revoke = new Option<bool>("--revoke") { Description = "The key has come into wrong hands: nothing that it ever signed is to be believed. Credentials that only it signed fail from then on." };
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("retire", "A key signs no more, or never will; what it signed stands unless it is revoked.", "key retire z6MkrJV…", "key retire z6MkrJV… --revoke") { id, revoke, config, output };
        verb.Does(async (result, cancellationToken) =>
        {
            await using var bridge = await Composition.OpenAsync(surroundings, result.GetValue(config), cancellationToken, signs: false);
            var asked = result.GetValue(id) ?? string.Empty;
            var known = bridge.Keys.Ring.Keys.Select(key => key.Id).ToArray();
            var named = asked[(asked.IndexOf('#', StringComparison.Ordinal) + 1)..];
            if (!known.Contains(named, StringComparer.Ordinal))
            {
                throw new UsageException($"There is no key \"{asked}\". There are: {string.Join(", ", known)}.");
            }

            var retired = result.GetValue(revoke) ? await bridge.Keys.RevokeAsync(named, cancellationToken) : await bridge.Keys.RetireAsync(named, cancellationToken);
            await DidPublication.PublishAsync(bridge.Services, cancellationToken);
            surroundings.Terminal.Error.WriteLine(retired.State == KeyState.Revoked
                ? $"Key {retired.Id} is revoked, and {DidPublication.FileOf(bridge)} says so. What it signed is believed no more; issue it anew."
                : $"Key {retired.Id} only verifies. What it signed stands.");
            KeyReport.Write(bridge, surroundings.Terminal, result.IsJson(output));
            return ExitCode.Done;
        });
        return verb;
    }

    private static Option<string> Use(string description)
    {
        var option = new Option<string>("--use") { HelpName = "proof|jwt", Description = description + " Embedded proofs and JWTs have keys of their own.", DefaultValueFactory = _ => "proof" };
        option.AcceptOnlyFromAmong([.. Enum.GetValues<KeyUse>().Select(JsonText.Word)]);
        return option;
    }

    private static KeyUse UseOf(string? word) => Enum.GetValues<KeyUse>().FirstOrDefault(use => JsonText.Word(use) == word);

    private static KeyAlgorithm? AlgorithmOf(string? word) => word is null ? null : Enum.GetValues<KeyAlgorithm>().First(algorithm => JsonText.Word(algorithm) == word);

    private static string Suffix(KeyUse use) => use == KeyUse.Jwt ? " --use jwt" : string.Empty;
}
