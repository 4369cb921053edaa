using System.Buffers.Binary;
using System.Security.Cryptography;

namespace LerBridge.Credentials.Rdf;

/// <summary>
/// One run of https://www.w3.org/TR/rdf-canon/#canon-algo-algo over numbered quads, in full: first-degree hashes, N-degree hashes where those do not
/// suffice, labels, sorted lines. Hashes are kept as bytes: their order is that of their hexadecimal forms. A run keeps its buffers for the next one.
/// </summary>
/// <remarks>
/// Lines are compared term by term instead of being written out and compared. That is the same order: no term's written form is followed by a byte
/// below the space that ends it, so a shorter form sorts before a longer one that starts with it, as it does inside the line.
/// </remarks>
internal sealed class CanonicalRun : IDisposable
{
    // a sort key holds the rank of the subject, that of the predicate, and the quad's number
    private const int QuadBits = 22;
    private const int PredicateBits = 20;

    // filled shapes come nearly sorted, which insertion sort likes
    private const int InsertionLimit = 96;

    [ThreadStatic]
    private static CanonicalRun? t_spare;

    private NumberedQuads quads = new();
    private ByteBuffer line = new(8 * 1024);
    private ByteBuffer output = new(16 * 1024);
    private ByteBuffer labels = new(256);
    private byte[] hashes = [];
    private ulong[] keys = [];
    private int[] subjectRank = [];
    private int[] sortedSubjects = [];
    private int[] order = [];
    private int[] canonical = [];
    private (int Start, int Length)[] label = [];
    private bool[] dropped = [];
    private int subjectCount;
    private int sortedCount;
    private bool anyDropped;
    private RdfcHash hash;

    private CanonicalRun()
    {
    }

    /// <summary>The canonical N-Quads; valid until the run is used again or given back.</summary>
    public ReadOnlySpan<byte> Output => this.output.Written;

    /// <summary>The numbers of the quads in canonical order; valid as long as <see cref="Output"/>.</summary>
    internal int[] Order => Array.ConvertAll(this.keys[..this.sortedCount], NumberOf);

    internal NumberedQuads Quads => this.quads;

    internal int HashLength => this.hash == RdfcHash.Sha256 ? SHA256.HashSizeInBytes : SHA384.HashSizeInBytes;

    public static CanonicalRun Rent()
    {
        var run = t_spare ?? new CanonicalRun();
        t_spare = null;
        return run;
    }

    /// <summary>Keeps the buffers for this thread's next run.</summary>
    public void Dispose()
    {
        this.quads = new NumberedQuads();
        t_spare = this;
    }

    public int CanonicalNumberOf(int blank) => this.canonical[blank];

    /// <param name="quads">May hold a quad twice (two terms of a compiled shape that were filled with the same text): the second is left out.</param>
    public void Canonicalize(NumberedQuads quads, Rdfc10Options options)
    {
        if (quads.Quads.Length >= 1 << (QuadBits - 1))
        {
            throw new PoisonGraphException(options.WorkLimit);
        }

        this.quads = quads;
        this.hash = options.Hash;
        this.Prepare();
        this.RankSubjects();
        if (this.subjectCount < quads.SubjectTerms.Length || this.AnyObjectsAlike())
        {
            this.DropRepeated();
        }

        // 2 to 5
        this.LabelBlanks(options);

        // 6
        this.WriteSorted();
    }

    // https://www.w3.org/TR/rdf-canon/#hash-1d-quads
    private void HashFirstDegree(int blank)
    {
        var from = this.quads.BlankStart[blank];
        var mine = this.quads.BlankQuads.AsSpan(from, this.quads.BlankStart[blank + 1] - from);
        Reserve(ref this.keys, mine.Length);
        var count = 0;
        foreach (var number in mine)
        {
            if (!this.anyDropped || !this.dropped[number])
            {
                this.keys[count++] = this.FirstDegreeKey(number, blank);
            }
        }

        // 3 to 5: the node itself is a, all others are z
        var labels = new FirstDegreeLabels(blank);
        this.Sort(this.keys.AsSpan(0, count), ref labels);
        this.line.Clear();
        foreach (var key in this.keys.AsSpan(0, count))
        {
            this.WriteLine(ref this.line, NumberOf(key), ref labels);
        }

        this.Hash(this.line.Written, this.HashOf(blank));
    }

