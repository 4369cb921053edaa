using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using LerBridge.Core.Credentials;
using LerBridge.Core.Diagnostics;
using LerBridge.Credentials;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Verifying;
using LerBridge.Tests.Credentials.Building;
using LerBridge.Tests.Credentials.Verifying;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials;

/// <summary>An issuer whose credentials are JWTs.</summary>
internal sealed class JwtIssuerTests
{
    private Issuing issuing = null!;

    [SetUp]
    public async Task Start() => this.issuing = await Issuing.Start();

    [TearDown]
    public void End() => this.issuing.Dispose();

    [TestCase(CredentialFormat.ObJwt, KeyAlgorithm.Rsa, CredentialProfile.OpenBadge)]
    [TestCase(CredentialFormat.ObJwt, KeyAlgorithm.P256, CredentialProfile.Employment)]
    [TestCase(CredentialFormat.ObJwt, KeyAlgorithm.P256, CredentialProfile.LearnerRecord)]
    [TestCase(CredentialFormat.VcJwt, KeyAlgorithm.Rsa, CredentialProfile.OpenBadge)]
    [TestCase(CredentialFormat.VcJwt, KeyAlgorithm.P256, CredentialProfile.LearnerRecord)]
    [TestCase(CredentialFormat.VcJwt, KeyAlgorithm.P384, CredentialProfile.Employment)]
    [TestCase(CredentialFormat.VcJwt, KeyAlgorithm.Ed25519, CredentialProfile.Endorsement)]
    public async Task Every_kind_is_a_JWT_that_verifies_with_its_document_and_its_list_which_is_one_too(object format, object algorithm, CredentialProfile profile)
    {
        var issuer = await this.IssuerAsync((CredentialFormat)format, (KeyAlgorithm)algorithm);
        var issued = issuer.Issue(Draft(profile));

        var (right, text) = Judge(issuer, issued, []);
        var (withdrawn, _) = Judge(issuer, issued, [94567]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(right, Is.True, text);
            Assert.That(withdrawn, Is.False);
            Assert.That(issued.MediaType, Is.EqualTo((CredentialFormat)format == CredentialFormat.ObJwt ? "application/jwt" : "application/vc+jwt"));
            Assert.That(Payload(issued).GetProperty("credentialStatus").GetProperty("statusListCredential").GetString(), Does.EndWith("/status/1.jwt"));
        }
    }

