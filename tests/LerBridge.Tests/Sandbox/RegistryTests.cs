using System.Buffers.Text;
using System.Net;
using System.Text;
using LerBridge.Sandbox;
using NUnit.Framework;

namespace LerBridge.Tests.Sandbox;

internal sealed class RegistryTests
{
    private const string Id = "urn:uuid:3f0c7c0a-6a52-8d1e-9c57-0a8a4f6b2c11";

    [Test]
    public async Task A_credential_is_stored_once_per_key()
    {
        await using var visitor = await SandboxVisitor.StartAsync();

        using var first = await visitor.RegistryPostAsync("/credentials", Credential("2026-05-20T00:00:00Z"), "k1");
        using var again = await visitor.RegistryPostAsync("/credentials", Credential("2026-05-20T00:00:00Z"), "k1");
        visitor.Host.Switches.RegistryDuplicateStatus = 409;
        using var conflict = await visitor.RegistryPostAsync("/credentials", Credential("2026-05-20T00:00:00Z"), "k1");

        Assert.That(new[] { first, again, conflict }.Select(response => (int)response.StatusCode), Is.EqualTo([201, 200, 409]));
        Assert.That((await SandboxVisitor.JsonAsync(conflict))["duplicate"]!.GetValue<bool>(), Is.True);
        Assert.That(visitor.Host.Arrivals, Has.Count.EqualTo(1));
        Assert.That(visitor.Host.Arrivals[0], Has.Property("Times").EqualTo(3).And.Property("CredentialId").EqualTo(Id).And.Property("ValidFrom")
            .EqualTo("2026-05-20T00:00:00Z"));
    }

    [Test]
    public async Task Arrivals_are_listed_in_order_and_the_newest_version_is_given_back()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        using var first = await visitor.RegistryPostAsync("/credentials", Credential("2026-05-20T00:00:00Z"), "k1");
        using var second = await visitor.RegistryPostAsync("/credentials", Credential("2026-11-20T00:00:00Z"), "k2");

        using var listed = await visitor.RegistryGetAsync("/arrivals");
        using var newest = await visitor.RegistryGetAsync("/credentials/" + Uri.EscapeDataString(Id));
        using var unknown = await visitor.RegistryGetAsync("/credentials/urn:uuid:none");

        var rows = (await SandboxVisitor.JsonAsync(listed)).AsArray();
        Assert.That(rows.Select(row => row!["key"]!.ToString()), Is.EqualTo(["k1", "k2"]));
        Assert.That(rows[1]!["validFrom"]!.ToString(), Is.EqualTo("2026-11-20T00:00:00Z"));
        Assert.That(await newest.Content.ReadAsStringAsync(), Is.EqualTo(Credential("2026-11-20T00:00:00Z")));
        Assert.That(unknown.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_broken_connection_after_storing_leaves_the_credential_stored()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        visitor.Host.Break(SandboxSite.Registry, new SandboxFault(SandboxFaultKind.ResetAfterHandling));

        Assert.That(async () =>
            await visitor.RegistryPostAsync("/credentials", Credential("2026-05-20T00:00:00Z"), "k1"), Throws.InstanceOf<HttpRequestException>());
        using var again = await visitor.RegistryPostAsync("/credentials", Credential("2026-05-20T00:00:00Z"), "k1");

        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(visitor.Host.Arrivals.Single().Times, Is.EqualTo(2));
    }

    [Test]
    public async Task A_key_is_not_for_two_documents()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        using var first = await visitor.RegistryPostAsync("/credentials", Credential("2026-05-20T00:00:00Z"), "k1");

        using var other = await visitor.RegistryPostAsync("/credentials", Credential("2026-11-20T00:00:00Z"), "k1");

