using System.Net;
using System.Text.Json.Nodes;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Online;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Verifying;
using LerBridge.Tests.Credentials.Jose;
using LerBridge.Tests.Credentials.Verifying;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Online;

/// <summary>What is fetched for a credential, from a world in memory.</summary>
internal sealed class OnlineVerifierTests
{
    private const string Did = "did:web:college.example";
    private const string DidUrl = "https://college.example/.well-known/did.json";
    private const string ListUrl = "https://college.example/status/7";

    private readonly World world = new();

    [TearDown]
    public void End() => this.world.Dispose();

    [Test]
    public async Task The_document_of_the_issuer_and_the_status_list_are_fetched_once_each()
    {
        this.world.Serve(DidUrl, DidDocument());
        this.world.Serve(ListUrl, StatusTests.List("revocation", []));
        var badge = ByDid(Signed.Badge(issuer: Did).With("credentialStatus", StatusTests.Entry("revocation")));
        badge["credentialStatus"]!["statusListCredential"] = ListUrl;

        // the list is of another issuer than the badge, and that is told from what was fetched
        var report = await this.VerifyAsync(badge);

        Assert.That(report.Result("issuer"), Is.EqualTo(Verdict.Yes), report.Text());
        Assert.That(report.Why("status"), Does.Contain("another issuer"));
        Assert.That(this.world.Asked, Is.EquivalentTo(new[] { DidUrl, ListUrl }));
    }

    [TestCase(false, true)]
    [TestCase(true, false)]
    public async Task With_its_list_at_hand_it_is_known_whether_it_is_revoked(bool revoked, bool verified)
    {
        this.world.Serve(ListUrl, StatusTests.List("revocation", revoked ? [94_567] : [], ListUrl));

        var report = await this.VerifyAsync(Signed.Badge().With("credentialStatus", StatusTests.Entry("revocation", ListUrl)).Sign());

        Assert.That(report.Verified, Is.EqualTo(verified), report.Text());
    }

    [Test]
    public async Task The_older_revocation_list_is_fetched()
    {
        this.world.Serve(ListUrl, new JsonObject { ["id"] = ListUrl, ["issuer"] = Signed.DidOf(Signed.Key), ["revokedCredential"] = new JsonArray(new JsonObject { ["id"] = "urn:uuid:6fd4f6a4-55c0-8d3a-9c1e-2b7f1f3f9a10" }) });

        var report = await this.VerifyAsync(StatusTests.WithOlderStatus().Sign());

        Assert.That(report.Result("status"), Is.EqualTo(Verdict.No), report.Text());
    }

    [TestCase("https://college.example/keys/1", Verdict.Yes)]
    [TestCase("https://elsewhere.example/keys/1", Verdict.No)]
    public async Task A_bare_JWK_at_the_kid_is_the_issuers_where_it_lies_on_the_issuers_host(string url, object expected)
    {
        const string Issuer = "https://college.example/issuers/1";
        this.world.Serve(url, Jwk.Of(Signed.Other.Public));

        var report = await this.VerifyAsync(Jwts.Signed(JwtProfile.OpenBadges, Signed.Other, Signed.Badge(issuer: Issuer), url));

        Assert.That(report.Result("proof"), Is.EqualTo(Verdict.Yes), report.Text());
        Assert.That(report.Result("issuer"), Is.EqualTo(expected), report.Text());
    }

    [Test]
    public async Task A_document_speaks_for_its_own_id_alone()
    {
        this.world.Serve(DidUrl, DidDocument().With("id", "did:web:other.example"));

        var report = await this.VerifyAsync(ByDid(Signed.Badge(issuer: Did)));

        Assert.That(report.Result("issuer"), Is.EqualTo(Verdict.Unknown), report.Text());
        Assert.That(report.Why("issuer"), Does.Contain("could not be fetched: what is there is neither"));
    }

