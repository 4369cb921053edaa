using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Verifying;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Verifying;

/// <summary>Domain and challenge: what a proof is bound to, and what was expected.</summary>
internal sealed class BindingTests
{
    [Test]
    public void What_is_bound_as_expected_verifies_and_both_are_said()
    {
        var report = Judge(Bound("jobs.example", "8f1c"), new ExpectedBinding(["jobs.example"], "8f1c"));

        Assert.That(report.Verified, Is.True, report.Text());
        Assert.That((report.Result("domain"), report.Result("challenge")), Is.EqualTo((Verdict.Yes, Verdict.Yes)));
    }

    [TestCase("jobs.example", "8f1c", "other.example", "8f1c", "domain", "INVALID_DOMAIN_ERROR")]
    [TestCase("jobs.example", "8f1c", "jobs.example", "8F1C", "challenge", "INVALID_CHALLENGE_ERROR")]
    [TestCase(null, "8f1c", "jobs.example", "8f1c", "domain", "names no domain")]
    [TestCase("jobs.example", null, "jobs.example", "8f1c", "challenge", "names no challenge")]
    public void Another_one_or_none_is_no(string? domain, string? challenge, string expectedDomain, string expectedChallenge, string check, string why)
    {
        var report = Judge(Bound(domain, challenge), new ExpectedBinding([expectedDomain], expectedChallenge));

        Assert.That(report.Verified, Is.False);
        Assert.That((report.Result(check), report.Checks.Count(one => one.Result == Verdict.No)), Is.EqualTo((Verdict.No, 1)), report.Text());
        Assert.That(report.Why(check), Does.Contain(why));
    }

    [TestCase(new[] { "a.example", "b.example" }, true)]
    [TestCase(new[] { "b.example", "a.example" }, true)]
    [TestCase(new[] { "a.example" }, false)]
    [TestCase(new[] { "a.example", "b.example", "c.example" }, false)]
    public void Several_domains_are_all_of_them_in_any_order(string[] expected, bool verified)
    {
        var report = Judge(Bound(new JsonArray("a.example", "b.example"), null), new ExpectedBinding(expected, null));

        Assert.That(report.Verified, Is.EqualTo(verified), report.Text());
    }

    [Test]
    public void What_is_bound_where_nothing_was_expected_stands_and_is_told()
    {
        var report = Judge(Bound("jobs.example", "8f1c"), null);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Verified, Is.True, report.Text());
            Assert.That(report.Why("domain"), Does.Contain("jobs.example").And.Contain("not compared"));
            Assert.That(report.Why("challenge"), Does.Contain("not compared").And.Not.Contain("8f1c"));
        }
    }

    [Test]
    public void Without_either_nothing_is_said()
    {
        Assert.That(Judge(Bound(null, null), null).Checks.Select(check => check.Check), Has.None.AnyOf("domain", "challenge"));
    }

    [Test]
    public void A_changed_domain_breaks_the_signature_and_its_word_is_worth_nothing()
    {
        var credential = Bound("jobs.example", null);
        credential["proof"]!["domain"] = "other.example";

        var report = Judge(credential, new ExpectedBinding(["other.example"], null));

        Assert.That((report.Result("proof"), report.Result("domain")), Is.EqualTo((Verdict.No, Verdict.Unknown)), report.Text());
    }

    [Test]
    public void A_proof_for_another_occasion_beside_one_for_this_is_no()
    {
        var credential = Bound("jobs.example", "8f1c");
        var stale = Bound("jobs.example", "0000")["proof"]!.DeepClone();
        credential["proof"] = new JsonArray(credential["proof"]!.DeepClone(), stale);

        Assert.That(Judge(credential, new ExpectedBinding(["jobs.example"], "8f1c")).Result("challenge"), Is.EqualTo(Verdict.No));
    }

    [TestCase("domain", "7")]
    [TestCase("domain", "[ 7 ]")]
    [TestCase("challenge", "[ \"8f1c\" ]")]
    public void What_is_no_text_is_a_malformed_proof(string member, string value)
    {
        var credential = Bound(null, null);
        credential["proof"]![member] = JsonNode.Parse(value);

        Assert.That(Judge(credential, null).Why("proof"), Does.Contain("no text"));
    }

    private static JsonObject Bound(JsonNode? domain, string? challenge) => SignedFor(Signed.Badge(), "assertionMethod", domain, challenge);

    internal static JsonObject SignedFor(JsonObject document, string purpose, JsonNode? domain, string? challenge, LerBridge.Credentials.Keys.SigningKey? by = null)
    {
        var key = by ?? Signed.Key;
        var options = JsonNode.Parse(new ProofOptions(SuiteTable.DefaultFor(key.Algorithm), Signed.From, $"{Signed.DidOf(key)}#{key.Public.Multibase}") { Purpose = purpose }.ToJson().GetRawText())!.AsObject();
        if (domain is not null)
        {
            options["domain"] = domain;
        }

        if (challenge is not null)
        {
            options["challenge"] = challenge;
        }

        using var json = JsonDocument.Parse(document.ToJsonString());
        using var proof = JsonDocument.Parse(options.ToJsonString());
        return JsonNode.Parse(new ProofSigner(LerBridge.Credentials.Canonicalizers.Shared).Sign(json.RootElement, proof.RootElement, key))!.AsObject();
    }

    internal static VerificationReport Judge(JsonNode document, ExpectedBinding? expected) =>
        new CredentialVerifier(new VerificationMaterial(), new StoppedClock(Signed.Now)).Verify(document.Bytes(), expected);
}
