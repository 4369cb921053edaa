using System.Text.Json.Nodes;
using LerBridge.Core.Mapping.Preview;
using LerBridge.Core.Records;
using LerBridge.Worker.Commands;

namespace LerBridge.Worker.Reporting;

/// <summary>One record of a preview as it may be shown: in clear where the person brought it along, else without anything about a person.</summary>
internal static class PreviewItems
{
    /// <summary>What the credential would say.</summary>
    public static JsonNode? Claims(PreviewItem item, PreviewReport report) =>
        report.Source.Clear ? JsonNode.Parse(item.Outcome.Claims.Span) : new PersonalPaths(report.Draft ?? report.Plan).Mask(item.Outcome.Claims);

    /// <summary>The record's values that may be shown, by field.</summary>
    public static IEnumerable<(string Field, string Value)> Values(PreviewItem item, PreviewReport report)
    {
        var plan = report.Draft ?? report.Plan;
        if (new MappingPreview(plan, report.Source.Day, (_, _) => [], persons: null).Read(item.Record) is not { } record)
        {
            yield break;
        }

        for (var slot = 0; slot < plan.Schema.Fields.Length; slot++)
        {
            var (field, value) = (plan.Schema.Fields[slot], record[slot]);
            if (!value.IsMissing)
            {
                var text = value.Kind == ValueKind.TextList ? string.Join("; ", value.TextList) : RecordCodec.TextOf(value);
                yield return (field.Name, report.Source.Clear || field.Tags == FieldTags.None ? text : $"({Streams.TagsOf(field)})");
            }
        }
    }

    /// <summary>What would differ in one credential, a line each.</summary>
    public static IEnumerable<string> Changes(PreviewItem item, PreviewOutcome before, PreviewReport report)
    {
        var personal = new PersonalPaths(report.Draft ?? report.Plan);
        var earlier = new PersonalPaths(report.Plan);
        foreach (var change in ClaimsDifference.Between(before.Claims, item.Outcome.Claims))
        {
            var hidden = !report.Source.Clear && (personal.Contains(change.Path) || earlier.Contains(change.Path));
            yield return change.Kind switch
            {
                _ when hidden => $"{Verb(change.Kind)} {change.Path}",
                ClaimsChangeKind.Change => $"changes {change.Path}: {change.Before} → {change.After}",
                _ => $"{Verb(change.Kind)} {change.Path}{(change.Item is { } one ? $" {one}" : string.Empty)}{((change.Before ?? change.After) is { } value ? $": {value}" : string.Empty)}",
            };
        }
    }

    private static string Verb(ClaimsChangeKind kind) => kind switch { ClaimsChangeKind.Gain => "gains", ClaimsChangeKind.Lose => "loses", _ => "changes" };
}
