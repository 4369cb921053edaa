using System.Text;
using System.Text.Json.Nodes;
using LerBridge.Credentials.Dids;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Verifying;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Verifying;

/// <summary>Credentials as holders show them.</summary>
internal sealed class PresentationTests
{
    private static readonly string Holder = Signed.DidOf(Signed.Other);

    [Test]
    public void A_presentation_by_the_subject_verifies_with_all_that_is_in_it()
    {
        var report = BindingTests.Judge(Shown(Presentation(AboutHolder()), "jobs.example", "8f1c"), new ExpectedBinding(["jobs.example"], "8f1c"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Verified, Is.True, report.Text());
            Assert.That(report.Checks.Select(check => check.Check), Is.EqualTo(new[] { "form", "context", "proof", "holder", "domain", "challenge", "embedded" }));
            Assert.That(report.Why("holder"), Does.Contain("about the holder"));
            Assert.That(report.Why("form"), Does.Contain("2.0"));
        }
    }

    [Test]
    public void One_that_was_caught_and_is_shown_again_elsewhere_is_no()
    {
        var caught = Shown(Presentation(AboutHolder()), "jobs.example", "8f1c");

        Assert.That(BindingTests.Judge(caught, new ExpectedBinding(["jobs.example"], "9a2d")).Verified, Is.False);
        Assert.That(BindingTests.Judge(caught, new ExpectedBinding(["other.example"], "8f1c")).Verified, Is.False);
        Assert.That(BindingTests.Judge(Presentation(AboutHolder()), new ExpectedBinding(["jobs.example"], "8f1c")).Verified, Is.False, "without any proof");
    }

    [Test]
    public void A_wrong_credential_in_a_right_presentation_is_no_and_its_place_is_said()
    {
        var forged = AboutHolder();
        forged["name"] = "Clinical Care III";

        var report = Signed.Verify(Shown(Presentation(AboutHolder(), forged)));

        var answers = report.Checks.Where(check => check.Check == "embedded").ToArray();
        Assert.That(answers.Select(answer => answer.Result), Is.EqualTo(new[] { Verdict.Yes, Verdict.No }), report.Text());
        Assert.That(answers[1].Why, Does.StartWith("verifiableCredential[1]: ").And.Contain("signature is not right"));
        Assert.That(report.Result("holder"), Is.EqualTo(Verdict.Yes));
    }

    [Test]
    public void A_credential_added_after_the_holder_signed_breaks_the_presentation()
    {
        var presentation = Shown(Presentation(AboutHolder()));
        presentation["verifiableCredential"]!.AsArray().Add(AboutHolder());

        Assert.That(Signed.Verify(presentation).Result("proof"), Is.EqualTo(Verdict.No));
    }

    [Test]
    public void Somebody_elses_credential_is_not_the_holders()
    {
        var about = Signed.Badge();
        about["credentialSubject"]!["id"] = Signed.DidOf(Signed.Key);

        var report = Signed.Verify(Shown(Presentation(about.Sign())));

        Assert.That(report.Result("holder"), Is.EqualTo(Verdict.No));
        Assert.That(report.Why("holder"), Does.Contain("verifiableCredential[0]").And.Contain("another"));
    }

    [Test]
    public void A_subject_without_a_DID_is_told_and_says_nothing_against_the_holder()
    {
        var report = Signed.Verify(Shown(Presentation(Signed.Badge().Sign())));

        Assert.That(report.Verified, Is.True, report.Text());
        Assert.That(report.Why("holder"), Does.Contain("no DID"));
    }

    [Test]
    public void A_holder_whose_key_did_not_sign_is_no()
    {
        var report = Signed.Verify(BindingTests.SignedFor(Presentation(AboutHolder()), "authentication", null, null, Signed.Key));

        Assert.That(report.Why("holder"), Does.Contain("belongs to another"), report.Text());
        Assert.That(report.Verified, Is.False);
    }

    [Test]
    public void A_proof_for_another_purpose_does_not_authenticate()
    {
        var report = Signed.Verify(BindingTests.SignedFor(Presentation(AboutHolder()), "assertionMethod", null, null, Signed.Other));

        Assert.That(report.Why("holder"), Does.Contain("authenticate"));
        Assert.That(report.Verified, Is.False);
    }

