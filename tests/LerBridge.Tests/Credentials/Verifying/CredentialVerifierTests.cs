using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Core.Credentials;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Verifying;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Verifying;

[CancelAfter(120_000)]
internal sealed class CredentialVerifierTests
{
    private static readonly DateTimeOffset Now = Issuing.ValidFrom.AddDays(1);

    [Test]
    public async Task Our_own_credential_verifies_with_our_public_folder_alone()
    {
        using var issuing = await Issuing.Start();
        using var folder = new TempFolder();
        var issued = issuing.Issuer.Issue(Issuing.Draft(Issuing.BadgeClaims));

        var report = Verify(issued.Document, Published(issuing, folder));

        Assert.That(report.Verified, Is.True, Text(report));
        Assert.That(report.Checks.Select(check => check.Check), Is.EqualTo(new[] { "form", "context", "proof", "issuer", "status", "validity" }));
    }

    [Test]
    public async Task An_employment_record_verifies_too()
    {
        using var issuing = await Issuing.Start(KeyAlgorithm.P256);
        using var folder = new TempFolder();
        var issued = issuing.Issuer.Issue(Issuing.Draft(Issuing.EmploymentClaims, CredentialProfile.Employment));

        Assert.That(Verify(issued.Document, Published(issuing, folder)).Verified, Is.True);
    }

    [Test]
    public async Task Without_the_issuers_documents_the_answer_stays_open()
    {
        using var issuing = await Issuing.Start();
        var issued = issuing.Issuer.Issue(Issuing.Draft(Issuing.BadgeClaims));

        var report = Verify(issued.Document, new VerificationMaterial());

        Assert.That(report.Verified, Is.Null, Text(report));
        Assert.That(Result(report, "proof"), Is.EqualTo(Verdict.Yes));
        Assert.That(Result(report, "issuer"), Is.EqualTo(Verdict.Unknown));
        Assert.That(Result(report, "status"), Is.EqualTo(Verdict.Unknown));
    }

    [Test]
    public async Task A_set_bit_revokes()
    {
        using var issuing = await Issuing.Start();
        using var folder = new TempFolder();
        var issued = issuing.Issuer.Issue(Issuing.Draft(Issuing.BadgeClaims));

        var report = Verify(issued.Document, Published(issuing, folder, 94567));

        Assert.That(report.Verified, Is.False);
        Assert.That(Result(report, "status"), Is.EqualTo(Verdict.No), Text(report));
    }

    [Test]
    public async Task A_list_that_was_tampered_with_or_is_out_of_date_says_nothing()
    {
        using var issuing = await Issuing.Start();
        using var folder = new TempFolder();
        using var later = new TempFolder();
        var issued = issuing.Issuer.Issue(Issuing.Draft(Issuing.BadgeClaims));
        Published(issuing, folder, 94567);
        var file = Path.Combine(folder.Path, "status", "1.json");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("2026-06-01T08:30:15Z", "2026-06-01T08:30:16Z", StringComparison.Ordinal));

        var material = new VerificationMaterial();
        Assert.That(material.AddPublicFolder(folder.Path), Is.Empty);

