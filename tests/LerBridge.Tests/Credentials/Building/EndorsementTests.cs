using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Core.Credentials;
using LerBridge.Credentials;
using LerBridge.Credentials.Building;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Verifying;
using LerBridge.Tests.Credentials.Verifying;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Building;

/// <summary>Endorsements that we sign, by themselves and in what they endorse.</summary>
internal sealed class EndorsementTests
{
    private const string Achievement = "https://college.example/achievements/NUR-210";

    private static readonly string Claims = """{ "name": "In good standing", "awardedDate": "2026-05-08", "credentialSubject": { "endorsementComment": "Meets the standard." } }""";

    private static readonly IssuerOptions Web = Issuing.Options;

    private Issuing issuing = null!;
    private CredentialIssuer issuer = null!;

    [SetUp]
    public async Task Start()
    {
        this.issuing = await Issuing.Start();
        await this.issuing.Keys.AddNextAsync(KeyAlgorithm.P256, CancellationToken.None, KeyUse.Jwt);
        await this.issuing.Keys.RotateAsync(CancellationToken.None, KeyUse.Jwt);
        this.issuer = this.Of(new IssuerOptions { Did = Did(this.issuing), Name = "Example College", PublicBaseUrl = "https://ler.college.example" });
    }

    [TearDown]
    public void End() => this.issuing.Dispose();

