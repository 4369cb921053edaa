using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Core.Credentials;
using LerBridge.Credentials;
using LerBridge.Credentials.Building;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs;
using LerBridge.Tests.Credentials.Verifying;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Building;

/// <summary>The schema that a credential names where the issuer asks for it, and what a verifier says of it.</summary>
internal sealed class CredentialSchemaTests
{
    private Issuing issuing = null!;

    [SetUp]
    public async Task Start() => this.issuing = await Issuing.Start();

    [TearDown]
    public void End() => this.issuing.Dispose();

    [TestCase(CredentialProfile.OpenBadge, "ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json", 2)]
    [TestCase(CredentialProfile.Employment, "ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json", 2)]
    [TestCase(CredentialProfile.LearnerRecord, "clr/v2p0/schema/json/clr_v2p0_clrcredential_schema.json", 3)]
    [TestCase(CredentialProfile.Endorsement, "ob/v3p0/schema/json/ob_v3p0_endorsementcredential_schema.json", 2)]
    public void Every_kind_names_its_own_with_the_context_that_defines_its_type_and_verifies(CredentialProfile profile, string schema, int place)
    {
        var credential = this.Issue(profile, schemas: true);

        var report = Signed.Verify(credential);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(credential["credentialSchema"]!.ToJsonString(), Is.EqualTo($$"""[{"id":"https://purl.imsglobal.org/spec/{{schema}}","type":"1EdTechJsonSchemaValidator2019"}]"""));
            Assert.That(credential["@context"]![place]!.GetValue<string>(), Is.EqualTo(Contexts.Extensions));
            Assert.That(report.Verified, Is.True, report.Text());
            Assert.That(report.Result("credentialSchema"), Is.EqualTo(Verdict.Yes));
        }
    }

    [Test]
    public void Without_the_setting_there_is_neither_schema_nor_context_nor_a_word_about_it()
    {
        var credential = this.Issue(CredentialProfile.OpenBadge, schemas: false);

        Assert.That(credential.ToJsonString(), Does.Not.Contain("credentialSchema").And.Not.Contain("extensions.json"));
        Assert.That(Signed.Verify(credential).Checks.Select(check => check.Check), Does.Not.Contain("credentialSchema"));
    }

    [Test]
    public void What_a_learner_record_embeds_names_a_schema_too()
    {
        var record = this.Issue(CredentialProfile.LearnerRecord, schemas: true);

        var embedded = record["credentialSubject"]!["verifiableCredential"]!.AsArray();
        Assert.That(embedded.Select(one => one!["credentialSchema"]![0]!["id"]!.GetValue<string>()), Is.All.EqualTo(CredentialSchemas.OpenBadge));
    }

    [Test]
    public void A_credential_with_two_statuses_names_none_since_the_published_schema_knows_one()
    {
        var credential = this.Issue(CredentialProfile.OpenBadge, schemas: true, new StatusEntry(StatusPurpose.Revocation, 1, 7), new StatusEntry(StatusPurpose.Suspension, 2, 8));

        Assert.That(credential.ContainsKey("credentialSchema"), Is.False);
    }

    [TestCase("https://other.example/schema.json", "1EdTechJsonSchemaValidator2019", Verdict.Unknown, "not known")]
    [TestCase("https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json", "JsonSchema", Verdict.Unknown, "type")]
    [TestCase("https://purl.imsglobal.org/spec/clr/v2p0/schema/json/clr_v2p0_clrcredential_schema.json", "1EdTechJsonSchemaValidator2019", Verdict.No, "Comprehensive Learner Record")]
    public void A_schema_that_is_not_known_stays_open_and_one_of_another_kind_is_not_kept(string id, string type, object result, string why)
    {
        var badge = Signed.Badge().With("credentialSchema", new JsonArray(new JsonObject { ["id"] = id, ["type"] = type }));
        badge["@context"]!.AsArray().Add(Contexts.Extensions);

        var report = Signed.Verify(badge.Sign());

        Assert.That(report.Result("credentialSchema"), Is.EqualTo(result), report.Text());
        Assert.That(report.Why("credentialSchema"), Does.Contain(why));
    }

    [Test]
    public void A_credential_that_breaks_a_rule_of_its_schema_is_told_so_under_the_schema_too()
    {
        var badge = Signed.Badge().With("credentialSchema", new JsonObject { ["id"] = CredentialSchemas.OpenBadge, ["type"] = CredentialSchemas.Type });
        badge["@context"]!.AsArray().Add(Contexts.Extensions);
        badge["credentialSubject"]!["achievement"]!.AsObject().Remove("criteria");

        Assert.That(Signed.Verify(badge.Sign()).Result("credentialSchema"), Is.EqualTo(Verdict.No));
    }

    [Test]
    public void Two_statuses_in_a_credential_that_names_the_schema_of_one_do_not_keep_it()
    {
        var badge = Signed.Badge().With("credentialSchema", new JsonObject { ["id"] = CredentialSchemas.OpenBadge, ["type"] = CredentialSchemas.Type });
        badge["@context"]!.AsArray().Add(Contexts.Extensions);
        badge["credentialStatus"] = new JsonArray(Entry("revocation"), Entry("suspension"));

        Assert.That(Signed.Verify(badge.Sign()).Why("credentialSchema"), Does.Contain("credentialStatus"));
    }

    private static JsonObject Entry(string purpose) => new()
    {
        ["type"] = "BitstringStatusListEntry",
        ["statusPurpose"] = purpose,
        ["statusListIndex"] = "7",
        ["statusListCredential"] = "https://ler.college.example/status/1.json",
    };

    private JsonObject Issue(CredentialProfile profile, bool schemas, params StatusEntry[] status)
    {
        var did = "did:key:" + this.issuing.Keys.Active.Public.Multibase;
        var issuer = new CredentialIssuer(Issuing.Options with { Did = did, CredentialSchema = schemas }, this.issuing.Keys, new StoppedClock(Issuing.ValidFrom));
        var claims = profile switch
        {
            CredentialProfile.Employment => Issuing.EmploymentClaims,
            CredentialProfile.LearnerRecord => LearnerRecordTests.Claims().ToJsonString(),
            CredentialProfile.Endorsement => """{ "name": "In good standing" }""",
            _ => Issuing.BadgeClaims,
        };
        Assert.That(issuer.Check(profile, System.Text.Encoding.UTF8.GetBytes(claims)), Is.Empty);
        return JsonNode.Parse(issuer.Issue(Issuing.Draft(claims, profile) with { Status = status }).Document.Span)!.AsObject();
    }
}
