using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Core.Mapping.Describing;

namespace LerBridge.Worker.Reporting;

/// <summary>A description, or the difference of two, for scripts: <c>lerbridge/description/v1</c>.</summary>
internal static class DescriptionJson
{
    private static readonly JsonSerializerOptions Relaxed = JsonText.Options();

    public static string Write(string mapping, Description now, Description? was)
    {
        var document = new JsonObject { ["schema"] = "lerbridge/description/v1", ["mapping"] = mapping, ["title"] = now.Title };
        if (was is null)
        {
            document["sections"] = new JsonArray([.. now.Sections.Select(section => new JsonObject
            {
                ["section"] = section.Key,
                ["heading"] = section.Heading,
                ["ordered"] = section.Ordered,
                ["lines"] = new JsonArray([.. section.Lines.Select(line => new JsonObject { ["about"] = line.Key, ["depth"] = line.Depth, ["text"] = line.Text })]),
            })]);
        }
        else
        {
            document["same"] = was.Hash == now.Hash;
            document["changes"] = new JsonArray([.. DescriptionDifference.Between(was, now).Select(change => new JsonObject
            {
                ["section"] = change.Section,
                ["heading"] = change.Heading,
                ["kind"] = JsonText.Word(change.Kind),
                ["was"] = change.Was,
                ["now"] = change.Now,
            })]);
        }

        return document.ToJsonString(Relaxed);
    }
}
