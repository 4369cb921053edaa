using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Core.Credentials;
using LerBridge.Credentials.Building;
using LerBridge.Tests.Golden;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Building;

internal sealed class BuilderTests
{
    private static readonly IssuerProfile Issuer = new(Issuing.Did, "Example College", "https://college.example", "https://ler.college.example");
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Test]
    public void An_open_badge_is_built_as_approved() => GoldenFile.Match("OpenBadge.approved.json", Built(Issuing.BadgeClaims).ToJsonString(Readable));

    [Test]
    public void An_employment_record_is_built_as_approved() =>
        GoldenFile.Match("Employment.approved.json", Built(Issuing.EmploymentClaims, CredentialProfile.Employment).ToJsonString(Readable));

    [Test]
    public void The_engine_fills_what_mappings_must_not()
    {
        var built = Built(Issuing.BadgeClaims);

        Assert.That(built["id"]?.GetValue<string>(), Is.EqualTo(Issuing.CredentialId));
        Assert.That(built["validFrom"]?.GetValue<string>(), Is.EqualTo("2026-06-01T08:30:15Z"), "whole seconds");
        Assert.That(built["awardedDate"]?.GetValue<string>(), Is.EqualTo("2026-05-08T00:00:00Z"));
        Assert.That(built["issuer"]?["id"]?.GetValue<string>(), Is.EqualTo(Issuing.Did));
        Assert.That(built["credentialSubject"]?["id"]?.GetValue<string>(), Is.EqualTo(Issuing.SubjectId));
        var status = built["credentialStatus"]?.AsObject() ?? [];
        Assert.That(status["statusListIndex"]?.GetValue<string>(), Is.EqualTo("94567"));
        Assert.That(status["statusListCredential"]?.GetValue<string>(), Is.EqualTo("https://ler.college.example/status/1.json"));
        Assert.That(status["id"]?.GetValue<string>(), Is.Not.EqualTo("https://ler.college.example/status/1.json"));
    }

    [Test]
    public void The_order_of_members_is_the_profiles_whatever_the_claims()
    {
        var claims = JsonNode.Parse(Issuing.BadgeClaims)?.AsObject() ?? [];
        var turned = new JsonObject(claims.Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));

        Assert.That(Built(turned.ToJsonString()).ToJsonString(), Is.EqualTo(Built(Issuing.BadgeClaims).ToJsonString()));
    }

    [Test]
    public void Types_and_lists_are_filled_in_and_empty_members_left_out()
    {
        var built = Built("""
            {
              "name": "x", "description": null, "image": "https://college.example/i.png",
              "evidence": { "id": "https://college.example/e/1", "name": "Project" },
              "credentialSubject": {
                "result": [], "source": { "id": "https://college.example", "name": "Example" },
                "achievement": { "id": "urn:uuid:1", "name": "n", "description": "d", "criteria": { "narrative": "c" }, "tag": "one",
                  "alignment": { "type": "Alignment", "targetName": "t", "targetUrl": "https://x.example/1" } }
              }
            }
            """);

        var subject = built["credentialSubject"]?.AsObject() ?? [];
        Assert.That(built.ContainsKey("description"), Is.False);
        Assert.That(subject.ContainsKey("result"), Is.False);
        Assert.That(built["image"]?.ToJsonString(), Is.EqualTo("""{"id":"https://college.example/i.png","type":"Image"}"""));
        Assert.That(built["evidence"]?[0]?["type"]?.ToJsonString(), Is.EqualTo("""["Evidence"]"""));
        Assert.That(subject["type"]?.ToJsonString(), Is.EqualTo("""["AchievementSubject"]"""));
        Assert.That(subject["source"]?["type"]?.ToJsonString(), Is.EqualTo("""["Profile"]"""));
        Assert.That(subject["achievement"]?["tag"]?.ToJsonString(), Is.EqualTo("""["one"]"""));
        Assert.That(subject["achievement"]?["alignment"]?[0]?["type"]?.ToJsonString(), Is.EqualTo("""["Alignment"]"""));
    }

    [Test]
    public void Employment_becomes_an_achievement_that_everyone_in_the_position_shares()
    {
        var one = Built(Issuing.EmploymentClaims, CredentialProfile.Employment);
        var other = Built(Issuing.EmploymentClaims.Replace("2024-03-04", "2020-01-01", StringComparison.Ordinal), CredentialProfile.Employment);
        var elsewhere = Built(Issuing.EmploymentClaims.Replace("Acme Logistics", "Other Ltd", StringComparison.Ordinal), CredentialProfile.Employment);

        static string Id(JsonObject built) => built["credentialSubject"]?["achievement"]?["id"]?.GetValue<string>() ?? string.Empty;
        Assert.That(Id(one), Does.Match("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"));
        Assert.That(Id(other), Is.EqualTo(Id(one)));
        Assert.That(Id(elsewhere), Is.Not.EqualTo(Id(one)));
    }

    [TestCase("ended", "\"2025-01-31\"", "endDate", "2025-01-31")]
    [TestCase("status", "\"ended\"", "employmentStatus", "ended")]
    [TestCase("type", "\"part-time\"", "employmentType", "PART_TIME")]
    public void Employment_words_are_spelled_as_schema_org_has_them(string member, string value, string written, string expected)
    {
        var claims = JsonNode.Parse(Issuing.EmploymentClaims)?.AsObject() ?? [];
        (claims["employment"] ?? throw new InvalidOperationException("employment was expected"))[member] = JsonNode.Parse(value);

        var built = Built(claims.ToJsonString(), CredentialProfile.Employment);

        Assert.That(built["credentialSubject"]?["employment"]?[written]?.GetValue<string>(), Is.EqualTo(expected));
    }

    [TestCase("O*NET", "53-1047.00", "ext:ONET-SOC")]
    [TestCase("O*NET-SOC 2019", "53-1047", "ext:ONET-SOC")]
    [TestCase("O*NET", "2.B.3.e", "ext:ONET")]
    [TestCase("ESCO v1.2", "abc", "ext:ESCO")]
    [TestCase("Lightcast Open Skills", "KS123", "ext:Lightcast")]
    [TestCase("Our own list", "1", null)]
    [TestCase(null, "53-1047.00", null)]
    public void A_skills_target_type_follows_from_its_framework(string? framework, string? code, string? expected) =>
        Assert.That(SkillTargetType.Of(framework, code), Is.EqualTo(expected));

    [Test]
    public void Two_status_entries_are_a_list()
    {
        var draft = Issuing.Draft(Issuing.BadgeClaims) with
        {
            Status = [new StatusEntry(StatusPurpose.Revocation, 1, 5), new StatusEntry(StatusPurpose.Suspension, 2, 6)],
        };
        using var claims = JsonDocument.Parse(draft.Claims);

        var built = JsonNode.Parse(new OpenBadgeBuilder(Issuer).Build(draft, claims.RootElement));

        Assert.That(built?["credentialStatus"]?.AsArray().Select(entry => entry?["statusPurpose"]?.GetValue<string>()), Is.EqualTo(new[] { "revocation", "suspension" }));
    }

    private static JsonObject Built(string claims, CredentialProfile profile = CredentialProfile.OpenBadge)
    {
        using var json = JsonDocument.Parse(claims);
        var draft = Issuing.Draft(claims, profile);
        var bytes = profile == CredentialProfile.Employment
            ? new EmploymentBuilder(Issuer).Build(draft, json.RootElement)
            : new OpenBadgeBuilder(Issuer).Build(draft, json.RootElement);
        return JsonNode.Parse(bytes)?.AsObject() ?? [];
    }
}
