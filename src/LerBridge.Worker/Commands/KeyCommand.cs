using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Credentials.Keys;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;

namespace LerBridge.Worker.Commands;

/// <summary><c>key list</c>: the public side of the issuer's keys.</summary>
internal static class KeyCommand
{
    public static Command Create(Surroundings surroundings) => new("key", "Looks at the signing keys.") { List(surroundings) };

    private static Verb List(Surroundings surroundings)
    {
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("list", "Lists the keys and their states; what is secret stays so.", "key list", "key list --output json") { config, output };
        verb.Does(async (result, cancellationToken) =>
        {
            await using var bridge = await Composition.OpenAsync(surroundings, result.GetValue(config), cancellationToken);
            var keys = bridge.Keys.Ring.Keys;
            if (result.IsJson(output))
            {
                var items = keys.Select(key => new KeyItem($"{bridge.Options.Issuer.Did}#{key.Id}", JsonText.Word(key.Algorithm), JsonText.Word(key.Use), StateOf(key), key.Created, key.Changed));
                surroundings.Terminal.Output.WriteLine(JsonSerializer.Serialize(new KeyDocument("lerbridge/keys/v1", [.. items]), KeyJsonContext.Relaxed.KeyDocument));
                return ExitCode.Done;
            }

            var table = Tables.Plain("key", "signs with", "for", "state", "since");
            foreach (var key in keys)
            {
                table.Row(key.Id, key.Algorithm.ToString(), key.Use == KeyUse.Jwt ? "JWTs" : "proofs", StateOf(key), LocalTime.Text(key.Changed, bridge.Options.TimeZone));
            }

            surroundings.Terminal.Ansi.Write(table);
            return ExitCode.Done;
        });
        return verb;
    }

    private static string StateOf(KeyEntry key) => key.State switch
    {
        KeyState.VerifyOnly => "verify-only",
        _ => key.State.ToString().ToLowerInvariant(),
    };
}

internal sealed record KeyDocument(string Schema, IReadOnlyList<KeyItem> Keys);

internal sealed record KeyItem(string Id, string Algorithm, string Use, string State, DateTimeOffset Created, DateTimeOffset Changed);

[JsonSerializable(typeof(KeyDocument))]
internal sealed partial class KeyJsonContext : JsonSerializerContext
{
    public static KeyJsonContext Relaxed { get; } = new(JsonText.Options());
}
