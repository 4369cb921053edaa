using System.Text;
using System.Text.Json;
using LerBridge.Core.Credentials;
using LerBridge.Core.Diagnostics;
using LerBridge.Credentials;
using LerBridge.Credentials.Dids;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Status;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials;

internal sealed class CredentialIssuerTests
{
    [TestCase(KeyAlgorithm.Ed25519, "eddsa-rdfc-2022")]
    [TestCase(KeyAlgorithm.P256, "ecdsa-rdfc-2019")]
    public async Task What_is_issued_verifies_with_the_key_of_the_DID_document(object algorithm, string suite)
    {
        using var issuing = await Issuing.Start((KeyAlgorithm)algorithm);

        var issued = issuing.Issuer.Issue(Issuing.Draft(Issuing.BadgeClaims));
        using var json = JsonDocument.Parse(issued.Document);
        using var did = JsonDocument.Parse(issuing.Issuer.DidDocument());
        var document = ControllerDocument.Parse(did.RootElement);
        var report = new ProofVerifier(Canonicalizers.Shared, TimeProvider.System).Verify(json.RootElement, id => document?.Method(id)?.Key).Single();

        Assert.That(report.Verdict, Is.EqualTo(Verdict.Yes), report.Why);
        Assert.That(report.Suite, Is.EqualTo(suite));
        Assert.That(report.Method, Is.EqualTo(issued.KeyId));
        Assert.That(document?.AssertionMethods, Does.Contain(issued.KeyId));
        Assert.That(issued.MediaType, Is.EqualTo("application/vc"));
        Assert.That(issued.Id, Is.EqualTo(Issuing.CredentialId));
    }

    [Test]
    public async Task An_employment_record_is_signed_over_its_inline_context()
    {
        using var issuing = await Issuing.Start();

        var issued = issuing.Issuer.Issue(Issuing.Draft(Issuing.EmploymentClaims, CredentialProfile.Employment));
        var text = Encoding.UTF8.GetString(issued.Document.Span);

        Assert.That(Verify(text), Is.EqualTo(Verdict.Yes));
        Assert.That(Verify(text.Replace("FULL_TIME", "PART_TIME", StringComparison.Ordinal)), Is.EqualTo(Verdict.No));
        Assert.That(Verify(text.Replace("2024-03-04\",\"workLocation", "2014-03-04\",\"workLocation", StringComparison.Ordinal)), Is.EqualTo(Verdict.No));
    }

    [Test]
    public async Task A_status_list_is_a_signed_credential_with_the_bits_set()
    {
        using var issuing = await Issuing.Start();
        var content = new StatusListContent(3, StatusPurpose.Suspension, 131_072, [7, 94567], Issuing.ValidFrom, Issuing.ValidFrom.AddDays(7));

        var bytes = issuing.Issuer.StatusList(content);
        using var json = JsonDocument.Parse(bytes);
        var (list, problem) = StatusList.Read(json.RootElement);

        Assert.That(problem, Is.Null);
        Assert.That(Verify(Encoding.UTF8.GetString(bytes.Span)), Is.EqualTo(Verdict.Yes));
        Assert.That(json.RootElement.GetProperty("id").GetString(), Is.EqualTo("https://ler.college.example/status/3.json"));
        Assert.That(list?.Look(new StatusListEntry("suspension", 94567, "", 1)).Status, Is.EqualTo(1));
        Assert.That(list?.Look(new StatusListEntry("suspension", 94568, "", 1)).Status, Is.Zero);
        Assert.That(list?.ValidUntil, Is.EqualTo(new DateTimeOffset(2026, 6, 8, 8, 30, 15, TimeSpan.Zero)));
        Assert.That(json.RootElement.GetProperty("credentialSubject").GetProperty("statusPurpose").ValueKind, Is.EqualTo(JsonValueKind.String));
    }

