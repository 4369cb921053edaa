using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Verifying;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Verifying;

/// <summary>What others signed, with the verdicts that independent libraries gave.</summary>
internal sealed class SampleTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [TestCase("ob3/simple-context-alias.json")]
    [TestCase("ob3/simple-context-version.json")]
    [TestCase("ob3/simple-did-web-method.json")]
    public void A_right_sample_has_nothing_against_it_and_only_its_issuers_document_is_missing(string file)
    {
        var report = Verify(file);

        Assert.That(report.Checks.Where(check => check.Result != Verdict.Yes).Select(check => check.Check), Is.EqualTo(new[] { "issuer" }), Text(report));
        Assert.That(report.Verified, Is.Null);
    }

    [TestCase("ob3/simple-context-alias.json", "https://example.com/issuers/876543")]
    [TestCase("ob3/simple-did-web-method.json", "https://1edtech.edu/issuers/565049")]
    public void With_its_issuers_document_a_right_sample_verifies(string file, string issuer)
    {
        const string Key = "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi";
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("issuer.json"), $$"""
            {
              "id": "{{issuer}}",
              "verificationMethod": [ { "id": "{{issuer}}#{{Key}}", "type": "Multikey", "controller": "{{issuer}}", "publicKeyMultibase": "{{Key}}" } ],
              "assertionMethod": [ "{{issuer}}#{{Key}}" ]
            }
            """);
        var material = new VerificationMaterial();
        Assert.That(material.AddFile(folder.File("issuer.json")), Is.Null);

        var report = Verify(file, material);

        Assert.That(report.Verified, Is.True, Text(report));
    }

    [Test]
    public void The_wallet_experience_badge_verifies_by_its_older_proof()
    {
        using var presentation = JsonDocument.Parse(File.ReadAllBytes(Shared.Path("standards/data/samples/dcc/kerri-lcw-experience-badge.json")));
        var credential = JsonSerializer.SerializeToUtf8Bytes(presentation.RootElement.GetProperty("verifiableCredential")[0]);

        var report = new CredentialVerifier(new VerificationMaterial(), new StoppedClock(Now)).Verify(credential);

        Assert.That(report.Verified, Is.True, Text(report));
    }

    [TestCase("ob3/simple-did-key-method.json", "issuer")]
    [TestCase("clr2/simple_v1.json", "form")]
    [TestCase("dcc/criteria-markdown-bold/credential.json", "form")]
    [TestCase("dcc/description-markdown-numbered-list/credential.json", "validity")]
    public void A_sample_with_a_right_proof_and_another_flaw_is_told_so(string file, string check)
    {
        var report = Verify(file);

        Assert.That(Result(report, check), Is.EqualTo(Verdict.No), Text(report));
        Assert.That(report.Verified, Is.False);
    }

    [TestCase("ob3/simple-did-key-method.json")]
    [TestCase("clr2/simple_v1.json")]
    [TestCase("dcc/criteria-markdown-bold/credential.json")]
    [TestCase("dcc/description-markdown-numbered-list/credential.json")]
    [TestCase("ob3/bit-string-list/credential-status-revoked-blank-nodes.json")]
    [TestCase("ob3/bit-string-list/testlist")]
    public void Its_proof_is_right_all_the_same(string file)
    {
        var report = Verify(file);

        Assert.That(Result(report, "proof"), Is.EqualTo(Verdict.Yes), Text(report));
    }

    [Test]
    public void Several_proofs_are_told_apart()
    {
        var report = Verify("ob3/simple-multiple-proofs.json");

        Assert.That(report.Checks.Where(check => check.Check == "proof").Select(check => check.Result), Is.EqualTo(new[] { Verdict.Unknown, Verdict.Yes }), Text(report));
    }

    [Test]
    public void The_revoked_sample_is_revoked_by_its_list()
    {
        using var credential = JsonDocument.Parse(File.ReadAllBytes(Shared.Path("suites/bitstring-status-list/credential-status-revoked-blank-nodes.json")));
        var url = credential.RootElement.GetProperty("credentialStatus").GetProperty("statusListCredential").GetString() ?? string.Empty;
        var material = new VerificationMaterial();
        Assert.That(material.AddStatusList(url, Shared.Path("suites/bitstring-status-list/testlist")), Is.Null);

        var report = Verify("ob3/bit-string-list/credential-status-revoked-blank-nodes.json", material);

        Assert.That(Result(report, "status"), Is.EqualTo(Verdict.No), Text(report));
    }

    [TestCase("ob3/simple-err-context.json", "form", "LB6307")]
    [TestCase("ob3/simple-err-credential-subject-identifier-type.json", "form", "LB6306 /credentialSubject")]
    [TestCase("ob3/simple-err-credential-subject-profile-type.json", "form", "LB6306 /credentialSubject/source")]
    [TestCase("ob3/simple-err-credential-subject-result-type.json", "form", "LB6306 /credentialSubject/result")]
    [TestCase("ob3/simple-err-credential-subject-type.json", "form", "LB6306 /credentialSubject")]
    [TestCase("ob3/simple-err-evidence-type.json", "form", "LB6306 /evidence")]
    [TestCase("ob3/simple-err-expired.json", "validity", "It was valid until")]
    [TestCase("ob3/simple-err-issuer-parentorg-type.json", "form", "LB6306 /issuer/parentOrg")]
    [TestCase("ob3/simple-err-issuer.json", "form", "/issuer")]
    [TestCase("ob3/simple-err-proof-method-no-scheme.json", "proof", "no absolute URL")]
    public void A_wrong_sample_is_never_verified_for_the_reason_in_its_name(string file, string check, string why)
    {
        var report = Verify(file);

        Assert.That(report.Verified, Is.False);
        Assert.That(Result(report, check), Is.EqualTo(Verdict.No), Text(report));
        Assert.That(report.Checks.Single(one => one.Check == check).Why, Does.Contain(why));
    }

    [TestCase("criteria-markdown-bold")]
    [TestCase("criteria-markdown-bulleted-list")]
    [TestCase("criteria-markdown-combo")]
    [TestCase("criteria-markdown-hypertext")]
    [TestCase("description-markdown-bulleted-list")]
    [TestCase("description-markdown-numbered-list")]
    public void The_wallet_samples_have_right_proofs_the_older_form_a_subject_without_a_name_and_an_end_in_2025(string folder)
    {
        var report = Verify($"dcc/{folder}/credential.json");

        Assert.That(Result(report, "proof"), Is.EqualTo(Verdict.Yes), Text(report));
        Assert.That(report.Checks.Single(check => check.Check == "form").Why, Does.Contain("VC Data Model 1.1").And.Contain("more."));
        Assert.That(report.Checks.Single(check => check.Check == "validity").Why, Does.Contain("valid until 2025"));
    }

    [Test]
    public void The_derived_credential_has_nothing_against_it_but_that_its_issuer_is_not_at_hand()
    {
        var report = Verify("ob3/sd/derivedcredential.json");

        Assert.That(Result(report, "proof"), Is.EqualTo(Verdict.Yes), Text(report));
        Assert.That(report.Checks.Where(check => check.Result == Verdict.No), Is.Empty, Text(report));
    }

    [TestCase("ob3/complete_v1.json")]
    [TestCase("ob3/credential-status-revoked.json")]
    public void What_names_documents_that_are_not_at_hand_is_not_verified(string file)
    {
        var report = Verify(file);

        Assert.That(report.Verified, Is.Not.True, Text(report));
        Assert.That(Result(report, "issuer"), Is.EqualTo(Verdict.Unknown), Text(report));
    }

    [Test]
    public void The_older_record_has_an_answer_for_each_credential_in_it()
    {
        var embedded = Verify("clr2/simple_v1.json").Checks.Where(check => check.Check == "embedded").ToArray();

        Assert.That(embedded, Has.Length.EqualTo(6));
        Assert.That(embedded.Select(check => check.Result), Has.All.EqualTo(Verdict.No));
        Assert.That(embedded.Select(check => check.Why), Has.All.Contain("VC Data Model 1.1").And.None.Contain("proof no"));
    }

    [Test]
    public void The_JWT_in_the_older_record_is_told_by_its_place()
    {
        var report = Verify("clr2/simple.jwt");

        Assert.That(report.Checks.First(check => check.Check == "embedded").Why, Does.StartWith("credentialSubject.verifiableCredential[0]: ").And.Not.Contain("proof no"), Text(report));
    }

    [Test]
    public void The_record_in_an_older_JWT_has_a_right_signature_and_a_context_that_is_not_at_hand()
    {
        var report = Verify("clr2/simple.jwt");

        Assert.That(Result(report, "proof"), Is.EqualTo(Verdict.Yes), Text(report));
        Assert.That(Result(report, "claims"), Is.EqualTo(Verdict.Yes), Text(report));
        Assert.That(Result(report, "context"), Is.EqualTo(Verdict.Unknown), Text(report));
        Assert.That(Result(report, "issuer"), Is.EqualTo(Verdict.Unknown), Text(report));
        Assert.That(report.Checks.Single(check => check.Check == "form"), Has.Property("Result").EqualTo(Verdict.No).And.Property("Why").Contains("VC Data Model 1.1"));
    }

    [Test]
    public void The_JWT_nested_in_it_is_right_too_and_not_once_it_is_changed()
    {
        using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(File.ReadAllText(Shared.Path("standards/data/samples/clr2/simple.jwt")).Split('.')[1]));
        var nested = payload.RootElement.GetProperty("vc").GetProperty("credentialSubject").GetProperty("verifiableCredential")[0].GetString() ?? string.Empty;
        var segments = nested.Split('.');
        var changed = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(segments[1])).Replace("Achievement 1", "Achievement 2", StringComparison.Ordinal)));
        var verifier = new CredentialVerifier(new VerificationMaterial(), new StoppedClock(Now));

        Assert.That(Result(verifier.Verify(Encoding.ASCII.GetBytes(nested)), "proof"), Is.EqualTo(Verdict.Yes));
        Assert.That(Result(verifier.Verify(Encoding.ASCII.GetBytes($"{segments[0]}.{changed}.{segments[2]}")), "proof"), Is.EqualTo(Verdict.No));
    }

    [Test]
    public void A_JWT_of_a_network_whose_keys_and_contexts_are_not_at_hand_could_not_be_checked()
    {
        var report = Verify("ob3/velocity.jwt");

        Assert.That(Result(report, "proof"), Is.EqualTo(Verdict.Unknown), Text(report));
        Assert.That(Result(report, "context"), Is.EqualTo(Verdict.Unknown), Text(report));
        Assert.That(Result(report, "issuer"), Is.EqualTo(Verdict.Unknown), Text(report));
        Assert.That(Result(report, "status"), Is.EqualTo(Verdict.Unknown), Text(report));
    }

    [Test]
    public void The_JWT_baked_into_a_picture_has_a_right_signature_and_lacks_the_sub_that_its_standard_requires()
    {
        var report = Verify(BakedInto("ob3/simple-jwt.svg"));

        Assert.That(report.Checks.Where(check => check.Result == Verdict.No).Select(check => check.Check), Is.EqualTo(new[] { "claims" }), Text(report));
        Assert.That(report.Checks.Single(check => check.Check == "claims").Why, Does.Contain("sub"));
        Assert.That(Result(report, "proof"), Is.EqualTo(Verdict.Yes));
        Assert.That(Result(report, "context"), Is.EqualTo(Verdict.Yes));
    }

    [Test]
    public void The_older_one_has_a_right_signature_and_the_older_form()
    {
        var report = Verify(BakedInto("ob3/simple-jwt_v1.svg"));

        Assert.That(report.Checks.Where(check => check.Result == Verdict.No).Select(check => check.Check), Is.EqualTo(new[] { "form" }), Text(report));
        Assert.That(Result(report, "proof"), Is.EqualTo(Verdict.Yes));
        Assert.That(Result(report, "claims"), Is.EqualTo(Verdict.Yes));
    }

    private static byte[] BakedInto(string file)
    {
        var svg = File.ReadAllText(Shared.Path("standards/data/samples/" + file));
        var start = svg.IndexOf("verify=\"", StringComparison.Ordinal) + 8;
        return Encoding.ASCII.GetBytes(svg[start..svg.IndexOf('"', start)]);
    }

    private static VerificationReport Verify(byte[] credential) => new CredentialVerifier(new VerificationMaterial(), new StoppedClock(Now)).Verify(credential);

    private static VerificationReport Verify(string file, VerificationMaterial? material = null) =>
        new CredentialVerifier(material ?? new VerificationMaterial(), new StoppedClock(Now)).VerifyFile(Shared.Path("standards/data/samples/" + file));

    private static Verdict Result(VerificationReport report, string check) => report.Checks.Single(one => one.Check == check).Result;

    private static string Text(VerificationReport report) => string.Join("\n", report.Checks);
}
