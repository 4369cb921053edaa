using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using LerBridge.Core.Credentials;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Building;

/// <summary>Makes an unsigned Open Badges 3.0 credential from claims: the engine's members and the claims, in the profile's order.</summary>
internal sealed class OpenBadgeBuilder(IssuerProfile issuer)
{
    /// <summary>What its credentials are besides verifiable.</summary>
    public const string Type = "OpenBadgeCredential";

    // names are written as people write them; nothing here is ever put into HTML unescaped
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public byte[] Build(CredentialDraft draft, JsonElement claims) => this.Build(draft, claims, Type, OpenBadgeModel.Claims, OpenBadgeModel.Subject, issuer.Contexts.OpenBadge);

    internal byte[] Build(CredentialDraft draft, JsonElement claims, string type, ProfileClass credential, ProfileClass subjectClass, ReadOnlyMemory<byte> context)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WritePropertyName("@context");
            json.WriteRawValue(context.Span, skipInputValidation: true);
            json.WriteString("id", draft.Id);
            json.WriteStartArray("type");
            json.WriteStringValue("VerifiableCredential");
            json.WriteStringValue(type);
            json.WriteEndArray();
            json.WritePropertyName("issuer");
            issuer.Write(json);
            json.WriteString("validFrom", DateTimeStamp.Format(draft.ValidFrom));
            ClaimsWriter.WriteMembers(json, claims, credential, "credentialSubject");
            json.WritePropertyName("credentialSubject");
            WriteSubject(json, draft, claims, subjectClass);
            this.WriteStatus(json, draft.Status);
            if (issuer.Schemas && draft.Status.Count <= 1)
            {
                // the published schemas know one status only, so a credential with two does not keep them
                CredentialSchemas.Write(json, type);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteSubject(Utf8JsonWriter json, CredentialDraft draft, JsonElement claims, ProfileClass subjectClass)
    {
        if (!claims.TryGetProperty("credentialSubject", out var subject))
        {
            json.WriteStartObject();
            json.WriteString("id", draft.SubjectId);
            ClaimsWriter.WriteType(json, subject, subjectClass);
            json.WriteEndObject();
            return;
        }

        if (subject.ValueKind != JsonValueKind.Object)
        {
            subject.WriteTo(json);
            return;
        }

        json.WriteStartObject();
        json.WriteString("id", draft.SubjectId);
        ClaimsWriter.WriteType(json, subject, subjectClass);
        ClaimsWriter.WriteMembers(json, subject, subjectClass, "id");
        json.WriteEndObject();
    }

    private void WriteStatus(Utf8JsonWriter json, IReadOnlyList<StatusEntry> entries)
    {
        if (entries.Count == 0)
        {
            return;
        }

        json.WritePropertyName("credentialStatus");
        if (entries.Count == 1)
        {
            this.WriteStatus(json, entries[0]);
            return;
        }

        // VC Data Model 2.0 allows several; the published schema of Open Badges 3.0 knows one only
        json.WriteStartArray();
        foreach (var entry in entries)
        {
            this.WriteStatus(json, entry);
        }

        json.WriteEndArray();
    }

    private void WriteStatus(Utf8JsonWriter json, StatusEntry entry)
    {
        var list = issuer.StatusListUrl(entry.List);
        var index = entry.Index.ToString(CultureInfo.InvariantCulture);
        json.WriteStartObject();
        json.WriteString("id", $"{list}#{index}");
        json.WriteString("type", "BitstringStatusListEntry");
        json.WriteString("statusPurpose", entry.Purpose == StatusPurpose.Suspension ? "suspension" : "revocation");
        json.WriteString("statusListIndex", index);
        json.WriteString("statusListCredential", list);
        json.WriteEndObject();
    }
}
