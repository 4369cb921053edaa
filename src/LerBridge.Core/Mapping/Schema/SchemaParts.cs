using System.Text.Json.Nodes;
using LerBridge.Core.Mapping.Functions;

namespace LerBridge.Core.Mapping.Schema;

/// <summary>The parts that all sections share.</summary>
internal static class SchemaParts
{
    public static JsonObject Common() => new()
    {
        ["scalar"] = new JsonObject { ["type"] = Texts("string", "number", "boolean") },
        ["name"] = new JsonObject { ["type"] = "string", ["pattern"] = "^[A-Za-z_][A-Za-z0-9_]*$" },
        ["formula"] = new JsonObject
        {
            ["type"] = "string",
            ["pattern"] = "^(=|TO" + "DO$)",
            ["description"] = $"A formula: = and then fields of the stream, names under let, tables[key] and functions. The functions are {string.Join(", ", FunctionTable.All.Select(function => function.Signature))}.",
            ["examples"] = Texts("= course.code", "= date(completed_at, \"America/Chicago\") ?? ended_on", "= points[grade.letter] >= 2"),
        },
        ["value"] = new JsonObject
        {
            ["description"] = "A constant, a text with ${holes}, or a formula that begins with =; or a block with value: and if_missing:.",
            ["anyOf"] = new JsonArray(Ref("scalar"), Ref("valueBlock")),
        },
        ["valueBlock"] = Block(
            "A value with rules.",
            ["value"],
            ("value", Ref("scalar", "The value itself.")),
            ("if_missing", Policy("What happens where it is missing.", "omit", "hold", "skip", "stop", "use")),
            ("lookup", Text("The table in which the value is looked up, or a column of it.", "points", "grades.points")),
            ("max_length", new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["description"] = "How many characters the text may have; a record whose text has more is held." })),
        ["ifEmpty"] = Policy("What happens where the list would be empty.", "omit", "hold", "skip"),
    };

    public static string ProfileKey(string profile) => $"profile {profile}";

    public static JsonObject Ref(string definition, string? description = null)
    {
        var reference = new JsonObject { ["$ref"] = $"#/definitions/{definition}" };

        // beside a reference draft-07 reads nothing, so that a description of its own needs a wrapper
        return description is null ? reference : new JsonObject { ["description"] = description, ["allOf"] = new JsonArray(reference) };
    }

    public static JsonObject Scalar(string description, params string[] examples) => With(new JsonObject { ["type"] = Texts("string", "number", "boolean"), ["description"] = description }, examples);

    public static JsonObject Text(string description, params string[] examples) => With(new JsonObject { ["type"] = "string", ["description"] = description }, examples);

    public static JsonObject Flag(string description) => new() { ["type"] = "boolean", ["description"] = description };

    public static JsonObject Word(string description, params IEnumerable<string> words) => new() { ["enum"] = Texts([.. words]), ["description"] = description };

    public static JsonObject Formula(string description, params string[] examples) => With(Ref("formula", description), examples);

    public static JsonObject OneOrMore(JsonObject item, string description) => new()
    {
        ["description"] = description,
        ["anyOf"] = new JsonArray(item.DeepClone(), new JsonObject { ["type"] = "array", ["items"] = item.DeepClone() }),
    };

    public static JsonObject List(JsonObject item, string description) => new() { ["type"] = Texts("array", "null"), ["items"] = item, ["description"] = description };

    /// <summary>A block of named keys and no others.</summary>
    public static JsonObject Block(string description, string[] required, params (string Key, JsonObject Value)[] keys)
    {
        var block = new JsonObject { ["type"] = "object", ["description"] = description, ["additionalProperties"] = false, ["properties"] = new JsonObject(keys.Select(key => KeyValuePair.Create(key.Key, (JsonNode?)key.Value))) };
        if (required.Length > 0)
        {
            block["required"] = Texts(required);
        }

        return block;
    }

    /// <summary>What a block must be besides: each rule holds by itself.</summary>
    public static JsonObject Ruled(JsonObject block, params JsonObject[] rules)
    {
        block["allOf"] = new JsonArray([.. rules]);
        return block;
    }

    /// <summary>A rule that holds where a condition does.</summary>
    public static JsonObject Where(JsonObject condition, JsonObject then) => new() { ["if"] = condition, ["then"] = then };

    /// <summary>A key is written, and what it says keeps to a schema.</summary>
    public static JsonObject Says(string key, JsonObject value) => new() { ["required"] = Texts(key), ["properties"] = new JsonObject { [key] = value } };

    public static JsonObject Has(params string[] keys) => new() { ["required"] = Texts(keys) };

    public static JsonObject HasNot(string key) => new() { ["not"] = Has(key) };

    /// <summary>A block whose keys the author names.</summary>
    public static JsonObject Named(JsonObject value, string description) => new()
    {
        ["type"] = Texts("object", "null"),
        ["description"] = description,
        ["propertyNames"] = Ref("name"),
        ["additionalProperties"] = value,
    };

    /// <summary>A word, or a word with a reason or value.</summary>
    public static JsonObject Policy(string description, params string[] words) => new()
    {
        ["description"] = $"{description} One of {string.Join(", ", words)}; or a block like {{ hold: the reason }}.",
        ["anyOf"] = new JsonArray(
            Word(description, words.Where(word => word != "use")),
            new JsonObject
            {
                ["type"] = "object",
                ["minProperties"] = 1,
                ["maxProperties"] = 1,
                ["additionalProperties"] = false,
                ["properties"] = new JsonObject(words.Where(word => word != "omit").Select(word => KeyValuePair.Create(word, (JsonNode?)Scalar(word == "use" ? "What stands there instead." : "The reason in words.")))),
            }),
    };

    public static JsonObject With(JsonObject schema, params string[] examples)
    {
        if (examples.Length > 0)
        {
            schema["examples"] = Texts(examples);
        }

        return schema;
    }

    /// <summary>A part of a mapping that an editor offers to insert.</summary>
    public static JsonObject Snippet(JsonObject schema, string label, string description, string body)
    {
        var snippets = schema["defaultSnippets"] as JsonArray ?? [];
        snippets.Add(new JsonObject { ["label"] = label, ["description"] = description, ["bodyText"] = body });
        schema["defaultSnippets"] = snippets.Parent is null ? snippets : snippets.DeepClone();
        return schema;
    }

    public static JsonArray Texts(params string[] texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
