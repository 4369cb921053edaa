using System.Text;
using System.Text.Json.Nodes;
using LerBridge.Core.Credentials;
using LerBridge.Credentials.Dids;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Verifying;
using LerBridge.Tests.Credentials.Jose;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Verifying;

/// <summary>The same questions of a credential in a JWT.</summary>
internal sealed class JwtVerifierTests
{
    private static readonly string[] Checks = ["form", "context", "proof", "claims", "issuer", "status", "validity"];
    private static readonly DateTimeOffset Now = Issuing.ValidFrom.AddDays(1);

    [TestCase(KeyAlgorithm.Rsa, true)]
    [TestCase(KeyAlgorithm.P256, true)]
    [TestCase(KeyAlgorithm.P384, false)]
    [TestCase(KeyAlgorithm.Ed25519, false)]
    public async Task Our_own_JWT_verifies_with_our_public_folder_alone(object algorithm, bool openBadge)
    {
        using var issuing = await Start((KeyAlgorithm)algorithm);
        using var folder = new TempFolder();
        var profile = openBadge ? JwtProfile.OpenBadges : JwtProfile.VcJose;

        var (issued, refusal) = issuing.Issuer.IssueJwt(Issuing.Draft(Issuing.BadgeClaims), profile);
        Assert.That(issued, Is.Not.Null, refusal?.Why);
        var report = Verify(issued.Document, Published(issuing, folder));

        Assert.That(report.Verified, Is.True, Text(report));
        Assert.That(report.Checks.Select(check => check.Check), Is.EqualTo(Checks));
        Assert.That(issued.MediaType, Is.EqualTo(profile.MediaType));
        Assert.That(issued.KeyId, Is.EqualTo($"{Issuing.Did}#{issuing.Keys.Ring.ActiveFor(KeyUse.Jwt)?.Id}"));
    }

    [Test]
    public async Task An_employment_record_is_a_JWT_too()
    {
        using var issuing = await Start(KeyAlgorithm.P256);
        using var folder = new TempFolder();

        var (issued, _) = issuing.Issuer.IssueJwt(Issuing.Draft(Issuing.EmploymentClaims, CredentialProfile.Employment), JwtProfile.OpenBadges);

        Assert.That(Verify(issued?.Document ?? default, Published(issuing, folder)).Verified, Is.True);
    }

    [Test]
    public async Task Without_a_key_for_JWTs_none_is_issued_and_with_one_that_the_profile_refuses_neither()
    {
        using var without = await Issuing.Start();
        using var other = await Start(KeyAlgorithm.P384);

        Assert.That(without.Issuer.IssueJwt(Issuing.Draft(Issuing.BadgeClaims), JwtProfile.OpenBadges).Refusal?.Code, Is.EqualTo(JoseCode.KeyMissing));
        Assert.That(other.Issuer.IssueJwt(Issuing.Draft(Issuing.BadgeClaims), JwtProfile.OpenBadges).Refusal?.Code, Is.EqualTo(JoseCode.AlgorithmNotAllowed));
    }

    [Test]
    public async Task A_file_of_a_JWT_is_read_with_its_line_end()
    {
        using var issuing = await Start(KeyAlgorithm.P256);
        using var folder = new TempFolder();
        var (issued, _) = issuing.Issuer.IssueJwt(Issuing.Draft(Issuing.BadgeClaims), JwtProfile.OpenBadges);
        await File.WriteAllBytesAsync(folder.File("badge.jwt"), [.. issued?.Document.ToArray() ?? [], .. "\r\n"u8]);

        var report = new CredentialVerifier(Published(issuing, folder), new StoppedClock(Now)).VerifyFile(folder.File("badge.jwt"));

        Assert.That(report.Verified, Is.True, Text(report));
    }

    [Test]
    public async Task A_set_bit_revokes_and_the_list_may_itself_be_a_JWT()
    {
        using var issuing = await Start(KeyAlgorithm.P256);
        using var folder = new TempFolder();
        var (issued, _) = issuing.Issuer.IssueJwt(Issuing.Draft(Issuing.BadgeClaims), JwtProfile.OpenBadges);
        var document = issued?.Document ?? default;
        Assert.That(Result(Verify(document, Published(issuing, folder, 94567)), "status"), Is.EqualTo(Verdict.No));

        foreach (var (set, expected) in new[] { (Array.Empty<int>(), Verdict.Yes), ([94567], Verdict.No) })
        {
            Assert.That(Result(Verify(document, WithJwtList(issuing, folder, set, flaw: null)), "status"), Is.EqualTo(expected));
        }
    }

    [TestCase("changed")]
    [TestCase("expired")]
    public async Task A_list_in_a_JWT_that_is_not_right_says_nothing(string flaw)
    {
        using var issuing = await Start(KeyAlgorithm.P256);
        using var folder = new TempFolder();
        var (issued, _) = issuing.Issuer.IssueJwt(Issuing.Draft(Issuing.BadgeClaims), JwtProfile.OpenBadges);

        Assert.That(Result(Verify(issued?.Document ?? default, WithJwtList(issuing, folder, [94567], flaw)), "status"), Is.EqualTo(Verdict.Unknown));
    }