    [TestCase("authentication", Verdict.Yes)]
    [TestCase("assertionMethod", Verdict.No)]
    [TestCase(null, Verdict.Unknown)]
    public void The_holders_own_document_decides_which_key_authenticates(string? relationship, object result)
    {
        const string Did = "did:web:holder.example";
        var method = $"{Did}#{Signed.Other.Public.Multibase}";
        var material = new VerificationMaterial();
        if (relationship is not null)
        {
            using var folder = new TempFolder();
            var document = new JsonObject
            {
                ["id"] = Did,
                ["verificationMethod"] = new JsonArray(new JsonObject { ["id"] = method, ["type"] = "Multikey", ["controller"] = Did, ["publicKeyMultibase"] = Signed.Other.Public.Multibase }),
                [relationship] = new JsonArray(method),
            };
            File.WriteAllBytes(folder.File("did.json"), document.Bytes());
            Assert.That(material.AddFile(folder.File("did.json")), Is.Null);
        }

        var presentation = Presentation(Signed.Badge().Sign()).With("holder", Did);
        var options = new ProofOptions(SuiteTable.DefaultFor(Signed.Other.Algorithm), Signed.From, method) { Purpose = "authentication" }.ToJson();
        using var json = System.Text.Json.JsonDocument.Parse(presentation.ToJsonString());
        var shown = new ProofSigner(LerBridge.Credentials.Canonicalizers.Shared).Sign(json.RootElement, options, Signed.Other);

        Assert.That(Signed.Verify(shown, material).Result("holder"), Is.EqualTo(result));
    }

    [Test]
    public void Without_a_proof_it_is_a_collection_and_with_a_holder_an_unproven_claim()
    {
        var collection = Presentation(AboutHolder());
        collection.Remove("holder");

        var plain = Signed.Verify(collection);
        var claimed = Signed.Verify(Presentation(AboutHolder()));

        Assert.That((plain.Verified, claimed.Verified), Is.EqualTo(((bool?)true, (bool?)null)), plain.Text() + claimed.Text());
        Assert.That(plain.Why("holder"), Does.Contain("only collects"));
    }

    [Test]
    public void The_form_of_version_1_1_is_read_with_credentials_in_JWTs_as_text()
    {
        var presentation = Presentation();
        presentation["@context"] = new JsonArray("https://www.w3.org/2018/credentials/v1");
        presentation["verifiableCredential"] = new JsonArray(Jwt());
        presentation.Remove("holder");

        var report = Signed.Verify(presentation);

        Assert.That(report.Verified, Is.True, report.Text());
        Assert.That(report.Why("form"), Does.Contain("1.1"));
        presentation["@context"] = new JsonArray("https://www.w3.org/ns/credentials/v2");
        Assert.That(Signed.Verify(presentation).Result("form"), Is.EqualTo(Verdict.No), "version 2.0 has envelopes for that");
    }

    [Test]
    public void Credentials_in_envelopes_are_opened()
    {
        var enveloped = JsonNode.Parse(EnvelopedCredential.Of(Encoding.ASCII.GetBytes(Jwt()), "application/vc+jwt"));

        var report = Signed.Verify(Shown(Presentation(enveloped!)));

        Assert.That(report.Verified, Is.True, report.Text());
    }

    [TestCase("plain")]
    [TestCase("enveloped")]
    [TestCase("older")]
    public void A_presentation_may_be_a_JWT(string form)
    {
        var presentation = Presentation(AboutHolder());
        var payload = form == "older"
            ? new JsonObject { ["iss"] = Holder, ["vp"] = Older(presentation), ["aud"] = "jobs.example", ["nonce"] = "8f1c" }
            : presentation.With("aud", "jobs.example").With("nonce", "8f1c").With("iss", Holder);
        var jwt = Compact(form == "older" ? "JWT" : "vp+jwt", payload, Signed.Other, DidKey.MethodOf(Signed.Other.Public));
        var document = form == "enveloped"
            ? Encoding.UTF8.GetBytes(new JsonObject { ["@context"] = "https://www.w3.org/ns/credentials/v2", ["id"] = "data:application/vp+jwt," + jwt, ["type"] = "EnvelopedVerifiablePresentation" }.ToJsonString())
            : Encoding.ASCII.GetBytes(jwt);

        var right = Judge(document, new ExpectedBinding(["jobs.example"], "8f1c"));
        var replayed = Judge(document, new ExpectedBinding(["jobs.example"], "9a2d"));

        Assert.That(right.Verified, Is.True, right.Text());
        Assert.That(right.Checks.Select(check => check.Check), Is.SupersetOf(new[] { "holder", "claims", "validity", "embedded", "domain", "challenge" }));
        Assert.That(replayed.Why("challenge"), Does.Contain("INVALID_CHALLENGE_ERROR"));
    }

