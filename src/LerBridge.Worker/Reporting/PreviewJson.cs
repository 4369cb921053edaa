using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Core.Mapping.Preview;
using LerBridge.Worker.Commands;

namespace LerBridge.Worker.Reporting;

/// <summary>A preview for scripts: <c>lerbridge/preview/v1</c>.</summary>
internal static class PreviewJson
{
    private static readonly JsonSerializerOptions Relaxed = JsonText.Options();

    public static string Write(PreviewReport report, PreviewShow show)
    {
        var document = new JsonObject
        {
            ["schema"] = "lerbridge/preview/v1",
            ["mapping"] = (report.Draft ?? report.Plan).Id,
            ["with"] = report.Draft?.File,
            ["origin"] = report.Source.Origin,
            ["recordDate"] = report.Source.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["looked"] = report.Records,
            ["superseded"] = report.Superseded,
            ["notes"] = Texts(PreviewNotes.Of(report)),
            ["counts"] = new JsonArray([.. report.Counts.Select(count => new JsonObject
            {
                ["outcome"] = count.Word, ["code"] = count.Code, ["reason"] = count.Reason, ["where"] = count.Where, ["count"] = count.Count,
            })]),
            ["impact"] = report.Impact is { } impact ? Written(impact) : null,
            ["samples"] = report.Samples is { } samples ? Written(samples) : null,
            ["records"] = new JsonArray([.. report.Items.Select(item => Written(item, report, show))]),
        };
        return document.ToJsonString(Relaxed);
    }

    private static JsonObject Written(SampleImpact samples) => new()
    {
        ["sentence"] = samples.Sentence,
        ["looked"] = samples.Total,
        ["unreadable"] = samples.Unreadable,
        ["differ"] = new JsonArray([.. samples.Differing.Select(sample => new JsonObject
        {
            ["name"] = sample.Name,
            ["file"] = sample.File,
            ["line"] = sample.Line,
            ["mismatches"] = new JsonArray([.. sample.Mismatches.Select(one => new JsonObject { ["what"] = one.What, ["expected"] = one.Expected, ["got"] = one.Got, ["because"] = one.Because })]),
        })]),
    };

    private static JsonObject Written(Impact impact) => new()
    {
        ["sentence"] = impact.Sentence,
        ["differ"] = impact.Differ,
        ["groups"] = new JsonArray([.. impact.Groups.Select(group => new JsonObject
        {
            ["kind"] = group.Kind, ["field"] = group.Field, ["item"] = group.Item, ["count"] = group.Count, ["before"] = group.Before, ["after"] = group.After, ["examples"] = Texts(group.Examples),
        })]),
    };

    private static JsonObject Written(PreviewItem item, PreviewReport report, PreviewShow show)
    {
        var written = new JsonObject { ["record"] = item.Name, ["credential"] = item.Record.CredentialId };
        if (item.Before is { } before)
        {
            written["now"] = Outcome(before);
        }

        foreach (var (name, value) in Outcome(item.Outcome).ToArray())
        {
            written[name] = value?.DeepClone();
        }

        if (show.Values)
        {
            written["values"] = new JsonObject(PreviewItems.Values(item, report).Select(pair => KeyValuePair.Create(pair.Field, (JsonNode?)pair.Value)));
        }

        if (show.Claims)
        {
            written["claims"] = item.Outcome.Issues ? PreviewItems.Claims(item, report) : null;
        }

        return written;
    }

    private static JsonObject Outcome(PreviewOutcome outcome) => new()
    {
        ["outcome"] = outcome.Word,
        ["code"] = outcome.Reason?.Code,
        ["reason"] = outcome.Reason?.Text,
        ["where"] = outcome.Reason?.Where,
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