    [Test]
    public async Task A_published_list_is_read_back_with_every_place_and_not_believed_once_it_was_changed_or_is_of_another_issuer()
    {
        using var issuing = await Issuing.Start();
        using var other = await Issuing.Start();
        int[] set = [0, 7, 8, 94567, 131_071];
        var text = Encoding.UTF8.GetString(issuing.Issuer.StatusList(new StatusListContent(3, StatusPurpose.Suspension, 131_072, set, Issuing.ValidFrom, Issuing.ValidFrom.AddDays(7))).Span);

        var read = issuing.Issuer.OpenStatusList(Encoding.UTF8.GetBytes(text));

        string[] none = [text.Replace("2026-06-08", "2027-06-08", StringComparison.Ordinal), text[..^20], "{}", "[]", "", Encoding.UTF8.GetString(issuing.Issuer.Issue(Issuing.Draft(Issuing.BadgeClaims)).Document.Span)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That((read?.Number, read?.Purpose, read?.Length, read?.ValidUntil), Is.EqualTo(((int?)3, (StatusPurpose?)StatusPurpose.Suspension, (int?)131_072, (DateTimeOffset?)new DateTimeOffset(2026, 6, 8, 8, 30, 15, TimeSpan.Zero))));
            Assert.That(read?.SetBits, Is.EqualTo(set));
            Assert.That(none.Select(each => issuing.Issuer.OpenStatusList(Encoding.UTF8.GetBytes(each))), Has.All.Null);
            Assert.That(other.Issuer.OpenStatusList(Encoding.UTF8.GetBytes(text)), Is.Null);
        }
    }

    [Test]
    public async Task Many_threads_issue_at_once_and_all_verify()
    {
        using var issuing = await Issuing.Start();
        var failed = 0;

        Parallel.For(0, 200, i =>
        {
            var issued = issuing.Issuer.Issue(Issuing.Draft(Issuing.BadgeClaims.Replace("Ana Ruiz", $"Ana Ruiz-{i}", StringComparison.Ordinal)));
            if (Verify(Encoding.UTF8.GetString(issued.Document.Span)) != Verdict.Yes)
            {
                Interlocked.Increment(ref failed);
            }
        });

        Assert.That(failed, Is.Zero);
    }

    [Test]
    public async Task After_rotation_the_new_key_signs_and_the_old_one_still_verifies()
    {
        using var issuing = await Issuing.Start();
        var before = issuing.Issuer.Issue(Issuing.Draft(Issuing.BadgeClaims));
        await issuing.Keys.AddNextAsync(null, CancellationToken.None);
        await issuing.Keys.RotateAsync(CancellationToken.None);

        var after = issuing.Issuer.Issue(Issuing.Draft(Issuing.BadgeClaims));
        using var did = JsonDocument.Parse(issuing.Issuer.DidDocument());
        var document = ControllerDocument.Parse(did.RootElement);

        Assert.That(after.KeyId, Is.Not.EqualTo(before.KeyId));
        Assert.That(document?.AssertionMethods, Is.SupersetOf(new[] { before.KeyId, after.KeyId }));
    }

    [Test]
    public async Task A_key_that_cannot_be_opened_is_a_key_exception_and_no_credential()
    {
        using var folder = new TempFolder();
        await KeyStore.OpenAsync(folder.File("keys"), Passphrase.From("right"), TimeProvider.System, CancellationToken.None);
        var keys = await KeyStore.OpenAsync(folder.File("keys"), Passphrase.From("wrong"), TimeProvider.System, CancellationToken.None);
        var issuer = new CredentialIssuer(Issuing.Options, keys, TimeProvider.System);

        Assert.That(() => issuer.Issue(Issuing.Draft(Issuing.BadgeClaims)), Throws.TypeOf<KeyException>());
    }

    private static Verdict Verify(string credential)
    {
        using var json = JsonDocument.Parse(credential);
        return new ProofVerifier(Canonicalizers.Shared, TimeProvider.System).Verify(json.RootElement, MethodKeys.OfUrl).Single().Verdict;
    }
}
