using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Core.Credentials;

namespace LerBridge.Credentials.Building;

/// <summary>
/// Makes an unsigned employment credential (<c>employment@1</c>): an Open Badges 3.0 achievement <c>ext:Employment</c>, which every Open Badges verifier and wallet
/// can show, and the inline <c>employment</c> object with the terms of schema.org. What is missing stays missing, for the lint to name.
/// </summary>
internal sealed class EmploymentBuilder(IssuerProfile issuer)
{
    private readonly OpenBadgeBuilder badges = new(issuer);

    /// <summary>What claims may say under <c>employment</c>.</summary>
    public static IReadOnlyList<string> Members { get; } = ["employer", "title", "job_profile", "type", "started", "ended", "status", "location", "skills"];

    /// <summary>What claims may say of a skill.</summary>
    public static IReadOnlyList<string> SkillMembers { get; } =
        ["targetName", "targetUrl", "targetCode", "targetFramework", "targetType", "targetDescription", "validated_by"];

    public byte[] Build(CredentialDraft draft, JsonElement claims)
    {
        using var projected = JsonDocument.Parse(this.Project(claims).ToJsonString());
        return this.badges.Build(
            draft, projected.RootElement, OpenBadgeBuilder.Type, EmploymentModel.EmploymentClaims, EmploymentModel.SubjectWithEmployment, issuer.Contexts.Employment);
    }

    /// <summary>
    /// The same achievement for everyone in the same position: a version-8 UUID (RFC 9562, section 5.8) of SHA-256 over issuer, employer and job, a line feed
    /// between them.
    /// </summary>
    internal static string AchievementId(string issuer, string employer, string job) =>
        HashedUuid.Urn(SHA256.HashData(Encoding.UTF8.GetBytes($"{issuer}\n{employer}\n{job}")));

    private static JsonNode? Copy(JsonElement from, string name) => Proofs.Json.Member(from, name) is { } value ? Node(value) : null;

    private static JsonNode? Node(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(value.Clone()),
        JsonValueKind.Array => JsonArray.Create(value.Clone()),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(value.Clone()),
    };

    private static JsonObject Role(JsonElement employment, JsonElement? employer)
    {
        var role = new JsonObject { ["jobTitle"] = Copy(employment, "title") };
        role["employmentType"] = Proofs.Json.Text(employment, "type") is { } type ? Spelled(type) : Copy(employment, "type");
        role["employmentStatus"] = Proofs.Json.Text(employment, "status") == "current" ? "active" : Copy(employment, "status");
        role["startDate"] = Copy(employment, "started");
        role["endDate"] = Copy(employment, "ended");
        role["workLocation"] = Copy(employment, "location");
        role["worksFor"] = employer is { } named ? Node(named) : null;
        return role;
    }

    /// <summary><c>full-time</c> is <c>FULL_TIME</c>, as schema.org's employmentType is written by those who use it.</summary>
    private static string Spelled(string type) => type.Trim().Replace('-', '_').Replace(' ', '_').ToUpperInvariant();

    private static JsonArray Alignments(JsonElement skills)
    {
        var alignments = new JsonArray();
        foreach (var skill in skills.EnumerateArray())
        {
            if (skill.ValueKind != JsonValueKind.Object)
            {
                alignments.Add(Node(skill));
                continue;
            }

            var alignment = new JsonObject();
            foreach (var member in skill.EnumerateObject())
            {
                alignment[member.Name == "validated_by" ? "targetDescription" : member.Name] = Node(member.Value);
            }

            alignment["targetType"] ??= SkillTargetType.Of(Proofs.Json.Text(skill, "targetFramework"), Proofs.Json.Text(skill, "targetCode"));
            alignments.Add(alignment);
        }

        return alignments;
    }

    private JsonObject Project(JsonElement claims)
    {
        var result = new JsonObject();
        foreach (var member in claims.EnumerateObject())
        {
            if (member.Name is not ("employment" or "credentialSubject"))
            {
                result[member.Name] = Node(member.Value);
            }
        }

        var employment = Proofs.Json.Member(claims, "employment") is { ValueKind: JsonValueKind.Object } stated ? stated : default;
        var employer = Proofs.Json.Member(employment, "employer");
        var title = Proofs.Json.Text(employment, "title");
        var employerName = employer is { } named ? Proofs.Json.Text(named, "name") : null;
        var whole = title is not null && employerName is not null ? $"{title}, {employerName}" : null;
        result["name"] ??= whole;

        var subject = Copy(claims, "credentialSubject") as JsonObject ?? [];
        subject["role"] = title;
        subject["activityStartDate"] = Copy(employment, "started");
        subject["activityEndDate"] = Copy(employment, "ended");
        subject["achievement"] = new JsonObject
        {
            ["id"] = title is not null && employerName is not null
                ? AchievementId(issuer.Did, employerName, Proofs.Json.Text(employment, "job_profile") ?? title)
                : null,
            ["achievementType"] = "ext:Employment",
            ["name"] = title,
            ["description"] = whole,
            ["criteria"] = new JsonObject { ["narrative"] = "Held according to the employer's records" },
            ["alignment"] = Proofs.Json.Member(employment, "skills") is { ValueKind: JsonValueKind.Array } skills ? Alignments(skills) : Copy(employment, "skills"),
        };
        subject["employment"] = Role(employment, employer);
        result["credentialSubject"] = subject;
        return result;
    }
}
