using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Credentials.Verifying;

namespace LerBridge.Worker.Reporting;

/// <summary>What is known of credentials, for scripts: an array with one object per file.</summary>
internal static class VerificationJson
{
    public static string Write(IEnumerable<(string File, VerificationReport Report)> reports) => JsonSerializer.Serialize(
        reports.Select(one => new Item(one.File, one.Report.Verified, [.. one.Report.Checks.Select(check => new Check(check.Check, JsonText.Word(check.Result), check.Why))])).ToArray(),
        VerificationJsonContext.Relaxed.ItemArray);

    internal sealed record Item(string File, bool? Verified, IReadOnlyList<Check> Checks);

    internal sealed record Check([property: JsonPropertyName("check")] string Name, string Result, string Why);
}

[JsonSerializable(typeof(VerificationJson.Item[]))]
internal sealed partial class VerificationJsonContext : JsonSerializerContext
{
    public static VerificationJsonContext Relaxed { get; } = new(JsonText.Options());
}
