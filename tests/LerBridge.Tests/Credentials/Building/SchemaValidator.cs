using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LerBridge.Tests.Credentials.Building;

/// <summary>
/// JSON Schema 2019-09 as far as the published schemas of Open Badges 3.0 and Comprehensive Learner Record 2.0 use it, formats asserted. A keyword that it does not know is
/// an error, so that nothing is passed over in silence.
/// </summary>
internal sealed class SchemaValidator(JsonElement root)
{
    private static readonly HashSet<string> Annotations = new(StringComparer.Ordinal) { "$schema", "$id", "$defs", "$comment", "title", "description" };

    private readonly Dictionary<string, Regex> patterns = new(StringComparer.Ordinal);

    public static SchemaValidator Read(string file) => new(JsonDocument.Parse(File.ReadAllBytes(Shared.Path("standards/data/schemas/" + file))).RootElement);

    public bool Accepts(JsonElement value) => this.Accepts(root, value);

    private bool Accepts(JsonElement schema, JsonElement value)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            if (!Annotations.Contains(keyword.Name) && !this.Holds(schema, keyword.Name, keyword.Value, value))
            {
                return false;
            }
        }

        return true;
    }

    private bool Holds(JsonElement schema, string keyword, JsonElement said, JsonElement value)
    {
        switch (keyword)
        {
            case "$ref": return this.Accepts(root.GetProperty("$defs").GetProperty((said.GetString() ?? string.Empty)["#/$defs/".Length..]), value);
            case "type": return IsOfType(said.GetString() ?? string.Empty, value);
            case "enum": return said.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value));
            case "oneOf": return said.EnumerateArray().Count(one => this.Accepts(one, value)) == 1;
            case "anyOf": return said.EnumerateArray().Any(one => this.Accepts(one, value));
            case "allOf": return said.EnumerateArray().All(one => this.Accepts(one, value));
            case "pattern": return value.ValueKind != JsonValueKind.String || this.Matches(said, value.GetString() ?? string.Empty);
            case "format": return value.ValueKind != JsonValueKind.String || HasFormat(said.GetString() ?? string.Empty, value.GetString() ?? string.Empty);
            case "properties" or "required" or "propertyNames" or "additionalProperties":
                return value.ValueKind != JsonValueKind.Object || this.HoldsOfObject(schema, keyword, said, value);
            case "items" or "additionalItems" or "minItems" or "contains":
                return value.ValueKind != JsonValueKind.Array || this.HoldsOfArray(schema, keyword, said, value);
            default: throw new NotSupportedException($"The keyword {keyword} is not known here.");
        }
    }

    private bool HoldsOfObject(JsonElement schema, string keyword, JsonElement said, JsonElement value) => keyword switch
    {
        "properties" => said.EnumerateObject().All(member => !value.TryGetProperty(member.Name, out var found) || this.Accepts(member.Value, found)),
        "required" => said.EnumerateArray().All(name => value.TryGetProperty(name.GetString() ?? string.Empty, out _)),
        "propertyNames" => value.EnumerateObject().All(member => this.Matches(said.GetProperty("pattern"), member.Name)),
        _ => value.EnumerateObject()
            .Where(member => !(schema.TryGetProperty("properties", out var known) && known.TryGetProperty(member.Name, out _)))
            .All(member => said.ValueKind == JsonValueKind.Object ? this.Accepts(said, member.Value) : said.GetBoolean()),
    };

    private bool HoldsOfArray(JsonElement schema, string keyword, JsonElement said, JsonElement value)
    {
        var items = value.EnumerateArray().ToArray();
        switch (keyword)
        {
            case "minItems": return items.Length >= said.GetInt32();
            case "contains": return items.Any(item => this.Accepts(said, item));
            case "items" when said.ValueKind == JsonValueKind.Array: return said.EnumerateArray().Zip(items).All(pair => this.Accepts(pair.First, pair.Second));
            case "items": return items.All(item => this.Accepts(said, item));
            default: return items.Skip(schema.GetProperty("items").GetArrayLength()).All(item => this.Accepts(said, item));
        }
    }

    private bool Matches(JsonElement pattern, string text)
    {
        var source = pattern.GetString() ?? string.Empty;
        if (!this.patterns.TryGetValue(source, out var regex))
        {
            this.patterns.Add(source, regex = new Regex(source, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5)));
        }

        return regex.IsMatch(text);
    }

    private static bool IsOfType(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => throw new NotSupportedException($"The type {type} is not known here."),
    };

    private static bool HasFormat(string format, string text) => format switch
    {
        "date-time" => Regex.IsMatch(text, @"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$") && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        _ => throw new NotSupportedException($"The format {format} is not known here."),
    };
}