    [Test]
    public async Task A_published_list_that_is_a_JWT_is_read_back_and_not_believed_once_it_was_changed()
    {
        var issuer = await this.IssuerAsync(CredentialFormat.VcJwt, KeyAlgorithm.P256);
        var jwt = issuer.StatusListJwt(new StatusListContent(2, StatusPurpose.Revocation, 131_072, [5, 9], Issuing.ValidFrom, Issuing.ValidFrom.AddDays(7))) ?? default;
        var changed = jwt.ToArray();
        changed[^30] ^= 1;

        var read = issuer.OpenStatusList(jwt);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((read?.Number, read?.Purpose), Is.EqualTo(((int?)2, (StatusPurpose?)StatusPurpose.Revocation)));
            Assert.That(read?.SetBits, Is.EqualTo(new[] { 5, 9 }));
            Assert.That(issuer.OpenStatusList(changed), Is.Null);
        }
    }

    [Test]
    public async Task What_a_record_embeds_has_proofs_of_its_own_and_the_list_of_such_credentials()
    {
        var issuer = await this.IssuerAsync(CredentialFormat.VcJwt, KeyAlgorithm.P256);

        var record = Payload(issuer.Issue(Draft(CredentialProfile.LearnerRecord)));

        foreach (var embedded in record.GetProperty("credentialSubject").GetProperty("verifiableCredential").EnumerateArray())
        {
            Assert.That(embedded.GetProperty("proof").GetProperty("cryptosuite").GetString(), Is.EqualTo("eddsa-rdfc-2022"));
            Assert.That(embedded.GetProperty("credentialStatus").GetProperty("statusListCredential").GetString(), Does.EndWith("/status/1.json"));
        }
    }

    [TestCase(CredentialFormat.ObJwt, null, "rsa")]
    [TestCase(CredentialFormat.ObJwt, KeyAlgorithm.Ed25519, "rsa")]
    [TestCase(CredentialFormat.ObJwt, KeyAlgorithm.P384, "rsa")]
    [TestCase(CredentialFormat.VcJwt, null, "p256")]
    public async Task A_key_that_is_missing_or_does_not_fit_is_told_with_the_one_to_make(object format, object? algorithm, string make)
    {
        var issuer = await this.IssuerAsync((CredentialFormat)format, (KeyAlgorithm?)algorithm);

        var problem = Assert.Throws<KeyException>(issuer.OpenKeys);

        Assert.That(problem?.Code, Is.EqualTo("LB6110"));
        Assert.That(problem?.Message, Does.Contain($"key new --use jwt --algorithm {make}\""));
        Assert.That(() => issuer.Issue(Draft(CredentialProfile.OpenBadge)), Throws.TypeOf<KeyException>());
    }

    [Test]
    public async Task Claims_that_no_JWT_can_repeat_are_told_before_anything_is_signed()
    {
        var claims = Encoding.UTF8.GetBytes(Issuing.BadgeClaims.Replace("\"name\": \"Clinical Care II\",\n  \"awardedDate\"", "\"name\": \"Clinical Care II\", \"validUntil\": \"2027-05-08T00:00:00.5Z\",\n  \"awardedDate\"", StringComparison.Ordinal));

        var openBadges = (await this.IssuerAsync(CredentialFormat.ObJwt, KeyAlgorithm.P256)).Check(CredentialProfile.OpenBadge, claims);
        var embedded = this.issuing.Issuer.Check(CredentialProfile.OpenBadge, claims);

        Assert.That(openBadges.Select(problem => problem.Code), Is.EqualTo(new[] { "LB6319" }));
        Assert.That(embedded, Is.Empty);
    }

    [Test]
    public void Without_a_key_for_JWTs_there_is_no_list_as_a_JWT()
    {
        Assert.That((this.issuing.Issuer.HasJwtLists, this.issuing.Issuer.StatusListJwt(List([]))), Is.EqualTo((false, (ReadOnlyMemory<byte>?)null)));
    }

    [Test]
    public async Task On_first_use_the_store_makes_the_key_for_JWTs_that_it_is_asked_for()
    {
        using var folder = new TempFolder();
        var keys = await KeyStore.OpenAsync(folder.File("keys"), Passphrase.From("x"), TimeProvider.System, CancellationToken.None, firstJwt: KeyAlgorithm.P256);
        var again = await KeyStore.OpenAsync(folder.File("keys"), Passphrase.From("x"), TimeProvider.System, CancellationToken.None, firstJwt: KeyAlgorithm.Rsa);

        Assert.That(keys.ActiveFor(KeyUse.Jwt)?.Algorithm, Is.EqualTo(KeyAlgorithm.P256));
        Assert.That(again.Ring.Keys, Has.Count.EqualTo(2));
        Assert.That(again.ActiveFor(KeyUse.Jwt)?.Public.Id, Is.EqualTo(keys.ActiveFor(KeyUse.Jwt)?.Public.Id));
    }

    private static (bool? Verified, string Text) Judge(CredentialIssuer issuer, IssuedCredential issued, int[] set)
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.File("status"));
        File.WriteAllBytes(folder.File("did.json"), issuer.DidDocument().Span);
        File.WriteAllBytes(Path.Combine(folder.File("status"), "1.json"), issuer.StatusList(List(set)).Span);
        File.WriteAllBytes(Path.Combine(folder.File("status"), "1.jwt"), (issuer.StatusListJwt(List(set)) ?? throw new InvalidOperationException("a list expected")).Span);
        var material = new VerificationMaterial();
        Assert.That(material.AddPublicFolder(folder.Path), Is.Empty);
        var report = Signed.Verify(issued.Document, material, Issuing.ValidFrom.AddDays(1));
        return (report.Verified, report.Text());
    }

    private static StatusListContent List(int[] set) => new(1, StatusPurpose.Revocation, 131_072, set, Issuing.ValidFrom.AddMilliseconds(-250), Issuing.ValidFrom.AddMilliseconds(-250).AddDays(30));

    private static CredentialDraft Draft(CredentialProfile profile) => Issuing.Draft(
        profile switch
        {
            CredentialProfile.Employment => Issuing.EmploymentClaims,
            CredentialProfile.LearnerRecord => LearnerRecordTests.Claims().ToJsonString(),
            CredentialProfile.Endorsement => """{ "name": "In good standing" }""",
            _ => Issuing.BadgeClaims,
        },
        profile);

    private static JsonElement Payload(IssuedCredential issued)
    {
        var segments = Encoding.ASCII.GetString(issued.Document.Span).Split('.');
        using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(segments[1]));
        return document.RootElement.Clone();
    }

    private async Task<CredentialIssuer> IssuerAsync(CredentialFormat format, KeyAlgorithm? algorithm)
    {
        if (algorithm is { } wanted)
        {
            await this.issuing.Keys.AddNextAsync(wanted, CancellationToken.None, KeyUse.Jwt);
            await this.issuing.Keys.RotateAsync(CancellationToken.None, KeyUse.Jwt);
        }

        return new CredentialIssuer(Issuing.Options with { Format = format }, this.issuing.Keys, new StoppedClock(Issuing.ValidFrom));
    }
}
