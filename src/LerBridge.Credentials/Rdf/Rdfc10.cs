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
        var numbered = Number(dataset, out var terms);
        using var run = CanonicalRun.Rent();
        run.Canonicalize(numbered, options);
        var map = new Dictionary<string, string>(numbered.BlankCount, StringComparer.Ordinal);
        for (var i = 0; i < terms.Count; i++)
        {
            if (numbered.Terms[i].Blank is >= 0 and var blank)
            {
                map[terms[i].Value] = "c14n" + run.CanonicalNumberOf(blank).ToString(CultureInfo.InvariantCulture);
            }
        }

        return new CanonicalDataset(run.Output.ToArray(), map);
    }

    /// <summary>The canonical N-Quads alone, for callers that do not need the labels.</summary>
    public static byte[] ToBytes(RdfDataset dataset, Rdfc10Options options)
    {
        var numbered = Number(dataset, out _);
        using var run = CanonicalRun.Rent();
        run.Canonicalize(numbered, options);
        return run.Output.ToArray();
    }

    /// <param name="terms">The terms in the order of their numbers; a predicate has a number apart from the same IRI elsewhere.</param>
    internal static NumberedQuads Number(RdfDataset dataset, out List<Term> terms)
    {
        var numbering = new TermNumbering(dataset.Count);
        var quads = new QuadRow[dataset.Count];
        var subjects = new List<int>();
        var isSubject = new HashSet<int>();
        var at = 0;
        foreach (var quad in dataset)
        {
            var s = numbering.NumberOf(quad.Subject);
            if (!quad.Subject.IsBlank && isSubject.Add(s))
            {
                subjects.Add(s);
            }

            var p = numbering.PredicateOf(quad.Predicate);
            quads[at++] = new QuadRow(s, p, 0, numbering.NumberOf(quad.Object), quad.Graph is null ? -1 : numbering.NumberOf(quad.Graph));
        }

        var numbered = new NumberedQuads
        {
            Text = numbering.Text,
            Terms = [.. numbering.Slices],
            Quads = quads,
            BlankCount = numbering.BlankCount,
            SubjectTerms = [.. subjects],
        };
        RankPredicates(numbered, [.. numbering.Predicates]);
        numbered.IndexBlanks();
        terms = numbering.Terms;
        return numbered;
    }

    /// <summary>Gives every quad the rank of its predicate.</summary>
    private static void RankPredicates(NumberedQuads numbered, int[] predicates)
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
