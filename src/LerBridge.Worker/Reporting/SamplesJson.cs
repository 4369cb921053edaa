using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Worker.Commands;

namespace LerBridge.Worker.Reporting;

/// <summary>What capturing golden samples came to, for scripts: <c>lerbridge/golden-samples/v1</c>.</summary>
internal static class SamplesJson
{
    private static readonly JsonSerializerOptions Relaxed = JsonText.Options();

    public static string Write(SampleReport report, string? file) => new JsonObject
    {
        ["schema"] = "lerbridge/golden-samples/v1",
        ["mapping"] = report.Plan.Id,
        ["file"] = file,
        ["origin"] = report.Source.Origin,
        ["looked"] = report.Looked,
        ["before"] = report.Before.Count,
        ["added"] = new JsonArray([.. report.Added.Select(sample => new JsonObject { ["name"] = sample.Name, ["outcome"] = sample.Expected.Word, ["code"] = sample.Expected.Code, ["reason"] = sample.Expected.Reason })]),
        ["passedOver"] = new JsonArray([.. report.Refused.Select(pair => new JsonObject { ["code"] = "LB1409", ["why"] = pair.Key, ["count"] = pair.Value })]),
    }.ToJsonString(Relaxed);
}
