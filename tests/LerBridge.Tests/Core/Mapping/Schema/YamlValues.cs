using System.Globalization;
using System.Text.Json.Nodes;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Reading;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Schema;

/// <summary>A mapping as an editor's YAML server sees it: plain scalars by the core schema of YAML 1.2.</summary>
internal static class YamlValues
{
    public static JsonNode? Of(string text)
    {
        var findings = new Findings("mapping.yaml");
        var root = YamlReader.Read(new SourceText("mapping.yaml", text), findings);
        Assert.That(findings.All.Select(found => found.Message), Is.Empty);
        return Of(root);
    }

    private static JsonNode? Of(YamlNode? node) => node switch
    {
        YamlMap map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, Of(entry.Value)))),
        YamlList list => new JsonArray([.. list.Items.Select(Of)]),
        YamlScalar { IsNull: true } or null => null,
        YamlScalar { Style: YamlStyle.Plain, Text: "true" or "false" } flag => JsonValue.Create(flag.Text == "true"),
        YamlScalar { Style: YamlStyle.Plain } scalar when decimal.TryParse(scalar.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        YamlScalar scalar => JsonValue.Create(scalar.Text),
        _ => null,
    };
}
