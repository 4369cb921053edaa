using System.Text;
using System.Text.Json.Nodes;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Verifying;
using LerBridge.Tests.Credentials.Jose;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Verifying;

/// <summary>What a credential carries is asked the same questions as the credential.</summary>
internal sealed class EmbeddedTests
{
    private const string First = "credentialSubject.verifiableCredential[0]: ";
    private const string Second = "credentialSubject.verifiableCredential[1]: ";

    [Test]
    public void Every_credential_in_a_record_has_an_answer_of_its_own_with_its_place()
    {
        var report = Signed.Verify(Signed.Record(Signed.Badge().Sign(), Signed.Badge(Signed.Other).Sign(Signed.Other)).Sign());

        var embedded = report.Checks.Where(check => check.Check == "embedded").ToArray();
        Assert.That(report.Verified, Is.True, report.Text());
        Assert.That(embedded, Has.Length.EqualTo(2));
        Assert.That(embedded[0].Why, Does.StartWith(First + "It verifies by itself"));
        Assert.That(embedded[1].Why, Does.StartWith(Second + "It verifies by itself"));
    }

    [Test]
    public void One_that_was_changed_before_the_record_was_signed_makes_the_whole_no()
    {
        var forged = Signed.Badge().Sign().With("name", "Clinical Care III");

        var report = Signed.Verify(Signed.Record(Signed.Badge().Sign(), forged).Sign());

        var embedded = report.Checks.Where(check => check.Check == "embedded").ToArray();
        Assert.That(report.Result("proof"), Is.EqualTo(Verdict.Yes), report.Text());
        Assert.That(embedded.Select(check => check.Result), Is.EqualTo(new[] { Verdict.Yes, Verdict.No }));
        Assert.That(embedded[1].Why, Does.StartWith(Second + "proof no: ").And.Contain("changed after signing"));
        Assert.That(report.Verified, Is.False);
    }

    [TestCase("unsigned", Verdict.No, "proof no: It has no embedded proof.")]
    [TestCase("expired", Verdict.No, "validity no: ")]
    [TestCase("of an unknown issuer", Verdict.Unknown, "issuer unknown: ")]
    [TestCase("with a status list that is not at hand", Verdict.Unknown, "status unknown: STATUS_RETRIEVAL_ERROR")]
    [TestCase("of the older form", Verdict.No, "form no: ")]
    [TestCase("of an undefined term", Verdict.No, "context no: ")]
    public void Each_of_its_questions_is_asked(string flaw, object expected, string why)
    {
        var embedded = flaw switch
        {
            "unsigned" => Signed.Badge(),
            "expired" => Signed.Badge().With("validUntil", "2026-06-01T09:00:00Z").Sign(),
            "of an unknown issuer" => Signed.Badge(issuer: "did:web:other.example").Sign(method: "did:web:other.example#" + Signed.Key.Public.Multibase),
            "of the older form" => Older().Sign(),
            "of an undefined term" => Signed.Badge().Sign().With("favouriteColour", "green"),
            _ => Signed.Badge().With("credentialStatus", StatusTests.Entry("revocation")).Sign(),
        };

        var report = Signed.Verify(Signed.Record(embedded));

        Assert.That(report.Result("embedded"), Is.EqualTo(expected), report.Text());
        Assert.That(report.Why("embedded"), Does.StartWith(First).And.Contain(why));
    }

    [Test]
    public void A_JWT_in_an_envelope_is_read_alone_and_within_a_record()
    {
        var jwt = Jwts.Signed(JwtProfile.VcJose, Signed.Key, Signed.Badge(), $"{Signed.DidOf(Signed.Key)}#{Signed.Key.Public.Multibase}");

        var alone = Signed.Verify(Envelope(jwt));
        var within = Signed.Verify(Signed.Record(Envelope(jwt)).Sign());
        jwt[^5] = jwt[^5] == 'A' ? (byte)'B' : (byte)'A';
        var changed = Signed.Verify(Signed.Record(Envelope(jwt)).Sign());

        Assert.That(alone.Verified, Is.True, alone.Text());
        Assert.That(within.Verified, Is.True, within.Text());
        Assert.That(changed.Result("embedded"), Is.EqualTo(Verdict.No), changed.Text());
        Assert.That(changed.Result("form"), Is.EqualTo(Verdict.Yes), changed.Text());
    }

    [TestCase("data:application/vc+jwt;base64,ZXk=")]
    [TestCase("data:application/vc+sd-jwt,eyJ.e30.AA~")]
    [TestCase("data:application/vc+jwt,")]
    [TestCase("https://college.example/credential.jwt")]
    public void An_envelope_of_something_else_is_refused(string id)
    {
        var envelope = new JsonObject { ["@context"] = "https://www.w3.org/ns/credentials/v2", ["type"] = "EnvelopedVerifiableCredential", ["id"] = id };

        Assert.That(Signed.Verify(envelope).Verified, Is.False);
        Assert.That(Signed.Verify(Signed.Record(envelope).Sign()).Verified, Is.False);
    }

