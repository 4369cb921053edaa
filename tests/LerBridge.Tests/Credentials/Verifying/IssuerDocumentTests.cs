using System.Text.Json.Nodes;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Verifying;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Verifying;

/// <summary>What an issuer's document says of the key decides, and where it cannot be read it does not decide in favour of the key.</summary>
internal sealed class IssuerDocumentTests : IDisposable
{
    private const string Did = "did:web:college.example";
    private const string Method = Did + "#key-1";

    private readonly TempFolder folder = new();

    public void Dispose() => this.folder.Dispose();

    [TestCase("revoked", "soon")]
    [TestCase("revoked", 5)]
    [TestCase("expires", "someday")]
    [TestCase("controller", null)]
    public void A_key_whose_entry_cannot_be_read_is_not_the_issuers(string member, object? value)
    {
        var method = Multikey();
        method[member] = value switch { string text => text, int number => number, _ => null };

        var report = this.Verify(method);

        Assert.That(report.Result("proof"), Is.EqualTo(Verdict.Yes), report.Text());
        Assert.That(report.Result("issuer"), Is.EqualTo(Verdict.No), report.Text());
        Assert.That(report.Why("issuer"), Does.Contain("cannot be relied on").And.Contain(member));
    }

    [Test]
    public void An_id_that_two_keys_have_is_not_the_issuers()
    {
        var report = this.Verify(Multikey(), Multikey());

        Assert.That(report.Result("issuer"), Is.EqualTo(Verdict.No), report.Text());
        Assert.That(report.Why("issuer"), Does.Contain("two methods have its id"));
    }

    [Test]
    public void A_whole_entry_is_the_issuers() => Assert.That(this.Verify(Multikey()).Verified, Is.True);

    [Test]
    public void A_key_in_a_form_that_cannot_be_used_is_told_from_one_that_is_not_at_hand()
    {
        var method = Multikey();
        method.Remove("publicKeyMultibase");
        method["publicKeyBase58"] = "H3C2AVvLMv6gmMNam3uVAjZpfkcJCwDwnZn6z3wXmqPV";

        var report = this.Verify(method);

        Assert.That(report.Result("proof"), Is.EqualTo(Verdict.Unknown), report.Text());
        Assert.That(report.Why("proof"), Does.Contain("has its verificationMethod, but no key that can be used").And.Contain("publicKeyBase58"));
    }

    [Test]
    public void A_document_that_lacks_the_key_says_so()
    {
        var method = Multikey();
        method["id"] = Did + "#key-2";

        Assert.That(this.Verify(method).Why("proof"), Does.Contain("does not have its verificationMethod"));
    }

    [Test]
    public void A_document_of_another_is_told_from_none()
    {
        this.Write("did:web:other.example", Multikey());
        var material = new VerificationMaterial();
        Assert.That(material.AddFile(this.folder.File("did.json")), Is.Null);

        var report = Signed.Verify(Signed.Badge(issuer: Did).Sign(method: Method), material);

        Assert.That(report.Why("proof"), Does.Contain("is not at hand").And.Contain("the documents at hand are of did:web:other.example"));
        Assert.That(Signed.Verify(Signed.Badge(issuer: Did).Sign(method: Method)).Why("proof"), Does.EndWith("is not at hand."));
    }

    [Test]
    public void A_did_key_that_is_said_to_have_another_key_is_refused()
    {
        var method = $"{Signed.DidOf(Signed.Other)}#{Signed.Key.Public.Multibase}";

        var report = Signed.Verify(Signed.Badge(issuer: Signed.DidOf(Signed.Other)).Sign(method: method));

        Assert.That(report.Result("proof"), Is.EqualTo(Verdict.No), report.Text());
        Assert.That(report.Why("proof"), Does.Contain("none of its DID"));
    }

    private static JsonObject Multikey() => new()
    {
        ["id"] = Method, ["type"] = "Multikey", ["controller"] = Did, ["publicKeyMultibase"] = Signed.Key.Public.Multibase,
    };

    private void Write(string did, params JsonObject[] methods) => File.WriteAllText(
        this.folder.File("did.json"),
        new JsonObject { ["id"] = did, ["verificationMethod"] = new JsonArray([.. methods]), ["assertionMethod"] = new JsonArray(Method) }.ToJsonString());

    private VerificationReport Verify(params JsonObject[] methods)
    {
        this.Write(Did, methods);
        var material = new VerificationMaterial();
        Assert.That(material.AddFile(this.folder.File("did.json")), Is.Null);
        return Signed.Verify(Signed.Badge(issuer: Did).Sign(method: Method), material);
    }
}
