using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Core.Mapping;

namespace LerBridge.Worker.Reporting;

/// <summary>Tests of mappings for scripts: <c>lerbridge/mapping-tests/v1</c>.</summary>
internal static class MappingTestJson
{
    public static string Write(IEnumerable<MappingTestResult> tests) =>
        JsonSerializer.Serialize(new Document("lerbridge/mapping-tests/v1", [.. tests.Select(test => new Item(test.File, test.Line, test.Name, test.Passed, test.Mismatches))]), MappingTestJsonContext.Relaxed.Document);

    internal sealed record Document(string Schema, IReadOnlyList<Item> Tests);

    internal sealed record Item(string File, int Line, string Name, bool Passed, IReadOnlyList<TestMismatch> Mismatches);
}

[JsonSerializable(typeof(MappingTestJson.Document))]
internal sealed partial class MappingTestJsonContext : JsonSerializerContext
{
    public static MappingTestJsonContext Relaxed { get; } = new(JsonText.Options());
}