        Assert.That(Result(Verify(issued.Document, material), "status"), Is.EqualTo(Verdict.Unknown));
        Assert.That(Result(Verify(issued.Document, Published(issuing, later), Now.AddDays(30)), "status"), Is.EqualTo(Verdict.Unknown));
    }

    [TestCase("Ana Ruiz", "Ana Cruz", "proof")]
    [TestCase("\"name\":\"Clinical Care II\",\"awardedDate\"", "\"name\":\"Clinical Care II\",\"grade\":\"A\",\"awardedDate\"", "context")]
    [TestCase("\"type\":[\"Achievement\"]", "\"type\":[\"Badge\"]", "form")]
    [TestCase("did:web:ler.college.example\",\"type\"", "did:web:other.example\",\"type\"", "issuer")]
    public async Task A_change_is_found_by_the_check_it_concerns(string from, string to, string check)
    {
        using var issuing = await Issuing.Start();
        using var folder = new TempFolder();
        var text = Encoding.UTF8.GetString(issuing.Issuer.Issue(Issuing.Draft(Issuing.BadgeClaims)).Document.Span);
        Assert.That(text, Does.Contain(from));

        var report = Verify(Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal)), Published(issuing, folder));

        Assert.That(report.Verified, Is.False);
        Assert.That(Result(report, check), Is.EqualTo(check == "issuer" ? Verdict.Unknown : Verdict.No), Text(report));
    }

    [Test]
    public async Task A_key_that_signs_in_anothers_name_is_not_the_issuers()
    {
        using var issuing = await Issuing.Start();
        using var folder = new TempFolder();
        using var thief = SigningKey.Generate(KeyAlgorithm.Ed25519);
        var unsigned = issuing.Issuer.Build(Issuing.Draft(Issuing.BadgeClaims));

        var forged = Sign(unsigned, thief, $"{Issuing.Did}#{thief.Public.Multibase}");
        var own = Sign(unsigned, thief, $"did:key:{thief.Public.Multibase}#{thief.Public.Multibase}");
        var material = Published(issuing, folder);

        Assert.That(Result(Verify(forged, material), "proof"), Is.EqualTo(Verdict.Yes));
        Assert.That(Result(Verify(forged, material), "issuer"), Is.EqualTo(Verdict.No));
        Assert.That(Result(Verify(own, material), "issuer"), Is.EqualTo(Verdict.No));
    }

    [Test]
    public async Task A_retired_key_is_still_believed_and_a_revoked_one_no_more()
    {
        using var issuing = await Issuing.Start();
        using var retired = new TempFolder();
        using var revoked = new TempFolder();
        var issued = issuing.Issuer.Issue(Issuing.Draft(Issuing.BadgeClaims));
        var old = issuing.Keys.Ring.Active.Id;
        await issuing.Keys.AddNextAsync(null, CancellationToken.None);
        await issuing.Keys.RotateAsync(CancellationToken.None);

        var before = Verify(issued.Document, Published(issuing, retired));
        await issuing.Keys.RevokeAsync(old, CancellationToken.None);
        var after = Verify(issued.Document, Published(issuing, revoked));

        Assert.That(before.Verified, Is.True, Text(before));
        Assert.That(Result(after, "issuer"), Is.EqualTo(Verdict.No), Text(after));
    }

    [Test]
    public async Task A_did_key_issuer_needs_no_file()
    {
        using var issuing = await Issuing.Start();
        using var key = SigningKey.Generate(KeyAlgorithm.Ed25519);
        var did = "did:key:" + key.Public.Multibase;
        var unsigned = JsonNode.Parse(issuing.Issuer.Build(Issuing.Draft(Issuing.BadgeClaims)))?.AsObject() ?? [];
        unsigned.Remove("credentialStatus");
        (unsigned["issuer"] ?? throw new InvalidOperationException("issuer expected"))["id"] = did;

        var report = Verify(Sign(Encoding.UTF8.GetBytes(unsigned.ToJsonString()), key, $"{did}#{key.Public.Multibase}"), new VerificationMaterial());

        Assert.That(report.Verified, Is.True, Text(report));
    }

    [Test]
    public async Task Before_its_first_day_it_is_not_valid_yet()
    {
        using var issuing = await Issuing.Start();
        using var folder = new TempFolder();
        var issued = issuing.Issuer.Issue(Issuing.Draft(Issuing.BadgeClaims));

        Assert.That(Result(Verify(issued.Document, Published(issuing, folder), Issuing.ValidFrom.AddDays(-1)), "validity"), Is.EqualTo(Verdict.No));
    }

    [TestCase("eyJhbGciOiJFUzI1NiJ9.e30.AA", false)]
    [TestCase("eyJ.e30.AA", false)]
    [TestCase("", false)]
    [TestCase("[]", false)]
    [TestCase("not json", false)]
    [TestCase("{}", false)]
    [TestCase("""{"proof":{"type":"DataIntegrityProof"}}""", false)]
    [TestCase("""{"a":1,"a":2}""", false)]
    public void What_is_no_credential_is_answered_and_never_thrown(string text, bool? verified) =>
        Assert.That(Verify(Encoding.UTF8.GetBytes(text), new VerificationMaterial()).Verified, Is.EqualTo(verified));

    [Test]
    public void Input_is_bounded_in_size_and_depth()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 200);
        var large = "{\"a\":\"" + new string('x', 1024 * 1024) + "\"}";

        Assert.That(Verify(Encoding.UTF8.GetBytes(deep), new VerificationMaterial()).Verified, Is.False);
        Assert.That(Verify(Encoding.UTF8.GetBytes(large), new VerificationMaterial()).Verified, Is.False);
    }

    [FsCheck.NUnit.Property(MaxTest = 200, Replay = "20260601,7919")]
    public bool Any_bytes_get_an_answer(byte[] bytes) => Verify(bytes, new VerificationMaterial()).Checks.Count > 0;

    private static VerificationMaterial Published(Issuing issuing, TempFolder folder, params int[] set)
    {
        Directory.CreateDirectory(folder.File(".well-known"));
        Directory.CreateDirectory(folder.File("status"));
        File.WriteAllBytes(folder.File(".well-known/did.json"), issuing.Issuer.DidDocument().Span);
        var content = new StatusListContent(1, StatusPurpose.Revocation, 131_072, set, Issuing.ValidFrom, Issuing.ValidFrom.AddDays(7));
        File.WriteAllBytes(folder.File("status/1.json"), issuing.Issuer.StatusList(content).Span);
        var material = new VerificationMaterial();
        Assert.That(material.AddPublicFolder(folder.Path), Is.Empty);
        return material;
    }

    private static byte[] Sign(byte[] unsigned, SigningKey key, string method)
    {
        using var json = JsonDocument.Parse(unsigned);
        var options = new ProofOptions(SuiteTable.DefaultFor(key.Algorithm), Issuing.ValidFrom, method).ToJson();
        return new ProofSigner(LerBridge.Credentials.Canonicalizers.Shared).Sign(json.RootElement, options, key);
    }

    private static VerificationReport Verify(ReadOnlyMemory<byte> credential, VerificationMaterial material, DateTimeOffset? now = null) =>
        new CredentialVerifier(material, new StoppedClock(now ?? Now)).Verify(credential);

    private static Verdict Result(VerificationReport report, string check) => report.Checks.Single(one => one.Check == check).Result;

    private static string Text(VerificationReport report) => string.Join("\n", report.Checks);
}
