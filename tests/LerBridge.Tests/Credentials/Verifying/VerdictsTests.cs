using System.Text.Json;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Verifying;
using LerBridge.Tests.Conformance;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Verifying;

/// <summary>
/// Every row of standards/data/samples/VERDICTS.md, where an https issuer whose URL fragment is the key counts as its own key document, as independent libraries take it.
/// </summary>
internal sealed class VerdictsTests
{
    private const string Verified = "verified";
    private const string NotVerified = "not verified";
    private const string CouldNotCheck = "could not check";
    private const string Dcc = "dcc/criteria-markdown-bold/credential.json";
    private const string Revoked = "ob3/bit-string-list/credential-status-revoked-blank-nodes.json";
    private const string List = "ob3/bit-string-list/testlist";

    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [TestCase("ob3/simple-context-alias.json", Verified)]
    [TestCase("ob3/simple-context-version.json", Verified)]
    [TestCase("ob3/simple-did-web-method.json", Verified)]
    [TestCase("ob3/sd/derivedcredential.json", Verified)]
    [TestCase("dcc/kerri-lcw-experience-badge.json", Verified)]
    [TestCase("ob3/simple-did-key-method.json", NotVerified, "proof yes", "issuer no: belongs to another")]
    [TestCase("clr2/simple_v1.json", NotVerified, "proof yes", "form no: VC Data Model 1.1")]
    [TestCase("ob3/simple-err-context.json", NotVerified, "form no: LB6307")]
    [TestCase("ob3/simple-err-credential-subject-identifier-type.json", NotVerified, "form no: LB6306 /credentialSubject")]
    [TestCase("ob3/simple-err-credential-subject-profile-type.json", NotVerified, "form no: LB6306 /credentialSubject/source")]
    [TestCase("ob3/simple-err-credential-subject-result-type.json", NotVerified, "form no: LB6306 /credentialSubject/result")]
    [TestCase("ob3/simple-err-credential-subject-type.json", NotVerified, "form no: LB6306 /credentialSubject")]
    [TestCase("ob3/simple-err-evidence-type.json", NotVerified, "form no: LB6306 /evidence")]
    [TestCase("ob3/simple-err-expired.json", NotVerified, "validity no: It was valid until")]
    [TestCase("ob3/simple-err-issuer-parentorg-type.json", NotVerified, "form no: LB6306 /issuer/parentOrg")]
    [TestCase("ob3/simple-err-issuer.json", NotVerified, "form no: /issuer")]
    [TestCase("ob3/simple-err-proof-method-no-scheme.json", NotVerified, "proof no: no absolute URL")]
    [TestCase("ob3/simple-multiple-proofs.json", CouldNotCheck, "proof unknown: a kind that is not known", "proof yes: The signature is right")]
    [TestCase(Dcc, NotVerified, "proof yes", "validity no: valid until 2025", "form no: VC Data Model 1.1")]
    [TestCase("dcc/criteria-markdown-bulleted-list/credential.json", NotVerified, "proof yes", "validity no: valid until 2025", "form no: VC Data Model 1.1")]
    [TestCase("dcc/criteria-markdown-combo/credential.json", NotVerified, "proof yes", "validity no: valid until 2025", "form no: VC Data Model 1.1")]
    [TestCase("dcc/criteria-markdown-hypertext/credential.json", NotVerified, "proof yes", "validity no: valid until 2025", "form no: VC Data Model 1.1")]
    [TestCase("dcc/description-markdown-bulleted-list/credential.json", NotVerified, "proof yes", "validity no: valid until 2025", "form no: VC Data Model 1.1")]
    [TestCase("dcc/description-markdown-numbered-list/credential.json", NotVerified, "proof yes", "validity no: valid until 2025", "form no: VC Data Model 1.1")]
    [TestCase("clr2/simple.jwt", NotVerified, "proof yes", "form no: VC Data Model 1.1", "context unknown")]
    [TestCase("ob3/velocity.jwt", NotVerified, "proof unknown", "context unknown", "issuer unknown")]
    [TestCase("ob3/complete_v1.json", NotVerified, "proof unknown", "issuer unknown")]
    [TestCase("ob3/credential-status-revoked.json", NotVerified, "proof yes", "form no: VC Data Model 1.1", "status unknown: is not at hand")]
    public void A_sample_has_the_verdict_of_the_table_for_the_reason_in_it(string file, string verdict, params string[] checks) =>
        Hold(file, Verify(file, new VerificationMaterial { KeyInUrl = true }), verdict, checks);

