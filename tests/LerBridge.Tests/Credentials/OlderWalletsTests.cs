using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Core.Credentials;
using LerBridge.Core.Diagnostics;
using LerBridge.Credentials;
using LerBridge.Credentials.Building;
using LerBridge.Credentials.Compiled;
using LerBridge.Credentials.Dids;
using LerBridge.Credentials.JsonLd;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Rdf;
using LerBridge.Tests.Credentials.Building;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials;

/// <summary>The second proof that an issuer with OlderWallets makes.</summary>
internal sealed class OlderWalletsTests
{
    private const string Suite2020 = "https://w3id.org/security/suites/ed25519-2020/v1";

    private static readonly string[] Both = ["eddsa-rdfc-2022", "Ed25519Signature2020"];

    private Issuing issuing = null!;

    [SetUp]
    public async Task Start() => this.issuing = await Issuing.Start(olderWallets: true);

    [TearDown]
    public void End() => this.issuing.Dispose();

    [TestCase(CredentialProfile.OpenBadge)]
    [TestCase(CredentialProfile.Employment)]
    [TestCase(CredentialProfile.LearnerRecord)]
    public void Everything_issued_carries_both_proofs_and_each_verifies_alone(CredentialProfile profile)
    {
        var credential = this.Issue(profile);

        using (Assert.EnterMultipleScope())
        {
            foreach (var one in Embedded(credential).Prepend(credential))
            {
                Assert.That(Suites(one), Is.EqualTo(Both));
                Assert.That(Alone(one).Select(Judge), Is.EqualTo(new[] { Verdict.Yes, Verdict.Yes }));
                Assert.That(one.GetProperty("@context").EnumerateArray().Last().GetString(), Is.EqualTo(Suite2020));
                Assert.That(ProfileLint.Anyones(one), Is.Empty);
            }
        }
    }

    [Test]
    public void The_credentials_within_a_record_carry_them_too()
    {
        Assert.That(Embedded(this.Issue(CredentialProfile.LearnerRecord)), Has.Count.EqualTo(2));
    }

    [Test]
    public void A_status_list_carries_them_so_that_whoever_reads_the_credential_can_read_the_list()
    {
        var content = new StatusListContent(3, StatusPurpose.Revocation, 131_072, [7], Issuing.ValidFrom, Issuing.ValidFrom.AddDays(7));
        using var list = JsonDocument.Parse(this.issuing.Issuer.StatusList(content));

        Assert.That(Suites(list.RootElement), Is.EqualTo(Both));
        Assert.That(Alone(list.RootElement).Select(Judge), Is.EqualTo(new[] { Verdict.Yes, Verdict.Yes }));
    }

    [Test]
    public void A_changed_word_breaks_both()
    {
        var text = this.Issue(CredentialProfile.OpenBadge).GetRawText().Replace("\"value\":\"B\"", "\"value\":\"A\"", StringComparison.Ordinal);
        using var forged = JsonDocument.Parse(text);

        Assert.That(Alone(forged.RootElement).Select(Judge), Is.EqualTo(new[] { Verdict.No, Verdict.No }));
    }

    // the general processor judges what the compiled shapes signed; the third of a shape comes from its compiled form
    [TestCase(CredentialProfile.OpenBadge)]
    [TestCase(CredentialProfile.Employment)]
    [TestCase(CredentialProfile.LearnerRecord)]
    public void Many_of_one_shape_verify_whether_compiled_or_not(CredentialProfile profile)
    {
        var verdicts = Enumerable.Range(0, 6).SelectMany(i => Alone(this.Issue(profile, $"Ana Ruiz-{i}"))).Select(Judge);

        Assert.That(verdicts, Has.Exactly(12).EqualTo(Verdict.Yes));
    }

    [TestCase(CredentialProfile.OpenBadge)]
    [TestCase(CredentialProfile.Employment)]
    [TestCase(CredentialProfile.LearnerRecord)]
    public void What_is_signed_takes_the_compiled_path_from_its_third_on(CredentialProfile profile)
    {
        var cache = new ShapeCache(EmbeddedContexts.Shared, RdfcHash.Sha256);

        for (var i = 0; i < 6; i++)
        {
            cache.Canonicalize(this.issuing.Issuer.Build(Draft(profile, $"Ana Ruiz-{i}")));
        }

        Assert.That(cache.FromShapes, Is.EqualTo(4));
    }

