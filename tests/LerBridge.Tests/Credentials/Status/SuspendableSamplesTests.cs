using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Core.Credentials;
using LerBridge.Credentials;
using LerBridge.Credentials.Building;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Verifying;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Status;

/// <summary>
/// Credentials with two status entries, one of them suspended and one revoked, with their lists. They go to the folder that LERBRIDGE_OUTSIDE names, for
/// tests/outside-verifier, or to one that goes with the test; either way our own verifier reads them back from there.
/// </summary>
internal sealed class SuspendableSamplesTests : IDisposable
{
    private const string Name = "suspension";

    private static readonly (string State, int Index)[] Samples = [("valid", 11), ("suspended", 2222), ("revoked", 33_333)];

    private readonly TempFolder own = new();

    private string Folder => Path.Combine(Environment.GetEnvironmentVariable("LERBRIDGE_OUTSIDE") is { Length: > 0 } named ? named : this.own.Path, Name);

    public void Dispose() => this.own.Dispose();

    [Test]
    public async Task Two_entries_are_judged_each_by_its_own_list()
    {
        using var issuing = await Issuing.Start();
        var issuer = new CredentialIssuer(Issuing.Options with { Did = "did:key:" + issuing.Keys.Active.Public.Multibase }, issuing.Keys, new StoppedClock(Issuing.ValidFrom));
        await this.WriteAsync(issuer);

        var material = new VerificationMaterial();
        Assert.That(Directory.GetFiles(Path.Combine(this.Folder, "status")).Select(material.AddFile), Is.All.Null);
        var verifier = new CredentialVerifier(material, new StoppedClock(Issuing.ValidFrom.AddDays(1)));
        foreach (var (state, _) in Samples)
        {
            var report = verifier.VerifyFile(Path.Combine(this.Folder, state + ".json"));
            var status = report.Checks.Single(check => check.Check == "status");
            using (Assert.EnterMultipleScope())
            {
                Assert.That(report.Checks.Where(check => check.Result != Verdict.Yes && check.Check != "status"), Is.Empty, string.Join('\n', report.Checks));
                Assert.That(status.Result, Is.EqualTo(state == "valid" ? Verdict.Yes : Verdict.No), status.Why);
                Assert.That(status.Why, state == "valid" ? Does.Contain("neither") : Does.Contain(state));
            }
        }
    }

    [Test]
    public async Task The_lint_takes_one_entry_and_two()
    {
        using var issuing = await Issuing.Start();
        foreach (var status in new[] { Entries(1)[..1], Entries(1) })
        {
            using var issued = JsonDocument.Parse(issuing.Issuer.Issue(Issuing.Draft(Issuing.BadgeClaims) with { Status = status }).Document);

            Assert.That(issued.RootElement.GetProperty("credentialStatus").ValueKind, Is.EqualTo(status.Length == 1 ? JsonValueKind.Object : JsonValueKind.Array), "one keeps the form that the schema of Open Badges has");
            Assert.That(ProfileLint.Anyones(issued.RootElement), Is.Empty);
        }
    }

    private static StatusEntry[] Entries(int index) => [new StatusEntry(StatusPurpose.Revocation, 1, index), new StatusEntry(StatusPurpose.Suspension, 2, index)];

    private async Task WriteAsync(CredentialIssuer issuer)
    {
        Directory.CreateDirectory(Path.Combine(this.Folder, "status"));
        var lines = new List<string>();
        foreach (var (state, index) in Samples)
        {
            var draft = Issuing.Draft(Issuing.BadgeClaims) with { Id = $"urn:uuid:6fd4f6a4-55c0-8d3a-9c1e-{index:x12}", Status = Entries(index) };
            await File.WriteAllBytesAsync(Path.Combine(this.Folder, state + ".json"), issuer.Issue(draft).Document.ToArray());
            lines.Add(new JsonObject { ["id"] = draft.Id, ["state"] = state }.ToJsonString());
        }

        // for as long as anybody may run the verifiers
        var (from, until) = (Issuing.ValidFrom.AddYears(-1), Issuing.ValidFrom.AddYears(100));
        await this.WriteListAsync(issuer, new StatusListContent(1, StatusPurpose.Revocation, 131_072, [Samples[2].Index], from, until));
        await this.WriteListAsync(issuer, new StatusListContent(2, StatusPurpose.Suspension, 131_072, [Samples[1].Index], from, until));
        await File.WriteAllLinesAsync(Path.Combine(this.Folder, "index.jsonl"), lines);
    }

    private async Task WriteListAsync(CredentialIssuer issuer, StatusListContent content) =>
        await File.WriteAllBytesAsync(Path.Combine(this.Folder, "status", $"{content.Number}.json"), issuer.StatusList(content).ToArray());
}
