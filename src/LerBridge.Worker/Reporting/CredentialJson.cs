using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Core.Ledger;

namespace LerBridge.Worker.Reporting;

/// <summary>Credentials of the register for scripts: <c>lerbridge/credentials/v1</c>.</summary>
internal static class CredentialJson
{
    public static string Write(IEnumerable<RegisterEntry> entries) => JsonSerializer.Serialize(
        new Document(
            "lerbridge/credentials/v1",
            [.. entries.Select(entry => new Item(entry.Id, entry.Mapping, entry.Person, JsonText.Word(entry.State), entry.Version, entry.ValidFrom, entry.ChangedAt, entry.RunId))]),
        CredentialJsonContext.Relaxed.Document);

    internal sealed record Document(string Schema, IReadOnlyList<Item> Credentials);

    internal sealed record Item(string Id, string Mapping, string Person, string State, int Version, DateTimeOffset ValidFrom, DateTimeOffset ChangedAt, string RunId);
}

[JsonSerializable(typeof(CredentialJson.Document))]
internal sealed partial class CredentialJsonContext : JsonSerializerContext
{
    public static CredentialJsonContext Relaxed { get; } = new(JsonText.Options());
}
