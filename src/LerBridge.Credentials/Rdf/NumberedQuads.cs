namespace LerBridge.Credentials.Rdf;

/// <summary>
/// A dataset by numbers: every distinct term has one, its written form is a slice of one buffer, and blank nodes are counted from 0.
/// This is what RDFC-1.0 runs on, whether the quads come from a dataset or from a compiled shape.
/// </summary>
internal sealed class NumberedQuads
{
    /// <summary>The written forms of all terms; predicates with a space on either side.</summary>
    public byte[] Text { get; set; } = [];

    public TermSlice[] Terms { get; set; } = [];

    public QuadRow[] Quads { get; set; } = [];

    public int BlankCount { get; set; }

    /// <summary>Of blank node n, the quads are <see cref="BlankQuads"/> from <c>BlankStart[n]</c> to <c>BlankStart[n + 1]</c>.</summary>
    public int[] BlankStart { get; set; } = [];

    public int[] BlankQuads { get; set; } = [];

    /// <summary>The distinct terms that are subjects and not blank.</summary>
    public int[] SubjectTerms { get; set; } = [];

    /// <summary>Pairs of distinct terms that are objects of one subject and predicate and, filled from a document, may turn out the same.</summary>
    public (int A, int B)[] MayBeAlike { get; set; } = [];

    /// <summary>Lists, for every blank node, the quads it is in; to be called once all quads are there.</summary>
    public void IndexBlanks()
    {
        var start = new int[this.BlankCount + 1];
        foreach (var quad in this.Quads)
        {
            this.Visit(quad, blank => start[blank + 1]++);
        }

        for (var i = 0; i < this.BlankCount; i++)
        {
            start[i + 1] += start[i];
        }

        var next = start.AsSpan(0, this.BlankCount).ToArray();
        var quads = new int[start[this.BlankCount]];
        for (var i = 0; i < this.Quads.Length; i++)
        {
            var row = i;
            this.Visit(this.Quads[i], blank => quads[next[blank]++] = row);
        }

        this.BlankStart = start;
        this.BlankQuads = quads;
    }

    private void Visit(QuadRow quad, Action<int> act)
    {
        var s = this.Terms[quad.Subject].Blank;
        var o = this.Terms[quad.Object].Blank;
        var g = quad.Graph < 0 ? -1 : this.Terms[quad.Graph].Blank;
        if (s >= 0)
        {
            act(s);
        }

        if (o >= 0 && o != s)
        {
            act(o);
        }

        if (g >= 0 && g != s && g != o)
        {
            act(g);
        }
    }
}

/// <param name="Blank">The blank node's number, or -1 for any other term, whose written form is the slice.</param>
internal readonly record struct TermSlice(int Start, int Length, int Blank);

/// <param name="PredicateRank">The place of the predicate among all predicates of the dataset in code point order.</param>
/// <param name="Graph">-1 for the default graph.</param>
internal readonly record struct QuadRow(int Subject, int Predicate, int PredicateRank, int Object, int Graph);