    [Test]
    public async Task A_retired_key_is_still_believed_and_a_revoked_one_no_more()
    {
        using var issuing = await Start(KeyAlgorithm.Rsa);
        using var retired = new TempFolder();
        using var revoked = new TempFolder();
        var (issued, _) = issuing.Issuer.IssueJwt(Issuing.Draft(Issuing.BadgeClaims), JwtProfile.OpenBadges);
        var old = issuing.Keys.Ring.ActiveFor(KeyUse.Jwt)?.Id ?? string.Empty;
        await issuing.Keys.AddNextAsync(KeyAlgorithm.P256, CancellationToken.None, KeyUse.Jwt);
        await issuing.Keys.RotateAsync(CancellationToken.None, KeyUse.Jwt);

        var before = Verify(issued?.Document ?? default, Published(issuing, retired));
        await issuing.Keys.RevokeAsync(old, CancellationToken.None);
        var after = Verify(issued?.Document ?? default, Published(issuing, revoked));

        Assert.That(before.Verified, Is.True, Text(before));
        Assert.That(Result(after, "issuer"), Is.EqualTo(Verdict.No), Text(after));
    }

    [Test]
    public async Task A_key_that_comes_along_is_believed_only_where_the_issuers_document_has_it()
    {
        using var issuing = await Start(KeyAlgorithm.Rsa);
        using var folder = new TempFolder();
        var material = Published(issuing, folder);
        var ours = issuing.Keys.ActiveFor(KeyUse.Jwt) ?? throw new InvalidOperationException("a key expected");
        var unsigned = issuing.Issuer.Build(Issuing.Draft(Issuing.BadgeClaims));

        var right = Verify(VcJwtSigner.Sign(unsigned, JwtProfile.OpenBadges, ours, null).Jwt, material);
        var forged = Verify(VcJwtSigner.Sign(unsigned, JwtProfile.OpenBadges, Jwts.Rsa, null).Jwt, material);
        var alone = Verify(VcJwtSigner.Sign(unsigned, JwtProfile.OpenBadges, ours, null).Jwt, new VerificationMaterial());

        Assert.That(right.Verified, Is.True, Text(right));
        Assert.That(Result(forged, "proof"), Is.EqualTo(Verdict.Yes));
        Assert.That(Result(forged, "issuer"), Is.EqualTo(Verdict.No), Text(forged));
        Assert.That(Result(alone, "issuer"), Is.EqualTo(Verdict.Unknown), Text(alone));
    }