    [TestCase("newer", "has a newer version")]
    [TestCase("same", "has no newer version")]
    [TestCase("forged", "does not verify")]
    [TestCase("another", "another credential")]
    [TestCase("nothing", "the answer was 404")]
    public async Task A_refresh_service_is_asked_once_and_never_makes_the_credential_worse(string answer, string why)
    {
        const string Url = "https://college.example/refresh/1";
        JsonObject Refreshable()
        {
            var badge = Signed.Badge();
            badge["@context"]!.AsArray().Add("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json");
            return badge.With("refreshService", new JsonObject { ["id"] = Url, ["type"] = "1EdTechCredentialRefresh" });
        }

        JsonObject? served = answer switch
        {
            "newer" => Refreshable().With("validFrom", "2026-06-01T09:00:00Z").Sign(),
            "same" => Refreshable().Sign(),
            "forged" => Refreshable().Sign().With("validFrom", "2026-06-01T09:00:00Z"),
            "another" => Refreshable().With("id", "urn:uuid:00000000-0000-4000-8000-000000000009").Sign(),
            _ => null,
        };
        if (served is not null)
        {
            this.world.Serve(Url, served);
        }

        var offline = Signed.Verify(Refreshable().Sign());
        var report = await this.VerifyAsync(Refreshable().Sign());

        Assert.That(offline.Why("refresh"), Does.Contain("was not asked"));
        Assert.That(report.Verified, Is.True, report.Text());
        Assert.That(report.Why("refresh"), Does.Contain(why));
        Assert.That(this.world.Asked, Is.EqualTo(new[] { Url }));
    }

    [Test]
    public async Task One_credential_cannot_have_many_documents_fetched()
    {
        var embedded = Enumerable.Range(0, 60).Select(i => (JsonNode)Signed.Badge(issuer: $"did:web:host{i}.example")).ToArray();

        var report = await this.VerifyAsync(Signed.Record([.. embedded.Select(one => ByMethod(one.AsObject()))]).Sign());

        Assert.That(this.world.Asked, Has.Count.EqualTo(24));
        Assert.That(report.Why("online"), Does.Contain("more than 24"));
    }

    [TestCase("http://college.example/keys/1")]
    [TestCase("did:web:..")]
    [TestCase("file:///etc/passwd")]
    public async Task Nothing_but_https_is_ever_asked(string method)
    {
        await this.VerifyAsync(Jwts.Signed(JwtProfile.OpenBadges, Signed.Other, Signed.Badge(issuer: "http://college.example/issuers/1"), method));

        Assert.That(this.world.Asked, Is.Empty);
    }

    internal static JsonObject DidDocument() => new()
    {
        ["id"] = Did,
        ["verificationMethod"] = new JsonArray(new JsonObject
        {
            ["id"] = $"{Did}#{Signed.Key.Public.Multibase}",
            ["type"] = "Multikey",
            ["controller"] = Did,
            ["publicKeyMultibase"] = Signed.Key.Public.Multibase,
        }),
        ["assertionMethod"] = new JsonArray($"{Did}#{Signed.Key.Public.Multibase}"),
    };

    private static JsonObject ByDid(JsonObject badge) => badge.Sign(method: $"{Did}#{Signed.Key.Public.Multibase}");

    private static JsonNode ByMethod(JsonObject badge) => badge.Sign(method: $"{badge["issuer"]!["id"]!.GetValue<string>()}#{Signed.Key.Public.Multibase}");

    private Task<VerificationReport> VerifyAsync(JsonNode credential) => this.VerifyAsync(credential.Bytes());

    private async Task<VerificationReport> VerifyAsync(byte[] credential)
    {
        using var fetcher = new DocumentFetcher(this.world, TimeProvider.System);
        return await new OnlineVerifier(new VerificationMaterial(), fetcher, new StoppedClock(Signed.Now), LerBridge.Credentials.JsonLd.EmbeddedContexts.Shared).VerifyAsync(credential, CancellationToken.None);
    }

    private sealed class World : HttpMessageHandler
    {
        private readonly Dictionary<string, byte[]> documents = [];

        public List<string> Asked { get; } = [];

        public void Serve(string url, JsonNode document) => this.documents[url] = document.Bytes();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var url = request.RequestUri?.AbsoluteUri ?? string.Empty;
            this.Asked.Add(url);
            return Task.FromResult(this.documents.TryGetValue(url, out var bytes)
                ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) }
                : new HttpResponseMessage(HttpStatusCode.NotFound));
        }
    }
}
