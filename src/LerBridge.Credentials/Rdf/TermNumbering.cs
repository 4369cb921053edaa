using System.Buffers;

namespace LerBridge.Credentials.Rdf;

/// <summary>Gives every distinct term a number and writes it down once.</summary>
internal sealed class TermNumbering(int quads)
{
    private readonly ArrayBufferWriter<byte> writer = new((quads * 96) + 64);
    private readonly Dictionary<Term, int> numbers = new(quads * 2);
    private readonly Dictionary<string, int> predicates = new(StringComparer.Ordinal);

    public List<Term> Terms { get; } = new(quads * 2);

    public List<TermSlice> Slices { get; } = new(quads * 2);

    public int BlankCount { get; private set; }

    public IReadOnlyCollection<int> Predicates => this.predicates.Values;

    public byte[] Text => this.writer.WrittenSpan.ToArray();

    public int NumberOf(Term term)
    {
        if (this.numbers.TryGetValue(term, out var number))
        {
            return number;
        }

        number = this.Terms.Count;
        this.numbers.Add(term, number);
        this.Terms.Add(term);
        if (term.IsBlank)
        {
            this.Slices.Add(new TermSlice(0, 0, this.BlankCount++));
        }
        else
        {
            var start = this.writer.WrittenCount;
            NQuadsWriter.WriteTerm(this.writer, term);
            this.Slices.Add(new TermSlice(start, this.writer.WrittenCount - start, -1));
        }

        return number;
    }

    /// <summary>Written with the spaces that stand around a predicate.</summary>
    /// <exception cref="NotSupportedException">The predicate is a blank node.</exception>
    public int PredicateOf(Term term)
    {
        if (term.IsBlank)
        {
            throw new NotSupportedException("Generalized RDF has no canonical form: a predicate is a blank node.");
        }

        if (this.predicates.TryGetValue(term.Value, out var number))
        {
            return number;
        }

        number = this.Terms.Count;
        this.predicates.Add(term.Value, number);
        this.Terms.Add(term);
        var start = this.writer.WrittenCount;
        this.writer.Write(" "u8);
        NQuadsWriter.WriteTerm(this.writer, term);
        this.writer.Write(" "u8);
        this.Slices.Add(new TermSlice(start, this.writer.WrittenCount - start, -1));
        return number;
    }
}
