using System.Buffers;
using System.Globalization;

namespace LerBridge.Credentials.Rdf;

/// <summary>
/// RDF dataset canonicalization, RDFC-1.0: https://www.w3.org/TR/rdf-canon/. This class numbers the terms of a dataset;
/// <see cref="CanonicalRun"/> does the work.
/// </summary>
internal static class Rdfc10
{
    /// <exception cref="PoisonGraphException">More work than <see cref="Rdfc10Options.WorkLimit"/> allows.</exception>
    public static CanonicalDataset Canonicalize(RdfDataset dataset, Rdfc10Options options)
    {
        var labels = new List<string>();
        var numbered = Number(dataset, labels);
        using var run = CanonicalRun.Rent();
        run.Canonicalize(numbered, options);
        var map = new Dictionary<string, string>(labels.Count, StringComparer.Ordinal);
        for (var i = 0; i < labels.Count; i++)
        {
            map[labels[i]] = "c14n" + run.CanonicalNumberOf(i).ToString(CultureInfo.InvariantCulture);
        }

        return new CanonicalDataset(run.Output.ToArray(), map);
    }

    /// <summary>The canonical N-Quads alone, for callers that do not need the labels.</summary>
    public static byte[] ToBytes(RdfDataset dataset, Rdfc10Options options)
    {
        var numbered = Number(dataset, []);
        using var run = CanonicalRun.Rent();
        run.Canonicalize(numbered, options);
        return run.Output.ToArray();
    }

    /// <param name="labels">Receives the labels of the blank nodes in the order of their numbers.</param>
    internal static NumberedQuads Number(RdfDataset dataset, List<string> labels)
    {
        var writer = new ArrayBufferWriter<byte>(dataset.Count * 96 + 64);
        var terms = new List<TermSlice>(dataset.Count * 2);
        var numbers = new Dictionary<Term, int>(dataset.Count * 2);
        var predicates = new Dictionary<string, int>(StringComparer.Ordinal);
        var quads = new QuadRow[dataset.Count];
        var subjects = new List<int>();
        var isSubject = new HashSet<int>();
        var at = 0;
        foreach (var quad in dataset)
        {
            var s = NumberOf(quad.Subject);
            if (terms[s].Blank < 0 && isSubject.Add(s))
            {
                subjects.Add(s);
            }

            var p = PredicateOf(quad.Predicate);
            quads[at++] = new QuadRow(s, p, 0, NumberOf(quad.Object), quad.Graph is null ? -1 : NumberOf(quad.Graph));
        }

        var numbered = new NumberedQuads
        {
            Text = writer.WrittenSpan.ToArray(),
            Terms = [.. terms],
            Quads = quads,
            BlankCount = labels.Count,
            SubjectTerms = [.. subjects],
        };
        RankPredicates(numbered, [.. predicates.Values]);
        numbered.IndexBlanks();
        return numbered;

        int NumberOf(Term term)
        {
            if (numbers.TryGetValue(term, out var number))
            {
                return number;
            }

            number = terms.Count;
            numbers.Add(term, number);
            if (term.IsBlank)
            {
                terms.Add(new TermSlice(0, 0, labels.Count));
                labels.Add(term.Value);
            }
            else
            {
                var start = writer.WrittenCount;
                NQuadsWriter.WriteTerm(writer, term);
                terms.Add(new TermSlice(start, writer.WrittenCount - start, -1));
            }

            return number;
        }

        int PredicateOf(Term term)
        {
            if (term.IsBlank)
            {
                throw new ArgumentException("Generalized RDF has no canonical form: a predicate is a blank node.", nameof(dataset));
            }

            if (predicates.TryGetValue(term.Value, out var number))
            {
                return number;
            }

            number = terms.Count;
            predicates.Add(term.Value, number);
            var start = writer.WrittenCount;
            writer.Write(" "u8);
            NQuadsWriter.WriteTerm(writer, term);
            writer.Write(" "u8);
            terms.Add(new TermSlice(start, writer.WrittenCount - start, -1));
            return number;
        }
    }

    /// <summary>Gives every quad the rank of its predicate.</summary>
    internal static void RankPredicates(NumberedQuads numbered, int[] predicates)
    {
        var text = numbered.Text;
        var terms = numbered.Terms;
        Array.Sort(predicates, (a, b) => Slice(text, terms[a]).SequenceCompareTo(Slice(text, terms[b])));
        var ranks = new Dictionary<int, int>(predicates.Length);
        for (var i = 0; i < predicates.Length; i++)
        {
            ranks[predicates[i]] = i;
        }

        for (var i = 0; i < numbered.Quads.Length; i++)
        {
            numbered.Quads[i] = numbered.Quads[i] with { PredicateRank = ranks[numbered.Quads[i].Predicate] };
        }
    }

    private static ReadOnlySpan<byte> Slice(byte[] text, TermSlice term) => text.AsSpan(term.Start, term.Length);
}
