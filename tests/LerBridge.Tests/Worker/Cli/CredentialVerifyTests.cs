using System.Text;
using System.Text.Json;
using LerBridge.Credentials.Dids;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.Pictures;
using LerBridge.Tests.Credentials.Jose;
using LerBridge.Tests.Credentials.Online;
using LerBridge.Tests.Credentials.Verifying;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Cli;

internal sealed class CredentialVerifyTests : IDisposable
{
    private readonly CommandLineDriver cli = new();

    public void Dispose() => this.cli.Dispose();

    [Test]
    public async Task It_needs_no_settings_and_answers_per_file_in_an_array()
    {
        this.cli.Write("unsigned.json", """{ "@context": "https://www.w3.org/ns/credentials/v2", "type": [ "VerifiableCredential" ], "issuer": "did:web:x.example", "credentialSubject": { "id": "urn:uuid:1" } }""");

        var code = await this.cli.RunAsync("credential", "verify", "unsigned.json", "nowhere.json", "--output", "json");

        using var document = JsonDocument.Parse(this.cli.Out);
        var answers = document.RootElement.EnumerateArray().ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(1));
            Assert.That(answers.Select(answer => answer.GetProperty("file").GetString()), Is.EqualTo(new[] { "unsigned.json", "nowhere.json" }));
            Assert.That(answers[0].GetProperty("verified").ValueKind, Is.EqualTo(JsonValueKind.False));
            Assert.That(answers[0].GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("check").GetString() == "proof").GetProperty("result").GetString(), Is.EqualTo("no"));
            Assert.That(answers[1].GetProperty("verified").ValueKind, Is.EqualTo(JsonValueKind.Null));
        }
    }

    [Test]
    public async Task It_takes_a_JWT_as_it_takes_JSON_and_a_changed_one_is_refused()
    {
        var credential = Jwts.Credential();
        credential["validFrom"] = "2025-06-01T08:30:15Z";
        (credential["issuer"] ?? throw new InvalidOperationException("issuer expected"))["id"] = DidJwk.Of(Jwts.Rsa.Public);
        var jwt = Encoding.ASCII.GetString(Jwts.Signed(JwtProfile.OpenBadges, Jwts.Rsa, credential, DidJwk.MethodOf(Jwts.Rsa.Public)));
        this.cli.Write("badge.jwt", jwt + "\n");
        this.cli.Write("changed.jwt", jwt[..^9] + (jwt[^9] == 'A' ? 'B' : 'A') + jwt[^8..]);

        Assert.That(await this.cli.RunAsync("credential", "verify", "badge.jwt"), Is.Zero, this.cli.Out);
        Assert.That(await this.cli.RunAsync("credential", "verify", "changed.jwt"), Is.EqualTo(1), this.cli.Out);
    }

    [Test]
    public async Task It_reads_a_picture_and_touches_the_network_only_when_asked()
    {
        const string Did = "did:web:college.example";
        var badge = Signed.Badge(issuer: Did).With("validFrom", "2025-06-01T08:30:15Z").Sign(method: $"{Did}#{Signed.Key.Public.Multibase}");
        var picture = BakedSvg.Write("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"u8.ToArray(), badge.Bytes()).Picture ?? [];
        this.cli.Write("badge.svg", Encoding.UTF8.GetString(picture));
        this.cli.Wire = new OneDocument(OnlineVerifierTests.DidDocument().Bytes());

        var offline = await this.cli.RunAsync("credential", "verify", "badge.svg");
        var asked = this.cli.Wire.Asked;
        var online = await this.cli.RunAsync("credential", "verify", "badge.svg", "--online");

        Assert.That((offline, asked), Is.EqualTo((1, 0)));
        Assert.That((online, this.cli.Wire.Asked), Is.EqualTo((0, 1)), this.cli.Out);
    }

    [Test]
    public async Task Without_a_file_it_is_wrong_usage()
    {
        Assert.That(await this.cli.RunAsync("credential", "verify"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_key_in_the_URL_and_a_list_by_its_address_are_taken_where_they_are_asked_for()
    {
        var folder = Shared.Path("standards/data/samples/ob3");
        var badge = Path.Combine(folder, "bit-string-list", "credential-status-revoked-blank-nodes.json");
        var list = Path.Combine(folder, "bit-string-list", "testlist");
        using var json = JsonDocument.Parse(File.ReadAllBytes(badge));
        var url = json.RootElement.GetProperty("credentialStatus").GetProperty("statusListCredential").GetString();

        Assert.That(await this.cli.RunAsync("credential", "verify", Path.Combine(folder, "simple-context-alias.json"), "--key-in-url"), Is.Zero, this.cli.Out);
        Assert.That(await this.cli.RunAsync("credential", "verify", Path.Combine(folder, "simple-context-alias.json")), Is.EqualTo(1), this.cli.Out);
        Assert.That(await this.cli.RunAsync("credential", "verify", badge, "--status-list", $"{url}={list}", "--output", "json"), Is.EqualTo(1), this.cli.Out);
        Assert.That(this.cli.Out, Does.Contain("has revoked it (bit 23)").And.Contain("carries another id"));
    }

    [Test]
    public async Task A_document_is_given_with_the_DID_that_it_is_served_as()
    {
        const string Did = "did:web:college.example";
        this.cli.Write("badge.json", Signed.Badge(issuer: Did).With("validFrom", "2025-06-01T08:30:15Z").Sign(method: $"{Did}#{Signed.Key.Public.Multibase}").ToJsonString());
        this.cli.Write("did=a.json", OnlineVerifierTests.DidDocument().ToJsonString());

        Assert.That(await this.cli.RunAsync("credential", "verify", "badge.json", "--did-doc", Did + "=did=a.json"), Is.Zero, this.cli.Out);
        Assert.That(await this.cli.RunAsync("credential", "verify", "badge.json", "--did-doc", "did=a.json"), Is.Zero, this.cli.Out);
        Assert.That(await this.cli.RunAsync("credential", "verify", "badge.json", "--did-doc", "did:web:other.example=did=a.json"), Is.EqualTo(1), this.cli.Out);
        Assert.That(this.cli.Error, Does.Contain("neither the document of that id nor a key"));
    }
}
