using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Storage;

namespace LerBridge.Worker.Reporting;

/// <summary>What verbs that look after a folder did there, for scripts: <c>lerbridge/ledger/v1</c> and <c>lerbridge/status/v1</c>.</summary>
internal static class PlaceJson
{
    public static string Ledger(string dataDirectory) => JsonSerializer.Serialize(new LedgerDocument("lerbridge/ledger/v1", dataDirectory), PlaceJsonContext.Relaxed.LedgerDocument);

    public static string Pending(IReadOnlyList<PendingScript> scripts) =>
        JsonSerializer.Serialize(new PendingDocument("lerbridge/migrations/v1", [.. scripts.Select(script => new PendingItem(script.Version, script.Name, script.Checksum))]), PlaceJsonContext.Relaxed.PendingDocument);

    public static string Status(string folder, int published) => JsonSerializer.Serialize(new StatusDocument("lerbridge/status/v1", folder, published), PlaceJsonContext.Relaxed.StatusDocument);

    internal sealed record LedgerDocument(string Schema, string DataDirectory);

    internal sealed record PendingDocument(string Schema, IReadOnlyList<PendingItem> Pending);

    internal sealed record PendingItem(int Version, string Name, string Checksum);

    internal sealed record StatusDocument(string Schema, string Folder, int Published);
}

[JsonSerializable(typeof(PlaceJson.LedgerDocument))]
[JsonSerializable(typeof(PlaceJson.StatusDocument))]
[JsonSerializable(typeof(PlaceJson.PendingDocument))]
internal sealed partial class PlaceJsonContext : JsonSerializerContext
{
    public static PlaceJsonContext Relaxed { get; } = new(JsonText.Options());
}