    private ulong FirstDegreeKey(int number, int blank)
    {
        ref readonly var quad = ref this.quads.Quads[number];
        var subject = this.quads.Terms[quad.Subject].Blank;
        var rank = subject < 0 ? this.subjectRank[quad.Subject] : subject == blank ? this.subjectCount : this.subjectCount + 1;
        return Key(rank, quad.PredicateRank, number);
    }

    // https://www.w3.org/TR/rdf-canon/#canon-algo-algo, steps 2 to 5
    private void LabelBlanks(Rdfc10Options options)
    {
        var count = this.quads.BlankCount;
        if (count == 0)
        {
            return;
        }

        if (count == 1)
        {
            // no other node to be told from: its hash decides nothing
            this.Issue(0, 0);
            return;
        }

        for (var blank = 0; blank < count; blank++)
        {
            this.HashFirstDegree(blank);
            this.order[blank] = blank;
        }

        this.order.AsSpan(0, count).Sort(this.CompareHashes);

        // 4: nodes whose hash is theirs alone, in the order of the hashes
        var issued = 0;
        var ties = false;
        for (var i = 0; i < count; i++)
        {
            if (this.IsTied(i, count))
            {
                ties = true;
            }
            else
            {
                this.Issue(this.order[i], issued++);
            }
        }

        // 5
        if (ties)
        {
            this.ResolveTies(issued, options);
        }
    }

    // 5: each group of nodes with one hash, in the order of the hashes
    private void ResolveTies(int issued, Rdfc10Options options)
    {
        var count = this.quads.BlankCount;
        var paths = new HashNDegreeQuads(this, options.WorkLimit);
        for (var first = 0; first < count;)
        {
            var end = first + 1;
            while (end < count && this.CompareHashes(this.order[first], this.order[end]) == 0)
            {
                end++;
            }

            if (end - first > 1)
            {
                issued = paths.Resolve(this.order.AsSpan(first, end - first), issued);
            }

            first = end;
        }
    }

    private bool IsTied(int at, int count) =>
        (at > 0 && this.CompareHashes(this.order[at - 1], this.order[at]) == 0) || (at + 1 < count && this.CompareHashes(this.order[at], this.order[at + 1]) == 0);

    private int CompareHashes(int a, int b)
    {
        var length = this.HashLength;
        var x = this.hashes.AsSpan(a * length, length);
        var y = this.hashes.AsSpan(b * length, length);
        var order = BinaryPrimitives.ReadUInt64BigEndian(x).CompareTo(BinaryPrimitives.ReadUInt64BigEndian(y));
        return order != 0 ? order : x.SequenceCompareTo(y);
    }

    internal bool IsIssued(int blank) => this.canonical[blank] >= 0;

    internal bool IsDropped(int quad) => this.anyDropped && this.dropped[quad];

    internal void Issue(int blank, int number)
    {
        this.canonical[blank] = number;
        var start = this.labels.Length;
        this.labels.Append("_:c14n"u8);
        this.labels.Append(number);
        this.label[blank] = (start, this.labels.Length - start);
    }

    /// <summary>The canonical label with its <c>_:</c>.</summary>
    internal ReadOnlySpan<byte> LabelOf(int blank) => this.labels.Slice(this.label[blank].Start, this.label[blank].Length);

    internal Span<byte> HashOf(int blank) => this.hashes.AsSpan(blank * this.HashLength, this.HashLength);

    internal void Hash(ReadOnlySpan<byte> data, Span<byte> into)
    {
        if (this.hash == RdfcHash.Sha256)
        {
            SHA256.HashData(data, into);
        }
        else
        {
            SHA384.HashData(data, into);
        }
    }

    // 6
    private void WriteSorted()
    {
        // blank subjects come after all others: '_' sorts after '<'
        var blanks = this.quads.BlankCount;
        for (var i = 0; i < blanks; i++)
        {
            this.order[i] = i;
        }

        this.order.AsSpan(0, blanks).Sort((a, b) => this.LabelOf(a).SequenceCompareTo(this.LabelOf(b)));
        Span<int> rankOf = blanks <= 256 ? stackalloc int[blanks] : new int[blanks];
        for (var i = 0; i < blanks; i++)
        {
            rankOf[this.order[i]] = this.subjectCount + i;
        }

        var count = 0;
        for (var number = 0; number < this.quads.Quads.Length; number++)
        {
            if (!this.IsDropped(number))
            {
                ref readonly var quad = ref this.quads.Quads[number];
                var blank = this.quads.Terms[quad.Subject].Blank;
                this.keys[count++] = Key(blank < 0 ? this.subjectRank[quad.Subject] : rankOf[blank], quad.PredicateRank, number);
            }
        }

        this.sortedCount = count;
        var labels = new CanonicalLabels(this);
        this.Sort(this.keys.AsSpan(0, count), ref labels);
        this.output.Clear();
        foreach (var key in this.keys.AsSpan(0, count))
        {
            this.WriteLine(ref this.output, NumberOf(key), ref labels);
        }
    }

