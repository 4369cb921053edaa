using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Credentials.Keys;
using LerBridge.Worker.Cli;

namespace LerBridge.Worker.Reporting;

/// <summary>The public side of the issuer's keys, for people and for scripts.</summary>
internal static class KeyReport
{
    public static void Write(Bridge bridge, Terminal terminal, bool json)
    {
        var keys = bridge.Keys.Ring.Keys;
        if (json)
        {
            var items = keys.Select(key => new KeyItem(
                $"{bridge.Options.Issuer.Did}#{key.Id}", JsonText.Word(key.Algorithm), JsonText.Word(key.Use), StateOf(key), key.TokenLabel is null ? "file" : "token", key.Created, key.Changed));
            terminal.Output.WriteLine(JsonSerializer.Serialize(new KeyDocument("lerbridge/keys/v1", [.. items]), KeyJsonContext.Relaxed.KeyDocument));
            return;
        }

        var table = Tables.Plain("key", "signs with", "for", "kept in", "state", "since");
        foreach (var key in keys)
        {
            var place = key.TokenLabel is { } label ? $"token: {label}" : "a file";
            table.Row(key.Id, key.Algorithm.ToString(), Signs(key.Use), place, StateOf(key), LocalTime.Text(key.Changed, bridge.Options.TimeZone));
        }

        terminal.Ansi.Write(table);
    }

    /// <summary>What a key signs, in words.</summary>
    public static string Signs(KeyUse use) => use == KeyUse.Jwt ? "JWTs" : "proofs";

    private static string StateOf(KeyEntry key) => key.State switch
    {
        KeyState.VerifyOnly => "verify-only",
        _ => key.State.ToString().ToLowerInvariant(),
    };
}

internal sealed record KeyDocument(string Schema, IReadOnlyList<KeyItem> Keys);

internal sealed record KeyItem(string Id, string Algorithm, string Use, string State, string KeptIn, DateTimeOffset Created, DateTimeOffset Changed);

[JsonSerializable(typeof(KeyDocument))]
internal sealed partial class KeyJsonContext : JsonSerializerContext
{
    public static KeyJsonContext Relaxed { get; } = new(JsonText.Options());
}