    [Test]
    public void It_verifies_by_itself_and_says_what_it_endorses()
    {
        var signed = Parse(this.issuer.Issue(Draft(Achievement)).Document);

        var report = Signed.Verify(signed);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Verified, Is.True, report.Text());
            Assert.That(signed["type"]!.ToJsonString(), Is.EqualTo("""["VerifiableCredential","EndorsementCredential"]"""));
            Assert.That(signed["credentialSubject"]!.ToJsonString(), Is.EqualTo($$"""{"id":"{{Achievement}}","type":["EndorsementSubject"],"endorsementComment":"Meets the standard."}"""));
            Assert.That(signed["awardedDate"]!.GetValue<string>(), Is.EqualTo("2026-05-08T00:00:00Z"));
            Assert.That(report.Why("form"), Does.Contain("endorsement"));
        }
    }

    [TestCase("""{ "credentialSubject": { "endorsementComment": "x" } }""", "LB6301", "/name")]
    [TestCase("""{ "name": "x", "image": "https://x.example/i.png" }""", "LB6312", "/image")]
    [TestCase("""{ "name": "x", "issuer": "did:web:other.example" }""", "LB6312", "/issuer")]
    [TestCase("""{ "name": "x", "credentialSubject": { "endorsementComment": 7 } }""", "LB6302", "/credentialSubject/endorsementComment")]
    [TestCase("""{ "name": "undefined", "credentialSubject": { "endorsementComment": "x" } }""", "LB3410", "/name")]
    public void What_does_not_keep_the_rules_is_named_before_it_is_signed(string claims, string code, string pointer)
    {
        var problems = this.issuer.Check(CredentialProfile.Endorsement, Encoding.UTF8.GetBytes(claims));

        Assert.That(problems.Select(problem => (problem.Code, problem.Pointer)), Does.Contain((code, pointer)));
    }

    [TestCase("OpenBadges")]
    [TestCase("VcJose")]
    public void It_may_be_a_JWT(string form)
    {
        var profile = form == "OpenBadges" ? JwtProfile.OpenBadges : JwtProfile.VcJose;

        var (issued, _) = this.Of(Web).IssueJwt(Draft(Achievement), profile);

        var report = this.Verify(issued!.Document);
        Assert.That(report.Verified, Is.True, report.Text());
        Assert.That(report.Why("form"), Does.Contain("endorsement"));
    }

    [TestCase("credential")]
    [TestCase("achievement")]
    [TestCase("issuer")]
    public void It_stands_in_the_credential_the_achievement_or_the_issuer_that_it_endorses_and_verifies_there(string place)
    {
        var endorser = this.issuer;
        var endorsement = Parse(endorser.Issue(Draft(place switch { "credential" => Issuing.CredentialId, "issuer" => endorser.Did, _ => Achievement })).Document);
        var claims = JsonNode.Parse(Issuing.BadgeClaims)!.AsObject();
        var options = new IssuerOptions { Did = endorser.Did, Name = "Example College", PublicBaseUrl = "https://ler.college.example" };
        switch (place)
        {
            case "credential":
                claims["endorsement"] = new JsonArray(endorsement);
                break;
            case "achievement":
                claims["credentialSubject"]!["achievement"]!["endorsement"] = new JsonArray(endorsement);
                break;
            default:
                options = options with { Endorsements = [Read(endorsement.Bytes(), endorser.Did)] };
                break;
        }

        var badge = this.Of(options).Issue(Issuing.Draft(claims.ToJsonString()) with { Status = [] });

        var report = Signed.Verify(badge.Document);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Verified, Is.True, report.Text());
            Assert.That(report.Checks.Count(check => check.Check == "endorsement"), Is.EqualTo(1));
        }
    }

    [TestCase("""{ "type": [ "VerifiableCredential" ] }""", "LB6306", "/endorsement/0/type")]
    [TestCase("\"eyJhbGciOiJFUzI1NiJ9.e30.AAAA\"", "LB6302", "/endorsement/0")]
    public void Nothing_else_may_stand_where_an_endorsement_belongs(string endorsement, string code, string pointer)
    {
        var claims = JsonNode.Parse(Issuing.BadgeClaims)!.AsObject();
        claims["endorsement"] = new JsonArray(JsonNode.Parse(endorsement));

        var problems = this.issuer.Check(CredentialProfile.OpenBadge, claims.Bytes());

        Assert.That(problems.Select(problem => (problem.Code, problem.Pointer)), Does.Contain((code, pointer)));
    }

    [Test]
    public void An_endorsement_of_something_else_or_without_a_proof_is_not_signed_into_a_credential()
    {
        var other = Parse(this.issuer.Issue(Draft("https://other.example/achievement")).Document);
        other.Remove("proof");
        var claims = JsonNode.Parse(Issuing.BadgeClaims)!.AsObject();
        claims["endorsement"] = new JsonArray(other);

        var problems = this.issuer.Check(CredentialProfile.OpenBadge, claims.Bytes());

        Assert.That(problems.Select(problem => (problem.Code, problem.Pointer)), Is.EqualTo(new[] { ("LB6301", "/endorsement/0/proof"), ("LB6310", "/endorsement/0/credentialSubject") }));
    }

    [Test]
    public void A_JWT_stands_only_in_a_credential_that_is_a_JWT_itself_and_verifies_there()
    {
        var (endorsement, _) = this.Of(Web).IssueJwt(Draft(Achievement), JwtProfile.OpenBadges);
        var claims = JsonNode.Parse(Issuing.BadgeClaims)!.AsObject();
        claims["credentialSubject"]!["achievement"]!["endorsementJwt"] = new JsonArray(Encoding.ASCII.GetString(endorsement!.Document.Span));
        var jwts = this.Of(Web with { Format = CredentialFormat.ObJwt });

        var refused = this.issuer.Check(CredentialProfile.OpenBadge, claims.Bytes());
        var taken = jwts.Check(CredentialProfile.OpenBadge, claims.Bytes());
        var badge = jwts.Issue(Issuing.Draft(claims.ToJsonString()) with { Status = [] });

        var report = this.Verify(badge.Document);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.Select(problem => problem.Code), Is.EqualTo(new[] { "LB6315" }));
            Assert.That(taken, Is.Empty);
            Assert.That(report.Checks.Single(check => check.Check == "endorsement").Why, Does.StartWith("credentialSubject.achievement.endorsementJwt[0]"));
            Assert.That(report.Verified, Is.True, report.Text());
        }
    }

    [Test]
    public void A_learner_record_has_the_issuers_endorsement_once_around_all_that_it_embeds()
    {
        var endorsement = Parse(this.issuer.Issue(Draft(this.issuer.Did)).Document);
        var endorsed = this.Of(new IssuerOptions { Did = this.issuer.Did, Name = "Example College", PublicBaseUrl = "https://ler.college.example", Endorsements = [Read(endorsement.Bytes(), this.issuer.Did)] });

        var record = endorsed.Issue(Issuing.Draft(LearnerRecordTests.Claims().ToJsonString(), CredentialProfile.LearnerRecord) with { Status = [] });

        var report = Signed.Verify(record.Document);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Verified, Is.True, report.Text());
            Assert.That(Encoding.UTF8.GetString(record.Document.Span).Split("EndorsementCredential"), Has.Length.EqualTo(2));
        }
    }

    [Test]
    public void An_issuers_endorsement_is_of_that_issuer_signed_and_an_endorsement()
    {
        var right = Parse(this.issuer.Issue(Draft(this.issuer.Did)).Document);
        var unsigned = right.DeepClone().AsObject();
        unsigned.Remove("proof");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(IssuerEndorsement.Read(right.Bytes(), "did:web:other.example").Refusal, Does.Contain("another"));
            Assert.That(IssuerEndorsement.Read(unsigned.Bytes(), this.issuer.Did).Refusal, Does.Contain("proof"));
            Assert.That(IssuerEndorsement.Read(Signed.Badge().Sign().Bytes(), this.issuer.Did).Refusal, Does.Contain("LB6306"));
            Assert.That(IssuerEndorsement.Read("no json"u8.ToArray(), this.issuer.Did).Refusal, Does.Contain("not JSON"));
            Assert.That(IssuerEndorsement.Read((byte[])[.. "\ufeff"u8, .. right.Bytes(), .. "\r\n"u8], this.issuer.Did).Refusal, Is.Null);
        }
    }

    private static string Did(Issuing issuing) => "did:key:" + issuing.Keys.Active.Public.Multibase;

    private static CredentialDraft Draft(string endorsed) => Issuing.Draft(Claims, CredentialProfile.Endorsement) with
    {
        Id = "urn:uuid:f0a1b2c3-0000-8000-8000-000000000001",
        SubjectId = endorsed,
        Status = [],
    };

    private static JsonObject Parse(ReadOnlyMemory<byte> document) => JsonNode.Parse(document.Span)!.AsObject();

    private static IssuerEndorsement Read(byte[] bytes, string did) => IssuerEndorsement.Read(bytes, did) is ({ } endorsement, _) ? endorsement : throw new InvalidOperationException("an endorsement expected");

    /// <summary>With the DID document of the issuer at hand.</summary>
    private VerificationReport Verify(ReadOnlyMemory<byte> credential)
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder.File("did.json"), this.Of(Web).DidDocument().Span);
        var material = new VerificationMaterial();
        Assert.That(material.AddFile(folder.File("did.json")), Is.Null);
        return Signed.Verify(credential, material);
    }

    private CredentialIssuer Of(IssuerOptions options) => new(options, this.issuing.Keys, new StoppedClock(Issuing.ValidFrom));
}