    private void Prepare()
    {
        var blanks = this.quads.BlankCount;
        var quads = this.quads.Quads.Length;
        Reserve(ref this.keys, quads);
        Reserve(ref this.subjectRank, this.quads.Terms.Length);
        Reserve(ref this.sortedSubjects, this.quads.SubjectTerms.Length);
        Reserve(ref this.order, blanks);
        Reserve(ref this.canonical, blanks);
        Reserve(ref this.label, blanks);
        Reserve(ref this.hashes, blanks * this.HashLength);
        this.canonical.AsSpan(0, blanks).Fill(-1);
        this.labels.Clear();
        this.output.Clear();
        this.anyDropped = false;
    }

    private void RankSubjects()
    {
        var subjects = this.sortedSubjects.AsSpan(0, this.quads.SubjectTerms.Length);
        this.quads.SubjectTerms.CopyTo(subjects);
        this.SortTerms(subjects);
        var rank = -1;
        for (var i = 0; i < subjects.Length; i++)
        {
            if (i == 0 || !this.BytesOf(subjects[i - 1]).SequenceEqual(this.BytesOf(subjects[i])))
            {
                rank++;
            }

            this.subjectRank[subjects[i]] = rank;
        }

        this.subjectCount = rank + 1;
    }

    private void SortTerms(Span<int> terms)
    {
        if (terms.Length > InsertionLimit)
        {
            terms.Sort((a, b) => this.BytesOf(a).SequenceCompareTo(this.BytesOf(b)));
            return;
        }

        for (var i = 1; i < terms.Length; i++)
        {
            var term = terms[i];
            var j = i - 1;
            while (j >= 0 && this.BytesOf(terms[j]).SequenceCompareTo(this.BytesOf(term)) > 0)
            {
                terms[j + 1] = terms[j];
                j--;
            }

            terms[j + 1] = term;
        }
    }

    private bool AnyObjectsAlike()
    {
        foreach (var (a, b) in this.quads.MayBeAlike)
        {
            if (this.BytesOf(a).SequenceEqual(this.BytesOf(b)))
            {
                return true;
            }
        }

        return false;
    }

    // the dataset is a set: of quads that came out the same, one stays
    private void DropRepeated()
    {
        var count = this.quads.Quads.Length;
        Reserve(ref this.dropped, count);
        this.dropped.AsSpan(0, count).Clear();
        for (var number = 0; number < count; number++)
        {
            ref readonly var quad = ref this.quads.Quads[number];
            var blank = this.quads.Terms[quad.Subject].Blank;
            this.keys[number] = Key(blank < 0 ? this.subjectRank[quad.Subject] : this.subjectCount + blank, quad.PredicateRank, number);
        }

        // labels for the time being, only so that blank nodes can be told apart
        for (var blank = 0; blank < this.quads.BlankCount; blank++)
        {
            this.Issue(blank, blank);
        }

        var labels = new CanonicalLabels(this);
        this.Sort(this.keys.AsSpan(0, count), ref labels);
        for (var i = 1; i < count; i++)
        {
            if (this.keys[i] >> QuadBits == this.keys[i - 1] >> QuadBits && this.CompareRest(NumberOf(this.keys[i - 1]), NumberOf(this.keys[i]), ref labels) == 0)
            {
                this.dropped[NumberOf(this.keys[i])] = true;
                this.anyDropped = true;
            }
        }

        this.canonical.AsSpan(0, this.quads.BlankCount).Fill(-1);
        this.labels.Clear();
    }

