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

    /// <param name="draft">The record.</param>
    /// <param name="claims">What the mapping says, held against <see cref="ClaimsLint"/>.</param>
    /// <param name="sign">Signs an embedded credential.</param>
    public byte[] Build(CredentialDraft draft, JsonElement claims, Func<byte[], byte[]> sign)
    {
        var record = Json.Written(json => this.WriteRecord(json, draft, claims, sign));
        return this.badges.Build(draft, record, Type, LearnerRecordModel.Claims, LearnerRecordModel.Subject, issuer.Contexts.LearnerRecord);
    }

    /// <summary>
    /// The id of an embedded credential, the same in every version of its record whatever else the record holds: a version-8 UUID (RFC 9562, section 5.8) of SHA-256 over the record's id, what it
    /// was made from and which of several made from the same it is. The record's own id comes of the installation's secret, so that nobody can guess this one.
    /// </summary>
    internal static string EmbeddedId(string record, string? madeFrom, int which) =>
        HashedUuid.Urn(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{record}\n{madeFrom}\n{which}"))));

    // the row of the source where the mapping says which; else the achievement
    private static string? MadeFrom(JsonElement claims) => Json.Text(claims, LearnerRecordModel.Key) ?? AchievementOf(claims);

    private static string? AchievementOf(JsonElement claims) =>
        Json.Member(claims, "credentialSubject") is { } subject && Json.Member(subject, "achievement") is { } achievement ? Json.Text(achievement, "id") : null;

    private static JsonElement WithoutKey(JsonElement claims) => Json.Member(claims, LearnerRecordModel.Key) is null ? claims : Json.Written(json =>
    {
        json.WriteStartObject();
        Json.WriteMembersBut(json, claims, LearnerRecordModel.Key);
        json.WriteEndObject();
    });

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
        foreach (var embedded in Json.Items(claims, LearnerRecordModel.Credentials))
        {
            var from = MadeFrom(embedded);
            var which = seen[from ?? string.Empty] = seen.GetValueOrDefault(from ?? string.Empty) + 1;
            var unsigned = this.badges.Build(draft with { Id = EmbeddedId(draft.Id, from, which) }, WithoutKey(embedded));
            json.WriteRawValue(sign(unsigned), skipInputValidation: true);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
