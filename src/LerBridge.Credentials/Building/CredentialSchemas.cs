using System.Collections.Frozen;
using System.Text.Json;

namespace LerBridge.Credentials.Building;

/// <summary>The JSON schemas that 1EdTech publishes of its credentials (Open Badges 3.0, section 8.1; Comprehensive Learner Record 2.0). Their rules are part of ours.</summary>
internal static class CredentialSchemas
{
    /// <summary>The type of a schema in the 2019 draft of JSON Schema, which only <see cref="Contexts.Extensions"/> defines.</summary>
    public const string Type = "1EdTechJsonSchemaValidator2019";

    public const string OpenBadge = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json";

    public const string Endorsement = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_endorsementcredential_schema.json";

    public const string LearnerRecord = "https://purl.imsglobal.org/spec/clr/v2p0/schema/json/clr_v2p0_clrcredential_schema.json";

    private static readonly FrozenDictionary<string, string> Known = new Dictionary<string, string>
    {
        [OpenBadge] = OpenBadgeBuilder.Type,
        [Endorsement] = EndorsementModel.Type,
        [LearnerRecord] = LearnerRecordBuilder.Type,

        // the specification of learner records publishes the two others once more
        ["https://purl.imsglobal.org/spec/clr/v2p0/schema/json/clr_v2p0_achievementcredential_schema.json"] = OpenBadgeBuilder.Type,
        ["https://purl.imsglobal.org/spec/clr/v2p0/schema/json/clr_v2p0_endorsementcredential_schema.json"] = EndorsementModel.Type,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The type of credential whose schema lies at a URL; null for a schema that is not known here.</summary>
    public static string? TypeOf(string url) => Known.GetValueOrDefault(url);

    /// <summary>Writes the <c>credentialSchema</c> of a credential that we make.</summary>
    public static void Write(Utf8JsonWriter json, string credentialType)
    {
        json.WriteStartArray("credentialSchema");
        json.WriteStartObject();
        json.WriteString("id", credentialType switch
        {
            LearnerRecordBuilder.Type => LearnerRecord,
            EndorsementModel.Type => Endorsement,
            _ => OpenBadge,
        });
        json.WriteString("type", Type);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