    [Test]
    public void Endorsements_of_the_credential_its_achievement_and_its_issuer_are_verified()
    {
        var badge = Signed.Badge();
        badge["endorsement"] = new JsonArray(Signed.Endorsement(badge["id"]!.GetValue<string>()).Sign(Signed.Other));
        badge["credentialSubject"]!["achievement"]!["endorsement"] = new JsonArray(Signed.Endorsement(Signed.AchievementId).Sign(Signed.Other));
        badge["issuer"]!["endorsement"] = new JsonArray(Signed.Endorsement(Signed.DidOf(Signed.Key)).Sign(Signed.Other));

        var report = Signed.Verify(badge.Sign());

        Assert.That(report.Verified, Is.True, report.Text());
        Assert.That(
            report.Checks.Where(check => check.Check == "endorsement").Select(check => check.Why[..check.Why.IndexOf(':', StringComparison.Ordinal)]),
            Is.EqualTo(new[] { "endorsement[0]", "issuer.endorsement[0]", "credentialSubject.achievement.endorsement[0]" }));
    }

    [Test]
    public void An_endorsement_in_a_JWT_is_verified_where_the_credential_is_a_JWT()
    {
        var method = $"{Signed.DidOf(Signed.Other)}#{Signed.Other.Public.Multibase}";
        var endorsement = Jwts.Signed(JwtProfile.OpenBadges, Signed.Other, Signed.Endorsement(Signed.AchievementId), method);
        var badge = Signed.Badge(Signed.Other).With("endorsementJwt", new JsonArray(Encoding.ASCII.GetString(endorsement)));

        var right = Signed.Verify(Jwts.Signed(JwtProfile.OpenBadges, Signed.Other, badge, method));
        badge["endorsementJwt"] = new JsonArray(Encoding.ASCII.GetString(endorsement)[..^6] + "AAAAAA");
        var changed = Signed.Verify(Jwts.Signed(JwtProfile.OpenBadges, Signed.Other, badge, method));

        Assert.That(right.Verified, Is.True, right.Text());
        Assert.That(right.Why("endorsement"), Does.StartWith("endorsementJwt[0]: "));
        Assert.That(changed.Result("endorsement"), Is.EqualTo(Verdict.No), changed.Text());
    }

    [TestCase("of something else", "endorsed no: It endorses something")]
    [TestCase("that is none", "endorsed no: It is no EndorsementCredential")]
    [TestCase("without a name", "form no: LB6301 /name")]
    [TestCase("changed", "proof no: ")]
    public void A_wrong_endorsement_makes_the_whole_no(string flaw, string why)
    {
        var endorsement = Signed.Endorsement(flaw == "of something else" ? "https://other.example/achievements/1" : Signed.AchievementId);
        if (flaw == "without a name")
        {
            endorsement.Remove("name");
        }

        var signed = flaw == "that is none" ? Signed.Badge().Sign() : endorsement.Sign(Signed.Other);
        if (flaw == "changed")
        {
            signed["credentialSubject"]!["endorsementComment"] = "The best course there is.";
        }

        var report = Signed.Verify(Signed.Badge().With("endorsement", new JsonArray(signed)).Sign());

        Assert.That(report.Result("endorsement"), Is.EqualTo(Verdict.No), report.Text());
        Assert.That(report.Why("endorsement"), Does.Contain(why));
        Assert.That(report.Result("proof"), Is.EqualTo(Verdict.Yes));
        Assert.That(report.Verified, Is.False);
    }

    [Test]
    public void An_endorsement_alone_is_a_credential_like_others()
    {
        var report = Signed.Verify(Signed.Endorsement(Signed.AchievementId).Sign(Signed.Other));

        Assert.That(report.Verified, Is.True, report.Text());
        Assert.That(report.Why("form"), Does.Contain("endorsement"));
    }

    [Test]
    public void Records_within_records_are_followed_so_far_and_no_further()
    {
        var record = Signed.Badge();
        for (var i = 0; i < 8; i++)
        {
            record = Signed.Record(record);
        }

        var report = Signed.Verify(record);

        Assert.That(report.Verified, Is.False);
        Assert.That(report.Why("embedded"), Does.Contain("It was not looked at"));
    }

    private static JsonObject Envelope(byte[] jwt) => new()
    {
        ["@context"] = "https://www.w3.org/ns/credentials/v2",
        ["type"] = "EnvelopedVerifiableCredential",
        ["id"] = "data:application/vc+jwt," + Encoding.ASCII.GetString(jwt),
    };

    private static JsonObject Older()
    {
        var badge = Signed.Badge();
        badge["@context"] = new JsonArray(
            "https://www.w3.org/2018/credentials/v1", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json", "https://w3id.org/security/data-integrity/v2");
        badge["issuanceDate"] = "2026-06-01T08:30:15Z";
        badge.Remove("validFrom");
        return badge;
    }
}