    [Test]
    public async Task A_key_that_is_not_Ed25519_is_refused_before_anything_is_signed()
    {
        using var other = await Issuing.Start(KeyAlgorithm.P256, olderWallets: true);

        Assert.That(() => other.Issuer.OpenKeys(), Throws.TypeOf<KeyException>().With.Property(nameof(KeyException.Code)).EqualTo("LB6109"));
        Assert.That(() => other.Issuer.Issue(Draft(CredentialProfile.OpenBadge)), Throws.TypeOf<KeyException>());
    }

    [Test]
    public async Task After_rotation_the_old_key_is_published_without_revoked_or_expires_and_both_old_proofs_verify()
    {
        var before = this.Issue(CredentialProfile.OpenBadge);
        await this.issuing.Keys.AddNextAsync(null, CancellationToken.None);
        await this.issuing.Keys.RotateAsync(CancellationToken.None);

        using var did = JsonDocument.Parse(this.issuing.Issuer.DidDocument());
        var document = ControllerDocument.Parse(did.RootElement);
        var reports = new ProofVerifier(Canonicalizers.Shared, TimeProvider.System).Verify(before, id => document?.Method(id)?.Key);

        Assert.That(did.RootElement.GetRawText(), Does.Not.Contain("revoked").And.Not.Contain("expires"));
        Assert.That(document?.AssertionMethods, Is.SupersetOf(reports.Select(report => report.Method).Distinct()));
        Assert.That(reports.Select(report => report.Verdict), Is.EqualTo(new[] { Verdict.Yes, Verdict.Yes }));
    }

    [Test]
    public async Task Without_the_setting_there_is_one_proof_and_no_context_for_it()
    {
        using var usual = await Issuing.Start();
        using var json = JsonDocument.Parse(usual.Issuer.Issue(Draft(CredentialProfile.OpenBadge)).Document);

        Assert.That(json.RootElement.GetProperty("proof").ValueKind, Is.EqualTo(JsonValueKind.Object));
        Assert.That(json.RootElement.GetRawText(), Does.Not.Contain(Suite2020));
    }

    private static CredentialDraft Draft(CredentialProfile profile, string name = "Ana Ruiz")
    {
        var claims = profile switch
        {
            CredentialProfile.Employment => Issuing.EmploymentClaims,
            CredentialProfile.LearnerRecord => LearnerRecordTests.Claims().ToJsonString(),
            _ => Issuing.BadgeClaims,
        };
        return Issuing.Draft(claims.Replace("Ana Ruiz", name, StringComparison.Ordinal), profile);
    }

    private static IReadOnlyList<JsonElement> Embedded(JsonElement credential) => Json.Items(credential.GetProperty("credentialSubject"), "verifiableCredential");

    private static IEnumerable<string?> Suites(JsonElement credential) => Json.Items(credential, "proof").Select(proof => SuiteTable.Find(proof)?.Name);

    /// <summary>The credential once with each of its proofs alone.</summary>
    private static IEnumerable<JsonElement> Alone(JsonElement credential)
    {
        foreach (var proof in Json.Items(credential, "proof"))
        {
            var node = JsonNode.Parse(credential.GetRawText())!;
            node["proof"] = JsonNode.Parse(proof.GetRawText());
            yield return JsonSerializer.SerializeToElement(node);
        }
    }

    private static Verdict Judge(JsonElement credential) =>
        new ProofVerifier(Canonicalizers.Shared, TimeProvider.System).Verify(credential, MethodKeys.OfUrl).Single().Verdict;

    private JsonElement Issue(CredentialProfile profile, string name = "Ana Ruiz")
    {
        using var document = JsonDocument.Parse(Encoding.UTF8.GetString(this.issuing.Issuer.Issue(Draft(profile, name)).Document.Span));
        return document.RootElement.Clone();
    }
}
