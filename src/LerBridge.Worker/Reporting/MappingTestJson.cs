using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Core.Mapping;
using LerBridge.Core.Mapping.Coverage;

namespace LerBridge.Worker.Reporting;

/// <summary>Tests of mappings for scripts: <c>lerbridge/mapping-tests/v1</c>.</summary>
internal static class MappingTestJson
{
    public static string Write(IEnumerable<MappingTestResult> tests, IReadOnlyList<MappingCoverage>? coverage) => JsonSerializer.Serialize(
        new Document("lerbridge/mapping-tests/v1", [.. tests.Select(test => new Item(test.File, test.Line, test.Name, test.IsSample ? "sample" : "test", test.Passed, test.Mismatches))], coverage),
        MappingTestJsonContext.Relaxed.Document);

    /// <param name="Schema">The form.</param>
    /// <param name="Tests">The tests.</param>
    /// <param name="Coverage">What they exercise; null where nobody asked.</param>
    internal sealed record Document(string Schema, IReadOnlyList<Item> Tests, IReadOnlyList<MappingCoverage>? Coverage);

    internal sealed record Item(string File, int Line, string Name, string Kind, bool Passed, IReadOnlyList<TestMismatch> Mismatches);
}

[JsonSerializable(typeof(MappingTestJson.Document))]
internal sealed partial class MappingTestJsonContext : JsonSerializerContext
{
    public static MappingTestJsonContext Relaxed { get; } = new(JsonText.Options());
}
