using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LerBridge.Tests.Core.Mapping.Schema;

/// <summary>JSON Schema draft 7, as far as the schema of mappings goes; a keyword that is not known here is a failure of the test, not a pass.</summary>
internal sealed class SchemaCheck(JsonObject root)
{
    private static readonly HashSet<string> Notes = ["$schema", "$id", "title", "description", "examples", "definitions", "defaultSnippets", "then"];

    /// <summary>What is wrong, by path.</summary>
    public IReadOnlyList<string> Problems(JsonNode? value) => [.. this.Check(root, value, "$")];

    private IEnumerable<string> Check(JsonObject schema, JsonNode? value, string path)
    {
        foreach (var (keyword, rule) in schema)
        {
            foreach (var problem in Notes.Contains(keyword) ? [] : this.Check(schema, keyword, rule, value, path))
            {
                yield return problem;
            }
        }
    }

    private IEnumerable<string> Check(JsonObject schema, string keyword, JsonNode? rule, JsonNode? value, string path)
    {
        switch (keyword)
        {
            case "$ref":
                return this.Check(Resolve(rule), value, path);
            case "type":
                return (rule is JsonArray types ? types.Select(type => (string?)type) : [(string?)rule]).Any(type => IsOf(type, value)) ? [] : [$"{path} is no {rule?.ToJsonString()}"];
            case "const":
                return JsonNode.DeepEquals(rule, value) ? [] : [$"{path} is not {rule?.ToJsonString()}"];
            case "enum":
                return Array(rule).Any(word => JsonNode.DeepEquals(word, value)) ? [] : [$"{path} is none of {rule?.ToJsonString()}"];
            case "pattern":
                return value is JsonValue text && text.TryGetValue<string>(out var written) && !Regex.IsMatch(written, (string?)rule ?? string.Empty) ? [$"{path} has not the form {rule}"] : [];
            case "required":
                return value is JsonObject block ? Array(rule).Where(key => !block.ContainsKey((string?)key ?? string.Empty)).Select(key => $"{path} lacks {key}") : [];
            case "minProperties":
                return value is JsonObject least && least.Count < (int?)rule ? [$"{path} has too few keys"] : [];
            case "maxProperties":
                return value is JsonObject most && most.Count > (int?)rule ? [$"{path} has too many keys"] : [];
            case "properties":
                return value is JsonObject members ? ((JsonObject)rule!).Where(pair => members.ContainsKey(pair.Key)).SelectMany(pair => this.Check((JsonObject)pair.Value!, members[pair.Key], $"{path}.{pair.Key}")) : [];
            case "additionalProperties":
                return value is JsonObject all ? all.Where(pair => (schema["properties"] as JsonObject)?.ContainsKey(pair.Key) != true)
                    .SelectMany(pair => rule is JsonObject other ? this.Check(other, pair.Value, $"{path}.{pair.Key}") : [$"{path} has no key {pair.Key}"]) : [];
            case "propertyNames":
                return value is JsonObject named ? named.SelectMany(pair => this.Check((JsonObject)rule!, JsonValue.Create(pair.Key), $"{path}.{pair.Key}")) : [];
            case "items":
                return value is JsonArray items ? items.SelectMany((item, i) => this.Check((JsonObject)rule!, item, $"{path}[{i}]")) : [];
            case "allOf":
                return Array(rule).SelectMany(one => this.Check((JsonObject)one!, value, path));
            case "anyOf":
                return Array(rule).Any(one => !this.Check((JsonObject)one!, value, path).Any()) ? [] : [$"{path} is nothing that is expected here"];
            case "oneOf":
                return Array(rule).Count(one => !this.Check((JsonObject)one!, value, path).Any()) == 1 ? [] : [$"{path} is not exactly one of what is expected here"];
            case "not":
                return this.Check((JsonObject)rule!, value, path).Any() ? [] : [$"{path} is what is not expected here"];
            case "if":
                return this.Check((JsonObject)rule!, value, path).Any() ? [] : this.Check((JsonObject)schema["then"]!, value, path);
            default:
                throw new NotSupportedException($"The keyword {keyword} is not known here.");
        }
    }

    private JsonObject Resolve(JsonNode? reference)
    {
        var name = ((string?)reference ?? string.Empty)["#/definitions/".Length..];
        return root["definitions"]?[name] as JsonObject ?? throw new InvalidOperationException($"There is no definition {name}.");
    }

    private static JsonArray Array(JsonNode? rule) => rule as JsonArray ?? [];

    private static bool IsOf(string? type, JsonNode? value) => (type, value) switch
    {
        ("null", null) => true,
        ("object", JsonObject) or ("array", JsonArray) => true,
        ("string", JsonValue text) => text.TryGetValue<string>(out _),
        ("number", JsonValue number) => number.TryGetValue<decimal>(out _),
        ("boolean", JsonValue flag) => flag.TryGetValue<bool>(out _),
        _ => false,
    };
}
