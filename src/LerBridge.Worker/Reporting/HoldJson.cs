using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Core.Mapping;
using LerBridge.Core.Pipeline;

namespace LerBridge.Worker.Reporting;

/// <summary>Held records as scripts read them: <c>lerbridge/holds/v1</c>. A record is named by its keyed hash.</summary>
internal static class HoldJson
{
    public static string Write(IEnumerable<HoldView> holds, IReadOnlyList<MappingPlan> mappings) =>
        JsonSerializer.Serialize(new Document("lerbridge/holds/v1", [.. holds.Select(hold => One(hold, mappings.FirstOrDefault(plan => plan.Id == hold.Record.Mapping)))]), HoldJsonContext.Relaxed.Document);

    private static Item One(HoldView hold, MappingPlan? plan) => new(
        hold.Id,
        hold.Record.Mapping,
        hold.Kind.Name,
        Remedy.Who(hold.Record.Code, plan?.Connector ?? "the source", plan),
        hold.Record.Code,
        hold.Record.Reason,
        hold.Record.Where,
        hold.Record.Since,
        hold.Record.Absent,
        hold.Record.CredentialId,
        plan is not null && HoldDesk.Refusal(hold, plan) is null,
        hold.Kind.Advice,
        plan is null ? [] : HoldConsequences.Of(hold, plan),
        hold.Record.Verdict is { } verdict ? new Verdict(verdict.Release ? "release" : "reject", verdict.By, verdict.Reason, verdict.At) : null);

    internal sealed record Document(string Schema, IReadOnlyList<Item> Holds);

    internal sealed record Item(
        string Id,
        string Mapping,
        string Kind,
        string Owner,
        string Code,
        string Reason,
        string? Where,
        DateOnly Since,
        bool Absent,
        string? Credential,
        bool Releasable,
        string Advice,
        IReadOnlyList<string> Consequences,
        Verdict? Verdict);

    internal sealed record Verdict(string Decision, string By, string Reason, DateTimeOffset At);
}

[JsonSerializable(typeof(HoldJson.Document))]
internal sealed partial class HoldJsonContext : JsonSerializerContext
{
    public static HoldJsonContext Relaxed { get; } = new(JsonText.Options());
}
