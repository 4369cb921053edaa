using System.Text.Json;
using LerBridge.Core.Credentials;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Status;

namespace LerBridge.Credentials.Building;

/// <summary>Makes an unsigned status list credential, for one purpose, which is as much as the 1EdTech checker reads.</summary>
internal static class StatusListBuilder
{
    /// <summary>How long a verifier may rely on a copy without asking again, in milliseconds: a quarter of an hour, and never beyond validUntil.</summary>
    private const long Refresh = 15 * 60 * 1000;

    public static byte[] Build(IssuerProfile issuer, StatusListContent content)
    {
        var url = issuer.StatusListUrl(content.Number);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WritePropertyName("@context");
            json.WriteRawValue(issuer.Contexts.StatusList.Span, skipInputValidation: true);
            json.WriteString("id", url);
            json.WriteStartArray("type");
            json.WriteStringValue("VerifiableCredential");
            json.WriteStringValue("BitstringStatusListCredential");
            json.WriteEndArray();
            json.WriteString("issuer", issuer.Did);
            json.WriteString("validFrom", DateTimeStamp.Format(content.ValidFrom));
            json.WriteString("validUntil", DateTimeStamp.Format(content.ValidUntil));
            json.WriteStartObject("credentialSubject");
            json.WriteString("id", url + "#list");
            json.WriteString("type", "BitstringStatusList");
            json.WriteString("statusPurpose", content.Purpose == StatusPurpose.Suspension ? "suspension" : "revocation");
            json.WriteString("encodedList", Bitstring.Encode(content.Length, content.SetBits));
            json.WriteNumber("ttl", Refresh);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
