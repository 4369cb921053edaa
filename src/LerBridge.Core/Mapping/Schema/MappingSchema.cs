using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Core.Mapping.Profiles;

namespace LerBridge.Core.Mapping.Schema;

/// <summary>
/// The JSON Schema of mapping files, for editors that complete and explain keys while somebody types. Made from the tables that the compiler itself goes by: profiles, functions, types of
/// columns, tags, identifiers, actions. It knows the form; what a formula may name only <c>mapping check</c> knows.
/// </summary>
public static class MappingSchema
{
    /// <summary>What the shipped file is called, beside the mappings.</summary>
    public const string FileName = "mapping-v1.schema.json";

    /// <summary>The first line of a mapping, which tells YAML editors where the schema is.</summary>
    public const string EditorComment = "# yaml-language-server: $schema=./" + FileName;

    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema, lines ending in LF.</summary>
    public static string Write()
    {
        var definitions = SchemaParts.Common();
        var profiles = new ProfileSchema(definitions);
        foreach (var (name, profile) in ProfileTable.All)
        {
            definitions[SchemaParts.ProfileKey(name)] = profiles.Of(profile.Root);
        }

        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["$id"] = "urn:lerbridge:mapping:v1",
            ["title"] = "LerBridge mapping/v1",
            ["description"] = "Which records count, how the person is found, and what the credential says. A value is a constant, a text with ${holes}, or a formula that begins with =.",
        };
        foreach (var (key, value) in SectionSchemas.Document())
        {
            schema[key] = value?.DeepClone();
        }

        schema["definitions"] = definitions;
        return schema.ToJsonString(Options).ReplaceLineEndings("\n") + "\n";
    }
}
