using System.Globalization;
using System.Text;
using LerBridge.Credentials.Rdf;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Rdf;

[CancelAfter(120_000)]
public sealed class Rdfc10Tests
{
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void Labels_and_order_of_the_input_do_not_matter(int seed)
    {
        // rings of like nodes, some joined, some with a literal: ties that only their surroundings resolve
        var quads = Rings();
        var expected = Rdfc10.Canonicalize(quads, Rdfc10Options.Default).NQuads;
        var random = new Random(seed);
        for (var i = 0; i < 20; i++)
        {
            var names = Enumerable.Range(0, 40).OrderBy(_ => random.Next()).ToArray();
            var shuffled = new RdfDataset();
            foreach (var quad in quads.OrderBy(_ => random.Next()))
            {
                var graph = quad.Graph is null ? null : Rename(quad.Graph, names);
                shuffled.Add(new Quad(Rename(quad.Subject, names), quad.Predicate, Rename(quad.Object, names), graph));
            }

            Assert.That(Rdfc10.Canonicalize(shuffled, Rdfc10Options.Default).NQuads, Is.EqualTo(expected));
        }
    }

    [Test]
    public void Lines_are_sorted_by_code_point_and_not_by_utf16()
    {
        var dataset = NQuadsReader.Read("<urn:s> <urn:p> \"\U00010000\" .\n<urn:s> <urn:p> \"\uFFFD\" .\n");

        Assert.That(Rdfc10.Canonicalize(dataset, Rdfc10Options.Default).NQuads, Is.EqualTo("<urn:s> <urn:p> \"\uFFFD\" .\n<urn:s> <urn:p> \"\U00010000\" .\n"));
    }

    [Test]
    public void Lines_are_those_of_an_ordinary_sort_of_text()
    {
        var text = new StringBuilder();
        var random = new Random(11);
        string[] values = ["\"a\"", "\"a\"@en", "\"a\"@en-US", "\"a\"^^<urn:d>", "\"ab\"", "<urn:a>", "<urn:ab>", "_:x", "\"\"", "\"a b\"", "\" \""];
        string[] graphs = ["", " <urn:g>", " <urn:gg>", " _:x"];
        for (var i = 0; i < 300; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"<urn:{new string('s', random.Next(1, 4))}> <urn:{new string('p', random.Next(1, 4))}> ")
                .Append(values[random.Next(values.Length)]).Append(graphs[random.Next(graphs.Length)]).Append(" .\n");
        }

        var lines = Rdfc10.Canonicalize(NQuadsReader.Read(text.ToString()), Rdfc10Options.Default).NQuads.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.That(lines, Is.EqualTo(lines.Order(StringComparer.Ordinal)));
        Assert.That(lines, Is.Unique);
    }

    [Test]
    public void A_graph_that_is_built_to_be_expensive_is_refused()
    {
        var clique = new StringBuilder();
        for (var i = 0; i < 12; i++)
        {
            for (var j = 0; j < 12; j++)
            {
                if (i != j)
                {
                    clique.Append(CultureInfo.InvariantCulture, $"_:n{i} <urn:p> _:n{j} .\n");
                }
            }
        }

        var dataset = NQuadsReader.Read(clique.ToString());

        Assert.That(() => Rdfc10.Canonicalize(dataset, new Rdfc10Options { WorkLimit = 20_000 }), Throws.TypeOf<PoisonGraphException>());
    }

    [Test]
    public void A_long_chain_of_like_nodes_is_refused_or_done_and_never_overflows_the_stack()
    {
        var chain = new StringBuilder();
        for (var i = 0; i < 30_000; i++)
        {
            chain.Append(CultureInfo.InvariantCulture, $"_:n{i} <urn:next> _:n{i + 1} .\n");
        }

        var dataset = NQuadsReader.Read(chain.ToString());

        Assert.That(() => Rdfc10.Canonicalize(dataset, new Rdfc10Options { WorkLimit = 50_000 }), Throws.TypeOf<PoisonGraphException>());
    }

    [Test]
    public void Both_hashes_label_consistently()
    {
        var dataset = Rings();

        foreach (var hash in Enum.GetValues<RdfcHash>())
        {
            var map = Rdfc10.Canonicalize(dataset, new Rdfc10Options { Hash = hash }).LabelMap;
            Assert.That(map.Values, Is.EquivalentTo(Enumerable.Range(0, map.Count).Select(i => $"c14n{i}")));
        }
    }

    private static RdfDataset Rings()
    {
        var dataset = new RdfDataset();
        void Add(int s, string p, int o) => dataset.Add(new Quad(Term.Blank($"n{s}"), Term.Iri(p), Term.Blank($"n{o}"), null));
        for (var ring = 0; ring < 4; ring++)
        {
            for (var i = 0; i < 4; i++)
            {
                Add((ring * 4) + i, "urn:next", (ring * 4) + ((i + 1) % 4));
            }
        }

        Add(0, "urn:joins", 4);
        Add(8, "urn:joins", 12);
        dataset.Add(new Quad(Term.Blank("n13"), Term.Iri("urn:name"), Term.Literal("x"), null));
        dataset.Add(new Quad(Term.Blank("n20"), Term.Iri("urn:name"), Term.Literal("x"), Term.Blank("n0")));
        return dataset;
    }

    private static Term Rename(Term term, int[] names) =>
        term.IsBlank ? Term.Blank($"m{names[int.Parse(term.Value.AsSpan(1), CultureInfo.InvariantCulture)]}") : term;
}
