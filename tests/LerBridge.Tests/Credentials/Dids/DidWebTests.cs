using LerBridge.Credentials.Dids;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Dids;

internal sealed class DidWebTests
{
    [TestCase("did:web:ler.college.example", "https://ler.college.example/.well-known/did.json")]
    [TestCase("did:web:college.example:ler:issuer", "https://college.example/ler/issuer/did.json")]
    [TestCase("did:web:localhost%3A8443", "https://localhost:8443/.well-known/did.json")]
    [TestCase("did:web:localhost%3a8443:u:a%20b", "https://localhost:8443/u/a%20b/did.json")]
    public void A_did_web_says_where_its_document_is(string did, string url)
    {
        Assert.That(DidWeb.TryGetUrl(did, out var found), Is.True);
        Assert.That(found?.AbsoluteUri, Is.EqualTo(url));
    }

    [TestCase("did:web:")]
    [TestCase("did:key:z6Mk")]
    [TestCase("did:web:host/path")]
    [TestCase("did:web:host:..:secret")]
    [TestCase("did:web:host:a%2Fb")]
    [TestCase("did:web:host::a")]
    [TestCase("did:web:user@host")]
    [TestCase("did:web:host%3Aport")]
    [TestCase("did:web:host#key")]
    public void What_is_no_did_web_has_no_place(string did) => Assert.That(DidWeb.TryGetUrl(did, out _), Is.False);

    [TestCase("https://ler.college.example", "did:web:ler.college.example")]
    [TestCase("https://ler.college.example/", "did:web:ler.college.example")]
    [TestCase("https://college.example:8443/ler/issuer/", "did:web:college.example%3A8443:ler:issuer")]
    public void A_base_URL_has_its_did_web(string url, string did) => Assert.That(DidWeb.FromUrl(new Uri(url)), Is.EqualTo(did));
}
