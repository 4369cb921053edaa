using System.Buffers;

namespace LerBridge.Credentials.Rdf;

/// <summary>Gives every distinct term a number and writes it down once.</summary>
internal sealed class TermNumbering(int quads)
{
    private readonly ArrayBufferWriter<byte> _writer = new((quads * 96) + 64);
    private readonly Dictionary<Term, int> _numbers = new(quads * 2);
    private readonly Dictionary<string, int> _predicates = new(StringComparer.Ordinal);

    public List<Term> Terms { get; } = new(quads * 2);

    public List<TermSlice> Slices { get; } = new(quads * 2);

    public int BlankCount { get; private set; }

    public IReadOnlyCollection<int> Predicates => _predicates.Values;

    public byte[] Text => _writer.WrittenSpan.ToArray();

    public int NumberOf(Term term)
    {
        if (_numbers.TryGetValue(term, out var number))
        {
            return number;
        }

        number = Terms.Count;
        _numbers.Add(term, number);
        Terms.Add(term);
        if (term.IsBlank)
        {
            Slices.Add(new TermSlice(0, 0, BlankCount++));
        }
        else
        {
            var start = _writer.WrittenCount;
            NQuadsWriter.WriteTerm(_writer, term);
            Slices.Add(new TermSlice(start, _writer.WrittenCount - start, -1));
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

        if (_predicates.TryGetValue(term.Value, out var number))
        {
            return number;
        }

        number = Terms.Count;
        _predicates.Add(term.Value, number);
        Terms.Add(term);
        var start = _writer.WrittenCount;
        _writer.Write(" "u8);
        NQuadsWriter.WriteTerm(_writer, term);
        _writer.Write(" "u8);
        Slices.Add(new TermSlice(start, _writer.WrittenCount - start, -1));
        return number;
    }
}