    private void Sort<TLabels>(Span<ulong> keys, ref TLabels labels)
        where TLabels : struct, IBlankLabels
    {
        if (keys.Length <= InsertionLimit)
        {
            InsertionSort(keys);
        }
        else
        {
            keys.Sort();
        }

        for (var first = 0; first < keys.Length;)
        {
            var end = first + 1;
            while (end < keys.Length && keys[end] >> QuadBits == keys[first] >> QuadBits)
            {
                end++;
            }

            if (end - first > 1)
            {
                this.SortObjects(keys[first..end], ref labels);
            }

            first = end;
        }
    }

    private static void InsertionSort(Span<ulong> keys)
    {
        for (var i = 1; i < keys.Length; i++)
        {
            var key = keys[i];
            var j = i - 1;
            while (j >= 0 && keys[j] > key)
            {
                keys[j + 1] = keys[j];
                j--;
            }

            keys[j + 1] = key;
        }
    }

    private void SortObjects<TLabels>(Span<ulong> keys, ref TLabels labels)
        where TLabels : struct, IBlankLabels
    {
        if (keys.Length > 16)
        {
            var copy = labels;
            keys.Sort((a, b) => this.CompareRest(NumberOf(a), NumberOf(b), ref copy));
            return;
        }

        for (var i = 1; i < keys.Length; i++)
        {
            var key = keys[i];
            var j = i - 1;
            while (j >= 0 && this.CompareRest(NumberOf(keys[j]), NumberOf(key), ref labels) > 0)
            {
                keys[j + 1] = keys[j];
                j--;
            }

            keys[j + 1] = key;
        }
    }

    // object, then graph; the subject and predicate are the same
    private int CompareRest<TLabels>(int a, int b, ref TLabels labels)
        where TLabels : struct, IBlankLabels
    {
        ref readonly var x = ref this.quads.Quads[a];
        ref readonly var y = ref this.quads.Quads[b];
        var order = this.Written(x.Object, ref labels).SequenceCompareTo(this.Written(y.Object, ref labels));
        if (order != 0 || x.Graph == y.Graph)
        {
            return order;
        }

        return x.Graph < 0 ? -1 : y.Graph < 0 ? 1 : this.Written(x.Graph, ref labels).SequenceCompareTo(this.Written(y.Graph, ref labels));
    }

    private void WriteLine<TLabels>(ref ByteBuffer buffer, int number, ref TLabels labels)
        where TLabels : struct, IBlankLabels
    {
        ref readonly var quad = ref this.quads.Quads[number];
        buffer.Append(this.Written(quad.Subject, ref labels));
        buffer.Append(this.BytesOf(quad.Predicate));
        buffer.Append(this.Written(quad.Object, ref labels));
        if (quad.Graph >= 0)
        {
            buffer.Append(" "u8);
            buffer.Append(this.Written(quad.Graph, ref labels));
        }

        buffer.Append(" .\n"u8);
    }

    private ReadOnlySpan<byte> Written<TLabels>(int term, ref TLabels labels)
        where TLabels : struct, IBlankLabels
    {
        ref readonly var slice = ref this.quads.Terms[term];
        return slice.Blank < 0 ? this.quads.Text.AsSpan(slice.Start, slice.Length) : labels.Of(slice.Blank);
    }

    internal ReadOnlySpan<byte> BytesOf(int term)
    {
        ref readonly var slice = ref this.quads.Terms[term];
        return this.quads.Text.AsSpan(slice.Start, slice.Length);
    }

    private static ulong Key(int subjectRank, int predicateRank, int quad) =>
        ((ulong)(uint)subjectRank << (QuadBits + PredicateBits)) | ((ulong)(uint)predicateRank << QuadBits) | (uint)quad;

    private static int NumberOf(ulong key) => (int)(key & ((1UL << QuadBits) - 1));

    private static void Reserve<T>(ref T[] array, int length)
    {
        if (array.Length < length)
        {
            array = new T[Math.Max(length, array.Length * 2)];
        }
    }

    /// <summary>How blank nodes are written at one stage.</summary>
    private interface IBlankLabels
    {
        ReadOnlySpan<byte> Of(int blank);
    }

    private readonly struct FirstDegreeLabels(int self) : IBlankLabels
    {
        public ReadOnlySpan<byte> Of(int blank) => blank == self ? "_:a"u8 : "_:z"u8;
    }

    private readonly struct CanonicalLabels(CanonicalRun run) : IBlankLabels
    {
        public ReadOnlySpan<byte> Of(int blank) => run.LabelOf(blank);
    }
}
