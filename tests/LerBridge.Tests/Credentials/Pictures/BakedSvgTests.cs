using System.Text;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.Pictures;
using LerBridge.Credentials.Proofs;
using LerBridge.Tests.Credentials.Jose;
using LerBridge.Tests.Credentials.Verifying;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Pictures;

[CancelAfter(120_000)]
internal sealed class BakedSvgTests
{
    private const string Plain = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title>A &amp; B</title><path d="M0 0"/></svg>""";

    [TestCase("simple-json.svg", "{")]
    [TestCase("simple-jwt.svg", "ey")]
    [TestCase("simple-jwt_v1.svg", "ey")]
    public void The_samples_are_read(string file, string start) =>
        Assert.That(Text(BakedSvg.Read(File.ReadAllBytes(Shared.Path("standards/data/samples/ob3/" + file)))), Does.StartWith(start));

    [TestCase("simple-jwt.svg")]
    [TestCase("simple-json.svg")]
    [TestCase(null)]
    public void What_is_written_is_read_and_verifies_and_replaces_what_was_there(string? sample)
    {
        var picture = sample is null ? Encoding.UTF8.GetBytes(Plain) : File.ReadAllBytes(Shared.Path("standards/data/samples/ob3/" + sample));
        var badge = Signed.Badge().With("description", "Ends ]]> nothing <here> & there").Sign();
        var jwt = Jwts.Signed(JwtProfile.OpenBadges, Signed.Other, Signed.Badge(Signed.Other), $"{Signed.DidOf(Signed.Other)}#{Signed.Other.Public.Multibase}");

        var (first, refusal) = BakedSvg.Write(picture, badge.Bytes());
        var (second, _) = BakedSvg.Write(first, jwt);

        Assert.That(refusal, Is.Null);
        Assert.That(Signed.Verify(first).Verified, Is.True, Signed.Verify(first).Text());
        Assert.That(Signed.Verify(second).Verified, Is.True, Signed.Verify(second).Text());
        Assert.That(Encoding.UTF8.GetString(second ?? []), Does.Contain("path").And.Contain("verify=").And.Not.Contain("CDATA"));
    }

    [Test]
    public void A_letter_that_XML_does_not_have_is_written_as_JSON_has_it()
    {
        byte[] credential = Encoding.UTF8.GetBytes("{\"a\":\"x\uffffy\"}");

        var (picture, _) = BakedSvg.Write(Encoding.UTF8.GetBytes(Plain), credential);

        Assert.That(Text(BakedSvg.Read(picture)), Is.EqualTo("{\"a\":\"x\\uffffy\"}"));
    }

    [TestCase("""<svg xmlns="http://www.w3.org/2000/svg"/>""", "without a credential")]
    [TestCase("""<html/>""", "no SVG")]
    [TestCase("""<svg""", "cannot be read")]
    [TestCase("""<svg xmlns:o="https://purl.imsglobal.org/ob/v3p0"><o:credential verify="ey.e.e">{}</o:credential></svg>""", "both")]
    [TestCase("""<svg xmlns:o="https://purl.imsglobal.org/ob/v3p0"><o:credential/></svg>""", "nothing")]
    [TestCase("""<svg xmlns:o="https://purl.imsglobal.org/ob/v3p0"><o:credential>{}</o:credential><o:credential>{}</o:credential></svg>""", "more than one")]
    [TestCase("""<svg xmlns:o="https://purl.imsglobal.org/ob/v3p0"><g><o:credential>{}</o:credential></g></svg>""", "without a credential")]
    [TestCase("""<svg xmlns:o="http://openbadges.org"><o:assertion verify="https://x.example/1"/></svg>""", "Open Badges 2.0")]
    [TestCase("""<!DOCTYPE svg [ <!ENTITY x "{}"> ]><svg xmlns:o="https://purl.imsglobal.org/ob/v3p0"><o:credential>&x;</o:credential></svg>""", "entities of its own")]
    [TestCase("""<!DOCTYPE svg [ <!ENTITY x SYSTEM "file:///etc/passwd"> ]><svg xmlns:o="https://purl.imsglobal.org/ob/v3p0"><o:credential>&x;</o:credential></svg>""", "entities of its own")]
    public void A_wrong_picture_is_refused(string svg, string why)
    {
        var report = Signed.Verify(Encoding.UTF8.GetBytes(svg));

        Assert.That(report.Checks.Select(check => (check.Check, check.Result)), Is.EqualTo(new[] { ("picture", Verdict.No) }), report.Text());
        Assert.That(report.Why("picture"), Does.Contain(why));
    }

    [Test]
    public void Entities_that_multiply_depth_without_end_and_size_without_end_are_refused()
    {
        var laughs = "<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\">" + string.Concat(Enumerable.Range(0, 20).Select(i => $"<!ENTITY {(char)('b' + i)} \"&{(char)('a' + i)};&{(char)('a' + i)};\">")) + "]><svg>&u;</svg>";
        var deep = string.Concat(Enumerable.Repeat("<svg>", 10_000)) + string.Concat(Enumerable.Repeat("</svg>", 10_000));
        var large = "<svg>" + new string(' ', BakedPicture.MaxBytes) + "</svg>";

        foreach (var svg in new[] { laughs, deep, large })
        {
            Assert.That(Signed.Verify(Encoding.UTF8.GetBytes(svg)).Checks.Select(check => (check.Check, check.Result)), Is.EqualTo(new[] { ("picture", Verdict.No) }));
        }

        Assert.That(BakedSvg.Write(Encoding.UTF8.GetBytes(deep), "{}"u8.ToArray()).Refusal, Is.Not.Null);
    }

    [Test]
    public void Any_damage_gets_an_answer()
    {
        var random = new Random(31);
        var right = BakedSvg.Write(Encoding.UTF8.GetBytes(Plain), Signed.Badge().Sign().Bytes()).Picture ?? [];
        for (var i = 0; i < 2_000; i++)
        {
            var damaged = right[..random.Next(5, right.Length + 1)];
            for (var j = random.Next(4); j >= 0; j--)
            {
                damaged[random.Next(1, damaged.Length)] = (byte)random.Next(256);
            }

            var baked = BakedSvg.Read(damaged);
            Assert.That(baked.Credential is null ? baked.Where : "read", Is.Not.Empty);
        }
    }

    private static string Text(BakedCredential baked) => baked.Credential is { } text ? Encoding.UTF8.GetString(text.Span) : baked.Where;
}