    [Test]
    public void The_signed_status_list_verifies() =>
        Hold(List, Verify(List, new VerificationMaterial { KeyInUrl = true }), Verified, ["proof yes", "issuer yes"]);

    [Test]
    public void The_revoked_sample_is_revoked_by_the_list_that_is_served_where_it_says()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Shared.Path("standards/data/samples/" + Revoked)));
        var url = json.RootElement.GetProperty("credentialStatus").GetProperty("statusListCredential").GetString() ?? string.Empty;
        var material = new VerificationMaterial { KeyInUrl = true };
        Assert.That(material.AddStatusList(url, Shared.Path("standards/data/samples/" + List)), Is.Null);

        Hold(Revoked, Verify(Revoked, material), NotVerified, ["proof yes", "status no: has revoked it (bit 23)", "status no: The list carries another id", "status no: statusListIndex is written as a number"]);
    }

    [TestCase("ob3/simple-context-alias.json")]
    [TestCase("ob3/simple-context-version.json")]
    [TestCase("ob3/simple-did-web-method.json")]
    [TestCase("ob3/sd/derivedcredential.json")]
    [TestCase(List)]
    public void Unless_it_is_asked_for_a_key_in_a_URL_does_not_tell_whose_it_is(string file)
    {
        var report = Verify(file, new VerificationMaterial());

        Assert.That(report.Verified, Is.Null, report.Text());
        Assert.That(report.Checks.Where(check => check.Result != Verdict.Yes).Select(check => check.Check), Is.EqualTo(new[] { "issuer" }), report.Text());
    }

    [Test]
    public void Where_it_is_asked_for_the_answer_says_what_that_does_not_show() =>
        Assert.That(Verify("ob3/simple-context-alias.json", new VerificationMaterial { KeyInUrl = true }).Why("issuer"), Does.Contain("the host is the signer's, nothing shows"));

    [Test]
    public void The_issuers_document_decides_where_it_is_at_hand()
    {
        using var folder = new TempFolder();
        File.WriteAllText(
            folder.File("issuer.json"),
            """{ "id": "https://example.com/issuers/876543", "verificationMethod": [ { "id": "#other", "type": "Multikey", "controller": "https://example.com/issuers/876543", "publicKeyMultibase": "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK" } ] }""");
        var material = new VerificationMaterial { KeyInUrl = true };
        Assert.That(material.AddFile(folder.File("issuer.json")), Is.Null);

        Assert.That(Verify("ob3/simple-context-alias.json", material).Result("issuer"), Is.EqualTo(Verdict.No));
    }

    private static void Hold(string file, VerificationReport report, string verdict, string[] checks)
    {
        var found = report.Verified switch { true => Verified, false => NotVerified, null => CouldNotCheck };
        ConformanceReport.AddSample(file, found, report.Checks.Where(check => check.Result != Verdict.Yes).Select(check => (check.Check, Name(check.Result))));

        Assert.That(found, Is.EqualTo(verdict), report.Text());
        foreach (var expected in checks)
        {
            var (head, why) = expected.Split(": ", 2) is [var first, var second] ? (first, second) : (expected, string.Empty);
            Assert.That(report.Checks.Any(check => $"{check.Check} {Name(check.Result)}" == head && check.Why.Contains(why, StringComparison.Ordinal)), Is.True, $"{expected}\n{report.Text()}");
        }
    }

    private static string Name(Verdict verdict) => verdict switch { Verdict.Yes => "yes", Verdict.No => "no", _ => "unknown" };

    private static VerificationReport Verify(string file, VerificationMaterial material)
    {
        var bytes = File.ReadAllBytes(Shared.Path("standards/data/samples/" + file));
        if (file.StartsWith("dcc/kerri", StringComparison.Ordinal))
        {
            // the credential inside a presentation
            using var presentation = JsonDocument.Parse(bytes);
            bytes = JsonSerializer.SerializeToUtf8Bytes(presentation.RootElement.GetProperty("verifiableCredential")[0]);
        }

        return new CredentialVerifier(material, new StoppedClock(Now)).Verify(bytes);
    }
}
