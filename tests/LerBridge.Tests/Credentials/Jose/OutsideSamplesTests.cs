using System.Text.Json;
using LerBridge.Core.Credentials;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Verifying;
using LerBridge.Tests.Credentials.Building;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Jose;

/// <summary>
/// Writes what tests/outside-verifier judges: JWTs of every form and key, and credentials with embedded proofs by P-256 and P-384 and with proof sets. They go to the folder that
/// LERBRIDGE_OUTSIDE names, or to one that goes with the test; either way our own verifier reads them back from there.
/// </summary>
internal sealed class OutsideSamplesTests : IDisposable
{
    private readonly TempFolder own = new();

    private string Folder => Environment.GetEnvironmentVariable("LERBRIDGE_OUTSIDE") is { Length: > 0 } named ? named : this.own.Path;

    public void Dispose() => this.own.Dispose();

    [Test]
    public async Task JWTs_of_every_form_and_key_verify_from_their_files()
    {
        using var issuing = await Issuing.Start();
        var folder = Directory.CreateDirectory(Path.Combine(this.Folder, "jwt")).FullName;
        foreach (var algorithm in new[] { KeyAlgorithm.Rsa, KeyAlgorithm.P256, KeyAlgorithm.P384, KeyAlgorithm.Ed25519 })
        {
            await issuing.Keys.AddNextAsync(algorithm, CancellationToken.None, KeyUse.Jwt);
            await issuing.Keys.RotateAsync(CancellationToken.None, KeyUse.Jwt);
            foreach (var profile in new[] { JwtProfile.OpenBadges, JwtProfile.VcJose }.Where(profile => profile.Keys.Contains(algorithm)))
            {
                var name = $"{(profile == JwtProfile.OpenBadges ? "badge" : "vc")}-{JwsAlgorithms.NameOf(algorithm)}";
                var (badge, _) = issuing.Issuer.IssueJwt(Issuing.Draft(Issuing.BadgeClaims), profile);
                var (employment, _) = issuing.Issuer.IssueJwt(Issuing.Draft(Issuing.EmploymentClaims, CredentialProfile.Employment), profile);
                var (along, _) = VcJwtSigner.Sign(badge is null ? default : issuing.Issuer.Build(Issuing.Draft(Issuing.BadgeClaims)), profile, Active(issuing), method: null);
                await File.WriteAllBytesAsync(Path.Combine(folder, name + ".jwt"), badge?.Document.ToArray() ?? []);
                await File.WriteAllBytesAsync(Path.Combine(folder, name + "-employment.jwt"), employment?.Document.ToArray() ?? []);
                await File.WriteAllBytesAsync(Path.Combine(folder, name + "-jwk.jwt"), along ?? []);
            }
        }

        await File.WriteAllBytesAsync(Path.Combine(folder, "did.json"), issuing.Issuer.DidDocument().ToArray());

        AssertRight(folder, "*.jwt", 18);
    }

    [TestCase(KeyAlgorithm.P256)]
    [TestCase(KeyAlgorithm.P384)]
    public async Task Embedded_proofs_by_keys_on_NIST_curves_verify_from_their_files(object algorithm)
    {
        using var issuing = await Issuing.Start((KeyAlgorithm)algorithm);
        var folder = Directory.CreateDirectory(Path.Combine(this.Folder, algorithm.ToString()?.ToLowerInvariant() ?? string.Empty)).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "badge.json"), issuing.Issuer.Issue(Issuing.Draft(Issuing.BadgeClaims)).Document.ToArray());
        await File.WriteAllBytesAsync(
            Path.Combine(folder, "employment.json"), issuing.Issuer.Issue(Issuing.Draft(Issuing.EmploymentClaims, CredentialProfile.Employment)).Document.ToArray());
        Directory.CreateDirectory(Path.Combine(folder, ".well-known"));
        await File.WriteAllBytesAsync(Path.Combine(folder, ".well-known", "did.json"), issuing.Issuer.DidDocument().ToArray());

        AssertRight(folder, "*.json", 2);
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "badge.json")));
        Assert.That(json.RootElement.GetProperty("proof").GetProperty("cryptosuite").GetString(), Is.EqualTo("ecdsa-rdfc-2019"));
    }

    [Test]
    public async Task Proof_sets_for_older_wallets_verify_from_their_files()
    {
        using var issuing = await Issuing.Start(olderWallets: true);
        var folder = Directory.CreateDirectory(Path.Combine(this.Folder, "older-wallets")).FullName;
        foreach (var (name, claims, profile) in new[]
        {
            ("badge", Issuing.BadgeClaims, CredentialProfile.OpenBadge),
            ("employment", Issuing.EmploymentClaims, CredentialProfile.Employment),
            ("record", LearnerRecordTests.Claims().ToJsonString(), CredentialProfile.LearnerRecord),
        })
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, name + ".json"), issuing.Issuer.Issue(Issuing.Draft(claims, profile)).Document.ToArray());
        }

        Directory.CreateDirectory(Path.Combine(folder, ".well-known"));
        Directory.CreateDirectory(Path.Combine(folder, "status"));
        var list = new StatusListContent(1, StatusPurpose.Revocation, 131_072, [7], Issuing.ValidFrom, Issuing.ValidFrom.AddYears(5));
        await File.WriteAllBytesAsync(Path.Combine(folder, ".well-known", "did.json"), issuing.Issuer.DidDocument().ToArray());
        await File.WriteAllBytesAsync(Path.Combine(folder, "status", "1.json"), issuing.Issuer.StatusList(list).ToArray());

        AssertRight(folder, "*.json", 3, []);
    }

    /// <summary>Nothing but the status list is missing.</summary>
    private static void AssertRight(string folder, string pattern, int count) => AssertRight(folder, pattern, count, ["status"]);

    private static void AssertRight(string folder, string pattern, int count, string[] open)
    {
        var material = new VerificationMaterial();
        Assert.That(material.AddPublicFolder(folder), Is.Empty);
        var verifier = new CredentialVerifier(material, new StoppedClock(Issuing.ValidFrom.AddDays(1)));

        var files = Directory.GetFiles(folder, pattern).Where(file => Path.GetFileName(file) != "did.json").ToArray();

        Assert.That(files, Has.Length.EqualTo(count));
        foreach (var file in files)
        {
            var report = verifier.VerifyFile(file);
            Assert.That(report.Checks.Where(check => check.Result != Verdict.Yes).Select(check => check.Check), Is.EqualTo(open), $"{file}\n{string.Join('\n', report.Checks)}");
        }
    }

    private static SigningKey Active(Issuing issuing) => issuing.Keys.ActiveFor(KeyUse.Jwt) ?? throw new InvalidOperationException("a key expected");
}
