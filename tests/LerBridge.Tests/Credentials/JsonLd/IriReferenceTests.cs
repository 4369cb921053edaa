using LerBridge.Credentials.JsonLd;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.JsonLd;

public sealed class IriReferenceTests
{
    // RFC 3986, sections 5.4.1 and 5.4.2
    [TestCase("g:h", "g:h")]
    [TestCase("g", "http://a/b/c/g")]
    [TestCase("./g", "http://a/b/c/g")]
    [TestCase("g/", "http://a/b/c/g/")]
    [TestCase("/g", "http://a/g")]
    [TestCase("//g", "http://g")]
    [TestCase("?y", "http://a/b/c/d;p?y")]
    [TestCase("g?y", "http://a/b/c/g?y")]
    [TestCase("#s", "http://a/b/c/d;p?q#s")]
    [TestCase("g#s", "http://a/b/c/g#s")]
    [TestCase("g?y#s", "http://a/b/c/g?y#s")]
    [TestCase(";x", "http://a/b/c/;x")]
    [TestCase("g;x?y#s", "http://a/b/c/g;x?y#s")]
    [TestCase("", "http://a/b/c/d;p?q")]
    [TestCase(".", "http://a/b/c/")]
    [TestCase("./", "http://a/b/c/")]
    [TestCase("..", "http://a/b/")]
    [TestCase("../g", "http://a/b/g")]
    [TestCase("../..", "http://a/")]
    [TestCase("../../g", "http://a/g")]
    [TestCase("../../../g", "http://a/g")]
    [TestCase("../../../../g", "http://a/g")]
    [TestCase("/./g", "http://a/g")]
    [TestCase("/../g", "http://a/g")]
    [TestCase("g.", "http://a/b/c/g.")]
    [TestCase("..g", "http://a/b/c/..g")]
    [TestCase("./../g", "http://a/b/g")]
    [TestCase("g/./h", "http://a/b/c/g/h")]
    [TestCase("g/../h", "http://a/b/c/h")]
    [TestCase("g;x=1/../y", "http://a/b/c/y")]
    [TestCase("g?y/../x", "http://a/b/c/g?y/../x")]
    [TestCase("g#s/../x", "http://a/b/c/g#s/../x")]
    [TestCase("http:g", "http:g")]
    public void References_resolve_as_the_RFC_shows(string reference, string expected) =>
        Assert.That(IriReference.Resolve("http://a/b/c/d;p?q", reference), Is.EqualTo(expected));

    [TestCase("HTTP://Example.ORG/%7euser/../é", "x", "HTTP://Example.ORG/%7euser/../x", TestName = "case, percent signs and letters stay; only the merged path is cleaned")]
    public void Nothing_is_normalised(string baseIri, string reference, string unclean) =>
        Assert.That(IriReference.Resolve(baseIri, reference), Is.EqualTo(unclean.Replace("/%7euser/../", "/", StringComparison.Ordinal)));

    [TestCase("urn:x", true)]
    [TestCase("did:web:a#b", true)]
    [TestCase("https://é.example/ü", true)]
    [TestCase("", false)]
    [TestCase(":x", false)]
    [TestCase("1a:x", false)]
    [TestCase("relative", false)]
    [TestCase("urn:a b", false)]
    [TestCase("urn:<x>", false)]
    [TestCase("urn:x#y#z", false)]
    [TestCase("urn:x\u0001", false)]
    public void Well_formed_means_absolute_and_free_of_what_an_iri_cannot_hold(string text, bool expected) =>
        Assert.That(IriReference.IsWellFormed(text), Is.EqualTo(expected));
}