    [Test]
    public async Task A_key_that_comes_along_under_the_name_of_the_issuers_key_is_not_the_issuers()
    {
        // a method of a kind that is not known here: its name is listed, its key cannot be compared
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("did.json"), $$"""
            { "id": "{{Issuing.Did}}",
              "verificationMethod": [ { "id": "{{Issuing.Did}}#k", "type": "JsonWebKey", "controller": "{{Issuing.Did}}", "publicKeyJwk": { "kty": "EC", "crv": "secp256k1" } } ],
              "assertionMethod": [ "{{Issuing.Did}}#k" ] }
            """);
        var material = new VerificationMaterial();
        Assert.That(material.AddFile(folder.File("did.json")), Is.Null);
        var header = new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = Issuing.Did + "#k", ["jwk"] = Jwk.Of(Jwts.Rsa.Public) };
        var payload = Jwts.Parts(Jwts.Signed(JwtProfile.OpenBadges, Jwts.Rsa)).Payload;

        var report = Verify(Jwts.Raw(header, payload, Jwts.Rsa), material);

        Assert.That(Result(report, "proof"), Is.EqualTo(Verdict.Yes), Text(report));
        Assert.That(Result(report, "issuer"), Is.EqualTo(Verdict.No), Text(report));
    }

    [TestCase("did:jwk")]
    [TestCase("did:key")]
    public void A_DID_that_is_its_own_document_needs_no_file(string method)
    {
        var did = method == "did:jwk" ? DidJwk.Of(Jwts.Rsa.Public) : DidKey.Of(Jwts.Rsa.Public);
        var credential = Jwts.Credential();
        (credential["issuer"] ?? throw new InvalidOperationException("issuer expected"))["id"] = did;

        var jwt = Jwts.Signed(JwtProfile.OpenBadges, Jwts.Rsa, credential, method == "did:jwk" ? DidJwk.MethodOf(Jwts.Rsa.Public) : DidKey.MethodOf(Jwts.Rsa.Public));

        Assert.That(Verify(jwt, new VerificationMaterial()).Verified, Is.True, Text(Verify(jwt, new VerificationMaterial())));
    }

    [TestCase("exp", -1, Verdict.No)]
    [TestCase("exp", 1, Verdict.Yes)]
    [TestCase("nbf", 1, Verdict.No)]
    [TestCase("nbf", -1, Verdict.Yes)]
    public void The_JWT_has_a_time_of_its_own(string claim, int days, object expected)
    {
        var (header, payload) = Jwts.Parts(Jwts.Signed(JwtProfile.VcJose, Jwts.P256));
        payload[claim] = Now.AddDays(days).ToUnixTimeSeconds();

        Assert.That(Result(Verify(Jwts.Raw(header, payload, Jwts.P256), new VerificationMaterial()), "validity"), Is.EqualTo(expected));
    }

    [Test]
    public async Task An_embedded_proof_in_a_JWT_is_checked_as_well()
    {
        using var issuing = await Start(KeyAlgorithm.P256);
        using var folder = new TempFolder();
        var key = issuing.Keys.ActiveFor(KeyUse.Jwt) ?? throw new InvalidOperationException("a key expected");
        var embedded = Encoding.UTF8.GetString(issuing.Issuer.Issue(Issuing.Draft(Issuing.BadgeClaims)).Document.Span);
        var method = DidDocumentWriter.MethodId(Issuing.Did, key.Public.Id);
        var material = Published(issuing, folder);

        var right = Verify(VcJwtSigner.Sign(Encoding.UTF8.GetBytes(embedded), JwtProfile.OpenBadges, key, method).Jwt, material);
        var changed = Verify(VcJwtSigner.Sign(Encoding.UTF8.GetBytes(embedded.Replace("Ana Ruiz", "Ana Cruz", StringComparison.Ordinal)), JwtProfile.OpenBadges, key, method).Jwt, material);

        Assert.That(right.Verified, Is.True, Text(right));
        Assert.That(right.Checks.Count(check => check.Check == "proof"), Is.EqualTo(2));
        Assert.That(changed.Checks.Where(check => check.Check == "proof").Select(check => check.Result), Is.EqualTo(new[] { Verdict.Yes, Verdict.No }));
    }

    private static async Task<Issuing> Start(KeyAlgorithm algorithm)
    {
        var issuing = await Issuing.Start();
        await issuing.Keys.AddNextAsync(algorithm, CancellationToken.None, KeyUse.Jwt);
        await issuing.Keys.RotateAsync(CancellationToken.None, KeyUse.Jwt);
        return issuing;
    }

    private static VerificationMaterial Published(Issuing issuing, TempFolder folder, params int[] set)
    {
        Directory.CreateDirectory(folder.File(".well-known"));
        Directory.CreateDirectory(folder.File("status"));
        File.WriteAllBytes(folder.File(".well-known/did.json"), issuing.Issuer.DidDocument().Span);
        File.WriteAllBytes(folder.File("status/1.json"), List(issuing, set));
        var material = new VerificationMaterial();
        Assert.That(material.AddPublicFolder(folder.Path), Is.Empty);
        return material;
    }

    private static byte[] List(Issuing issuing, int[] set) =>
        issuing.Issuer.StatusList(new StatusListContent(1, StatusPurpose.Revocation, 131_072, set, Issuing.ValidFrom, Issuing.ValidFrom.AddDays(7))).ToArray();

    private static VerificationMaterial WithJwtList(Issuing issuing, TempFolder folder, int[] set, string? flaw)
    {
        var key = issuing.Keys.ActiveFor(KeyUse.Jwt) ?? throw new InvalidOperationException("a key expected");
        var list = JsonNode.Parse(List(issuing, set))?.AsObject() ?? [];
        list.Remove("proof");
        var (header, payload) = Jwts.Parts(Jwts.Signed(JwtProfile.VcJose, key, list, DidDocumentWriter.MethodId(Issuing.Did, key.Public.Id)));
        if (flaw == "expired")
        {
            payload["exp"] = Now.AddHours(-1).ToUnixTimeSeconds();
        }

        var jwt = Jwts.Raw(header, payload, key);
        if (flaw == "changed")
        {
            jwt[^5] = jwt[^5] == 'A' ? (byte)'B' : (byte)'A';
        }

        File.WriteAllBytes(folder.File("list.jwt"), jwt);
        File.WriteAllBytes(folder.File("did.json"), issuing.Issuer.DidDocument().Span);
        var material = new VerificationMaterial();
        Assert.That(material.AddFile(folder.File("did.json")), Is.Null);
        Assert.That(material.AddFile(folder.File("list.jwt")), Is.Null);
        return material;
    }

    private static VerificationReport Verify(ReadOnlyMemory<byte> credential, VerificationMaterial material) =>
        new CredentialVerifier(material, new StoppedClock(Now)).Verify(credential);

    private static Verdict Result(VerificationReport report, string check) => report.Checks.Single(one => one.Check == check).Result;

    private static string Text(VerificationReport report) => string.Join("\n", report.Checks);
}
