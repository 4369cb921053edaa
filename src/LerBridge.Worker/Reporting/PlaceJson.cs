using System.Text.Json;
using System.Text.Json.Serialization;

namespace LerBridge.Worker.Reporting;

/// <summary>What verbs that look after a folder did there, for scripts: <c>lerbridge/ledger/v1</c> and <c>lerbridge/status/v1</c>.</summary>
internal static class PlaceJson
{
    public static string Ledger(string dataDirectory) => JsonSerializer.Serialize(new LedgerDocument("lerbridge/ledger/v1", dataDirectory), PlaceJsonContext.Relaxed.LedgerDocument);

    public static string Status(string folder, int published) => JsonSerializer.Serialize(new StatusDocument("lerbridge/status/v1", folder, published), PlaceJsonContext.Relaxed.StatusDocument);

    internal sealed record LedgerDocument(string Schema, string DataDirectory);

    internal sealed record StatusDocument(string Schema, string Folder, int Published);
}

[JsonSerializable(typeof(PlaceJson.LedgerDocument))]
[JsonSerializable(typeof(PlaceJson.StatusDocument))]
internal sealed partial class PlaceJsonContext : JsonSerializerContext
{
    public static PlaceJsonContext Relaxed { get; } = new(JsonText.Options());
}
