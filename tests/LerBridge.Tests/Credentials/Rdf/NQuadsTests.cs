using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LerBridge.Credentials.Rdf;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Rdf;

[CancelAfter(120_000)]
public sealed class NQuadsTests
{
    [TestCase("<urn:s> <urn:p> <urn:o> .", "<urn:s> <urn:p> <urn:o> .\n")]
    [TestCase("  <urn:s>\t<urn:p>\t\"a\"  <urn:g> . # comment\r\n\r\n# another", "<urn:s> <urn:p> \"a\" <urn:g> .\n")]
    [TestCase("<urn:s><urn:p>\"a\"@en-US.", "<urn:s> <urn:p> \"a\"@en-US .\n")]
    [TestCase("_:a.b <urn:p> _:c.", "_:a.b <urn:p> _:c .\n")]
    [TestCase("_:a:b <urn:p> _::c .", "_:a:b <urn:p> _::c .\n")]
    [TestCase("<urn:s> <urn:p> \"\\t\\b\\n\\r\\f\\\"\\'\\\\\\u00e9\\U0001F600\\u007f\\u0000\" .", "<urn:s> <urn:p> \"\\t\\b\\n\\r\\f\\\"'\\\\é😀\\u007F\\u0000\" .\n")]
    [TestCase("<urn:s> <urn:p> \"a\"^^<http://www.w3.org/2001/XMLSchema#string> .", "<urn:s> <urn:p> \"a\" .\n")]
    [TestCase("<urn:\\u00e9> <urn:p> \"1\"^^<urn:d> .", "<urn:é> <urn:p> \"1\"^^<urn:d> .\n")]
    [TestCase("", "")]
    public void Text_is_read_and_written_canonically(string text, string expected) =>
        Assert.That(NQuadsWriter.Write(NQuadsReader.Read(text)), Is.EqualTo(expected));

    [TestCase("<urn:s> <urn:p> <urn:o>")]
    [TestCase("<urn:s> <urn:p> .")]
    [TestCase("<relative> <urn:p> <urn:o> .")]
    [TestCase("<urn:s x> <urn:p> <urn:o> .")]
    [TestCase("\"s\" <urn:p> <urn:o> .")]
    [TestCase("<urn:s> \"p\" <urn:o> .")]
    [TestCase("<urn:s> <urn:p> \"o .")]
    [TestCase("<urn:s> <urn:p> \"o\\x\" .")]
    [TestCase("<urn:s> <urn:p> \"o\\ud800\" .")]
    [TestCase("<urn:s> <urn:p> \"o\\U00110000\" .")]
    [TestCase("<urn:s> <urn:p> \"o\"@ .")]
    [TestCase("<urn:s> <urn:p> \"o\"^<urn:d> .")]
    [TestCase("<urn:s> <urn:p> \"o\"^^\"d\" .")]
    [TestCase("<urn:s> <urn:p> <urn:o> . <urn:s>")]
    [TestCase("_: <urn:p> <urn:o> .")]
    [TestCase("_:-a <urn:p> <urn:o> .")]
    [TestCase("<urn:s> <urn:p> \"a\nb\" .")]
    public void What_is_not_n_quads_is_refused_with_its_line(string text)
    {
        var error = Assert.Throws<RdfSyntaxException>(() => NQuadsReader.Read("# first\n" + text));

        Assert.That(error?.Line, Is.GreaterThanOrEqualTo(2));
    }

    [Test]
    public void Half_of_a_surrogate_pair_is_refused() =>
        Assert.That(() => NQuadsReader.Read($"<urn:s> <urn:p> \"{'\ud800'}\" ."), Throws.TypeOf<RdfSyntaxException>());

    [Test]
    public void A_quad_stands_once_in_a_dataset() =>
        Assert.That(NQuadsReader.Read("<urn:s> <urn:p> \"a\" .\n<urn:s> <urn:p> \"\\u0061\" .\n"), Has.Count.EqualTo(1));

    [Test]
    public void Any_text_comes_back_from_a_literal()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20260601, 7919), Prop.ForAll<NonNull<string>>(given =>
        {
            // what is no Unicode text cannot be written in UTF-8
            var text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(given.Get));
            var quad = new Quad(Term.Iri("urn:s"), Term.Iri("urn:p"), Term.Literal(text), null);
            return NQuadsReader.Read(NQuadsWriter.Write([quad])).Single() == quad;
        }));
    }

    [Test]
    public void Mangled_text_is_read_or_refused_but_never_worse()
    {
        const string Alphabet = "<>_:\"\\@^. \t\r\n#urnspo1-é\ud83d\ude00\0";
        var good = "<urn:s> <urn:p> \"a\\u00e9\"@en <urn:g> .\n_:a <urn:p> \"1\"^^<urn:d> . # c\n";
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000).WithReplay(20260601, 7919), Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var text = new StringBuilder(good);
            for (var i = random.Next(1, 6); i > 0; i--)
            {
                text[random.Next(text.Length)] = Alphabet[random.Next(Alphabet.Length)];
            }

            try
            {
                var dataset = NQuadsReader.Read(text.ToString());
                return NQuadsReader.Read(NQuadsWriter.Write(dataset)).Count == dataset.Count;
            }
            catch (RdfSyntaxException)
            {
                return true;
            }
        }));
    }
}