    [Test]
    public void A_JWT_of_another_than_the_holder_or_with_the_typ_of_a_credential_is_no()
    {
        var stolen = Compact("vp+jwt", Presentation(AboutHolder()).With("iss", Signed.DidOf(Signed.Key)), Signed.Key, DidKey.MethodOf(Signed.Key.Public));
        var dressed = Compact("vc+jwt", Presentation(AboutHolder()), Signed.Other, DidKey.MethodOf(Signed.Other.Public));
        var undressed = Compact("vp+jwt", Signed.Badge(), Signed.Key, DidKey.MethodOf(Signed.Key.Public));
        var expired = Compact("vp+jwt", Presentation(AboutHolder()).With("exp", Signed.From.ToUnixTimeSeconds()), Signed.Other, DidKey.MethodOf(Signed.Other.Public));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Judge(Encoding.ASCII.GetBytes(stolen), null).Checks.Where(check => check.Result == Verdict.No).Select(check => check.Check), Is.EqualTo(new[] { "claims", "holder" }));
            Assert.That(Judge(Encoding.ASCII.GetBytes(dressed), null).Why("proof"), Does.Contain("typ"));
            Assert.That(Judge(Encoding.ASCII.GetBytes(undressed), null).Why("proof"), Does.Contain("typ"));
            Assert.That(Judge(Encoding.ASCII.GetBytes(expired), null).Result("validity"), Is.EqualTo(Verdict.No));
        }
    }

    [Test]
    public void An_empty_one_is_nothing_to_rely_on()
    {
        Assert.That(Signed.Verify(Shown(Presentation())).Result("embedded"), Is.EqualTo(Verdict.Unknown));
    }

    [Test]
    public void A_presentation_is_not_a_credential_wherever_it_stands()
    {
        var within = Signed.Verify(Shown(Presentation(Shown(Presentation(AboutHolder())))));
        var inRecord = Signed.Verify(Signed.Record(Presentation()).Sign());
        var both = Presentation(AboutHolder());
        both["type"] = new JsonArray("VerifiablePresentation", "VerifiableCredential");

        Assert.That(within.Checks.Single(check => check.Check == "embedded").Why, Does.Contain("a credential belongs here"), within.Text());
        Assert.That(inRecord.Result("embedded"), Is.EqualTo(Verdict.No));
        Assert.That(Signed.Verify(both).Verified, Is.False, "it is judged as the credential that it says it is");
    }

    [TestCase("holder", "7", "LB6303")]
    [TestCase("id", "\"no uri\"", "LB6303")]
    [TestCase("verifiableCredential", "[ \"x\" ]", "LB6302")]
    [TestCase("@context", "[ \"https://other.example\" ]", "LB6307")]
    public void What_breaks_its_form_is_named(string member, string value, string code)
    {
        var presentation = Presentation(AboutHolder()).With(member, JsonNode.Parse(value));

        Assert.That(Signed.Verify(presentation).Checks.Single(check => check.Check == "form").Why, Does.Contain(code));
    }

    private static JsonObject AboutHolder()
    {
        var badge = Signed.Badge();
        badge["credentialSubject"]!["id"] = Holder;
        return badge.Sign();
    }

    private static JsonObject Presentation(params JsonNode[] credentials) => new()
    {
        ["@context"] = new JsonArray("https://www.w3.org/ns/credentials/v2"),
        ["id"] = "urn:uuid:0c07c1ce-57cb-41af-bef2-1b932b986873",
        ["type"] = new JsonArray("VerifiablePresentation"),
        ["holder"] = Holder,
        ["verifiableCredential"] = new JsonArray(credentials),
    };

    private static JsonObject Older(JsonObject presentation)
    {
        var older = presentation.DeepClone().AsObject();
        older["@context"] = new JsonArray("https://www.w3.org/2018/credentials/v1");
        older["verifiableCredential"] = new JsonArray(Jwt());
        older.Remove("holder");
        return older;
    }

    private static JsonObject Shown(JsonObject presentation, string? domain = null, string? challenge = null) =>
        BindingTests.SignedFor(presentation, "authentication", domain, challenge, Signed.Other);

    private static string Jwt() => Compact("vc+jwt", Signed.Badge(), Signed.Key, DidKey.MethodOf(Signed.Key.Public));

    private static string Compact(string type, JsonObject payload, SigningKey key, string method) => Encoding.ASCII.GetString(JwsCompact.Write(
        new JsonObject { ["alg"] = JwsAlgorithms.NameOf(key.Algorithm), ["typ"] = type, ["kid"] = method }.Bytes(), payload.Bytes(), key));

    private static VerificationReport Judge(byte[] document, ExpectedBinding? expected) =>
        new CredentialVerifier(new VerificationMaterial(), new StoppedClock(Signed.Now)).Verify(document, expected);
}
