using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Core.Sources;

namespace LerBridge.Worker.Reporting;

/// <summary>What checks of sources and destinations found, for scripts: <c>lerbridge/connections/v1</c>.</summary>
internal static class ConnectionJson
{
    public static string Write(IEnumerable<(string Name, string Kind, ConnectionReport Report)> reports) => JsonSerializer.Serialize(
        new Document("lerbridge/connections/v1", [.. reports.Select(one => new Item(one.Name, one.Kind, one.Report.IsUsable, [.. one.Report.Findings.Select(Of)]))]),
        ConnectionJsonContext.Relaxed.Document);

    private static Finding Of(ConnectionFinding finding) => new(finding.Subject, JsonText.Word(finding.Result), finding.Advice);

    internal sealed record Document(string Schema, IReadOnlyList<Item> Connections);

    internal sealed record Item(string Name, string Kind, bool Usable, IReadOnlyList<Finding> Findings);

    internal sealed record Finding(string Subject, string Result, string? Advice);
}

[JsonSerializable(typeof(ConnectionJson.Document))]
internal sealed partial class ConnectionJsonContext : JsonSerializerContext
{
    public static ConnectionJsonContext Relaxed { get; } = new(JsonText.Options());
}
