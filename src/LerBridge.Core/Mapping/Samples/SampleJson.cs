using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LerBridge.Core.Mapping.Documents;

namespace LerBridge.Core.Mapping.Samples;

/// <summary>Claims as a file of samples has them: numbers, true and false bare, text that could be taken for one of them in quotes.</summary>
internal static partial class SampleJson
{
    public static JsonNode? Of(YamlNode node) => node switch
    {
        YamlMap map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, Of(entry.Value)))),
        YamlList list => new JsonArray([.. list.Items.Select(Of)]),
        YamlScalar { Style: YamlStyle.Plain, Text: "true" } => JsonValue.Create(true),
        YamlScalar { Style: YamlStyle.Plain, Text: "false" } => JsonValue.Create(false),
        YamlScalar { IsNull: true } => null,
        YamlScalar { Style: YamlStyle.Plain } scalar when IsNumber(scalar.Text) => JsonNode.Parse(scalar.Text),
        YamlScalar scalar => JsonValue.Create(scalar.Text),
        _ => null,
    };

    public static bool IsNumber(string text) => Number().IsMatch(text);

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
