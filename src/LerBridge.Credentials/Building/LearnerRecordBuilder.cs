using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LerBridge.Core.Credentials;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Building;

/// <summary>
/// Makes an unsigned Comprehensive Learner Record 2.0 from claims: every embedded credential is built and signed first, with the record's subject, dates and status, so
/// that a withdrawn record withdraws what was taken out of it.
/// </summary>
internal sealed class LearnerRecordBuilder(IssuerProfile issuer)
{
    /// <summary>What its credentials are besides verifiable.</summary>
    public const string Type = "ClrCredential";

    private readonly OpenBadgeBuilder badges = new(issuer);
    private readonly OpenBadgeBuilder embedded = new(issuer.Embedded);

    /// <param name="draft">The record.</param>
    /// <param name="claims">What the mapping says, held against <see cref="ClaimsLint"/>.</param>
    /// <param name="sign">Signs an embedded credential.</param>
    public byte[] Build(CredentialDraft draft, JsonElement claims, Func<byte[], byte[]> sign)
    {
        var record = Json.Written(json => this.WriteRecord(json, draft, claims, sign));
        return this.badges.Build(draft, record, Type, LearnerRecordModel.Claims, LearnerRecordModel.Subject, issuer.Contexts.LearnerRecord);
    }

    /// <summary>
    /// The id of an embedded credential, the same in every version of its record: a version-8 UUID (RFC 9562, section 5.8) of SHA-256 over the record's id, the
    /// achievement's id and which of several for the same achievement it is.
    /// </summary>
    internal static string EmbeddedId(string record, string? achievement, int which) =>
        HashedUuid.Urn(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{record}\n{achievement}\n{which}"))));

    private static string? AchievementOf(JsonElement claims) =>
        Json.Member(claims, "credentialSubject") is { } subject && Json.Member(subject, "achievement") is { } achievement ? Json.Text(achievement, "id") : null;

    private void WriteRecord(Utf8JsonWriter json, CredentialDraft draft, JsonElement claims, Func<byte[], byte[]> sign)
    {
        json.WriteStartObject();
        Json.WriteMembersBut(json, claims, "credentialSubject", LearnerRecordModel.Credentials, LearnerRecordModel.Achievements);
        json.WriteStartObject("credentialSubject");
        if (Json.Member(claims, "credentialSubject") is { ValueKind: JsonValueKind.Object } subject)
        {
            Json.WriteMembersBut(json, subject, "achievement", "verifiableCredential");
        }

        if (Json.Member(claims, LearnerRecordModel.Achievements) is { } achievements)
        {
            json.WritePropertyName("achievement");
            achievements.WriteTo(json);
        }

        json.WriteStartArray("verifiableCredential");
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var credential in Json.Items(claims, LearnerRecordModel.Credentials))
        {
            var achievement = AchievementOf(credential);
            var which = seen[achievement ?? string.Empty] = seen.GetValueOrDefault(achievement ?? string.Empty) + 1;
            var unsigned = this.embedded.Build(draft with { Id = EmbeddedId(draft.Id, achievement, which) }, credential);
            json.WriteRawValue(sign(unsigned), skipInputValidation: true);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
