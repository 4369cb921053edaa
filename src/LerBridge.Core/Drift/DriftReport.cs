using LerBridge.Core.Mapping;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;

namespace LerBridge.Core.Drift;

/// <summary>Tells what drifted, with the lines of mappings that it touches.</summary>
public static class DriftReport
{
    /// <summary>The code of every notice about it.</summary>
    public const string Code = "LB3108";

    private const int MostNew = 10;

    /// <summary>The notices of a run: one for each field that its mapping reads, and one for all the new ones. What the connector has told as unread is left to it.</summary>
    /// <param name="plan">The mapping.</param>
    /// <param name="drifts">What drifted.</param>
    /// <param name="told">The fields that the connector has told to be gone.</param>
    public static IEnumerable<SourceNotice> Notices(MappingPlan plan, IReadOnlyList<FieldDrift> drifts, IReadOnlySet<string> told)
    {
        foreach (var drift in drifts.Where(drift => drift.Kind != DriftKind.New && !(drift.Kind == DriftKind.Vanished && drift.Fields.Any(told.Contains))))
        {
            var places = Places(drift, [plan]);
            if (places.Count > 0)
            {
                yield return new SourceNotice(Code, $"{drift.Title} of {plan.Connector} {plan.Schema.Stream} {drift.Text}: {string.Join(", ", places)}.");
            }
        }

        var fresh = drifts.Where(drift => drift.Kind == DriftKind.New).Select(drift => drift.Title).Distinct(StringComparer.Ordinal).ToList();
        if (fresh.Count > 0)
        {
            yield return new SourceNotice(Code, $"New in {plan.Connector} {plan.Schema.Stream} since the last run: {string.Join(", ", fresh.Take(MostNew))}{(fresh.Count > MostNew ? ", …" : string.Empty)}.");
        }
    }

    /// <summary>Where mappings read a field that drifted: <c>mappings/x.yaml:29:9 reads position.title</c>.</summary>
    public static IReadOnlyList<string> Places(FieldDrift drift, IEnumerable<MappingPlan> plans) =>
        [.. from plan in plans from field in drift.Fields where plan.ReadFields.ContainsKey(field) select $"{plan.ReadFields[field]} reads {field}"];

    /// <summary>The mappings that read a stream.</summary>
    public static IEnumerable<MappingPlan> Of(IEnumerable<MappingPlan> plans, string connector, RecordSchema schema) =>
        plans.Where(plan => plan.Connector == connector && plan.Schema.Stream == schema.Stream);
}