        Assert.That((int)other.StatusCode, Is.EqualTo(422));
        Assert.That(visitor.Host.Arrivals, Has.Count.EqualTo(1));
    }

    [TestCase("not json at all")]
    [TestCase("{}")]
    [TestCase("""{"id":"urn:x","type":["OpenBadgeCredential"],"issuer":"did:web:x","credentialSubject":{}}""")]
    [TestCase("""{"type":["VerifiableCredential"],"issuer":"did:web:x","credentialSubject":{}}""")]
    public async Task What_is_not_a_credential_is_refused(string body)
    {
        await using var visitor = await SandboxVisitor.StartAsync();

        using var response = await visitor.RegistryPostAsync("/credentials", body, "k1");

        Assert.That((int)response.StatusCode, Is.EqualTo(422));
        Assert.That(visitor.Host.Arrivals, Is.Empty);
    }

    [Test]
    public async Task A_request_without_a_key_or_with_another_token_is_refused()
    {
        await using var visitor = await SandboxVisitor.StartAsync();

        using var keyless = await visitor.RegistryPostAsync("/credentials", Credential("2026-05-20T00:00:00Z"), null);
        using var stranger = await visitor.RegistryPostAsync("/credentials", Credential("2026-05-20T00:00:00Z"), "k1", token: "another");

        Assert.That(keyless.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(stranger.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(visitor.Host.Arrivals, Is.Empty);
    }

    [Test]
    public async Task A_credential_may_come_as_a_jwt()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        var jwt = $"{Encode("""{"alg":"ES256","typ":"JWT"}""")}.{Encode(Credential("2026-05-20T00:00:00Z"))}.{Encode("signature")}";

        using var response = await visitor.RegistryPostAsync("/credentials", jwt, "k1", "application/jwt");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(visitor.Host.Arrivals.Single().CredentialId, Is.EqualTo(Id));
    }

    [Test]
    public async Task A_status_arrives_beside_the_credentials()
    {
        await using var visitor = await SandboxVisitor.StartAsync();

        using var revoked = await visitor.RegistryPostAsync("/credentials/status", $$"""{"id":"{{Id}}","status":"revoked","since":"2026-11-20T00:00:00Z"}""",
            "s1", "application/json");
        using var wrong = await visitor.RegistryPostAsync("/credentials/status", $$"""{"id":"{{Id}}","status":"lost"}""", "s2", "application/json");

        Assert.That(revoked.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That((int)wrong.StatusCode, Is.EqualTo(422));
        Assert.That(visitor.Host.Arrivals.Single(), Has.Property("Kind").EqualTo(SandboxArrivalKind.Status).And.Property("Status").EqualTo("revoked"));
    }

    [Test]
    public async Task Waits_are_told_in_seconds_or_as_a_date()
    {
        var time = new ManualTime();
        await using var visitor = await SandboxVisitor.StartAsync(new SandboxOptions { Time = time });
        visitor.Host.Break(SandboxSite.Registry, new SandboxFault(SandboxFaultKind.Throttle) { RetryAfter = TimeSpan.FromSeconds(7) });
        visitor.Host.Break(SandboxSite.Registry, new SandboxFault(SandboxFaultKind.Throttle) { RetryAfter = TimeSpan.FromSeconds(7), RetryAfterAsDate = true });
        visitor.Host.Break(SandboxSite.Registry, new SandboxFault(SandboxFaultKind.Outage) { RetryAfter = TimeSpan.FromSeconds(3) });

        using var seconds = await visitor.RegistryPostAsync("/credentials", Credential("2026-05-20T00:00:00Z"), "k1");
        using var date = await visitor.RegistryPostAsync("/credentials", Credential("2026-05-20T00:00:00Z"), "k1");
        using var down = await visitor.RegistryPostAsync("/credentials", Credential("2026-05-20T00:00:00Z"), "k1");
        using var fine = await visitor.RegistryPostAsync("/credentials", Credential("2026-05-20T00:00:00Z"), "k1");

        Assert.That(seconds.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromSeconds(7)));
        Assert.That(date.Headers.RetryAfter!.Date, Is.EqualTo(time.GetUtcNow().AddSeconds(7)));
        Assert.That(new[] { seconds, date, down, fine }.Select(response => (int)response.StatusCode), Is.EqualTo([429, 429, 503, 201]));
    }

    private static string Credential(string validFrom) => $$"""
        {
          "@context": ["https://www.w3.org/ns/credentials/v2"],
          "id": "{{Id}}",
          "type": ["VerifiableCredential", "OpenBadgeCredential"],
          "issuer": "did:web:ler.college.example",
          "validFrom": "{{validFrom}}",
          "credentialSubject": { "id": "urn:uuid:x" }
        }
        """;

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
