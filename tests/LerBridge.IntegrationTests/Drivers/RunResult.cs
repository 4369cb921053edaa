using System.Text.Json;

namespace LerBridge.IntegrationTests.Drivers;

/// <summary>One entry of <c>run --output json</c>.</summary>
internal sealed record RunResult(string Mapping, string Outcome, string Extract, IReadOnlyDictionary<string, long> Counts, IReadOnlyDictionary<string, long> Delivery)
{
    public long this[string count] => this.Counts[count];

    /// <summary>True where the sums of the contract hold.</summary>
    public bool SumsHold =>
        this["read"] == this["unchanged"] + this["new"] + this["corrected"] + this["withdrawn"] + this["skipped"] + this["held"] + this["failed"]
        && this["absent"] == this["absentKept"] + this["absentHeld"] + this["absentWithdrawn"];

    public static IReadOnlyDictionary<string, RunResult> Parse(string output)
    {
        using var document = JsonDocument.Parse(output);
        return document.RootElement.GetProperty("runs").EnumerateArray().ToDictionary(
            run => run.GetProperty("mapping").GetString() ?? string.Empty,
            run => new RunResult(
                run.GetProperty("mapping").GetString() ?? string.Empty,
                run.GetProperty("outcome").GetString() ?? string.Empty,
                run.GetProperty("extract").GetString() ?? string.Empty,
                Numbers(run.GetProperty("counts")),
                Numbers(run.GetProperty("delivery"))));
    }

    private static Dictionary<string, long> Numbers(JsonElement element) =>
        element.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.Number).ToDictionary(member => member.Name, member => member.Value.GetInt64());
}
