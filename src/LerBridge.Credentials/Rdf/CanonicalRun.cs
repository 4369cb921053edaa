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

    private NumberedQuads _quads = new();
    private ByteBuffer _line = new(8 * 1024);
    private ByteBuffer _output = new(16 * 1024);
    private ByteBuffer _labels = new(256);
    private byte[] _hashes = [];
    private ulong[] _keys = [];
    private int[] _subjectRank = [];
    private int[] _sortedSubjects = [];
    private int[] _order = [];
    private int[] _canonical = [];
    private (int Start, int Length)[] _label = [];
    private bool[] _dropped = [];
    private int _subjectCount;
    private int _sortedCount;
    private bool _anyDropped;
    private RdfcHash _hash;

    private CanonicalRun()
    {
    }

    /// <summary>The canonical N-Quads; valid until the run is used again or given back.</summary>
    public ReadOnlySpan<byte> Output => _output.Written;

    /// <summary>The numbers of the quads in canonical order; valid as long as <see cref="Output"/>.</summary>
    internal int[] Order => Array.ConvertAll(_keys[.._sortedCount], NumberOf);

    internal NumberedQuads Quads => _quads;

    internal int HashLength => _hash == RdfcHash.Sha256 ? SHA256.HashSizeInBytes : SHA384.HashSizeInBytes;

    public static CanonicalRun Rent()
    {
        var run = t_spare ?? new CanonicalRun();
        t_spare = null;
        return run;
    }

    /// <summary>Keeps the buffers for this thread's next run.</summary>
    public void Dispose()
    {
        _quads = new NumberedQuads();
        t_spare = this;
    }

    public int CanonicalNumberOf(int blank) => _canonical[blank];

    /// <param name="quads">May hold a quad twice (two terms of a compiled shape that were filled with the same text): the second is left out.</param>
    public void Canonicalize(NumberedQuads quads, Rdfc10Options options)
    {
        if (quads.Quads.Length >= 1 << (QuadBits - 1))
        {
            throw new PoisonGraphException(options.WorkLimit);
        }

        _quads = quads;
        _hash = options.Hash;
        Prepare();
        RankSubjects();
        if (_subjectCount < quads.SubjectTerms.Length || AnyObjectsAlike())
        {
            DropRepeated();
        }

        // 2 to 5
        LabelBlanks(options);

        // 6
        WriteSorted();
    }

    // https://www.w3.org/TR/rdf-canon/#hash-1d-quads
    private void HashFirstDegree(int blank)
    {
        var from = _quads.BlankStart[blank];
        var mine = _quads.BlankQuads.AsSpan(from, _quads.BlankStart[blank + 1] - from);
        Reserve(ref _keys, mine.Length);
        var count = 0;
        foreach (var number in mine)
        {
            if (!_anyDropped || !_dropped[number])
            {
                _keys[count++] = FirstDegreeKey(number, blank);
            }
        }

        // 3 to 5: the node itself is a, all others are z
        var labels = new FirstDegreeLabels(blank);
        Sort(_keys.AsSpan(0, count), ref labels);
        _line.Clear();
        foreach (var key in _keys.AsSpan(0, count))
        {
            WriteLine(ref _line, NumberOf(key), ref labels);
        }

        Hash(_line.Written, HashOf(blank));
    }

    private ulong FirstDegreeKey(int number, int blank)
    {
        ref readonly var quad = ref _quads.Quads[number];
        var subject = _quads.Terms[quad.Subject].Blank;
        var rank = subject < 0 ? _subjectRank[quad.Subject] : subject == blank ? _subjectCount : _subjectCount + 1;
        return Key(rank, quad.PredicateRank, number);
    }

    // https://www.w3.org/TR/rdf-canon/#canon-algo-algo, steps 2 to 5
    private void LabelBlanks(Rdfc10Options options)
    {
        var count = _quads.BlankCount;
        if (count == 0)
        {
            return;
        }

        if (count == 1)
        {
            // no other node to be told from: its hash decides nothing
            Issue(0, 0);
            return;
        }

        for (var blank = 0; blank < count; blank++)
        {
            HashFirstDegree(blank);
            _order[blank] = blank;
        }

        _order.AsSpan(0, count).Sort(CompareHashes);

        // 4: nodes whose hash is theirs alone, in the order of the hashes
        var issued = 0;
        var ties = false;
        for (var i = 0; i < count; i++)
        {
            if (IsTied(i, count))
            {
                ties = true;
            }
            else
            {
                Issue(_order[i], issued++);
            }
        }

        // 5
        if (ties)
        {
            ResolveTies(issued, options);
        }
    }

    // 5: each group of nodes with one hash, in the order of the hashes
    private void ResolveTies(int issued, Rdfc10Options options)
    {
        var count = _quads.BlankCount;
        var paths = new HashNDegreeQuads(this, options.WorkLimit);
        for (var first = 0; first < count;)
        {
            var end = first + 1;
            while (end < count && CompareHashes(_order[first], _order[end]) == 0)
            {
                end++;
            }

            if (end - first > 1)
            {
                issued = paths.Resolve(_order.AsSpan(first, end - first), issued);
            }

            first = end;
        }
    }

    private bool IsTied(int at, int count) =>
        (at > 0 && CompareHashes(_order[at - 1], _order[at]) == 0) || (at + 1 < count && CompareHashes(_order[at], _order[at + 1]) == 0);

    private int CompareHashes(int a, int b)
    {
        var length = HashLength;
        var x = _hashes.AsSpan(a * length, length);
        var y = _hashes.AsSpan(b * length, length);
        var order = BinaryPrimitives.ReadUInt64BigEndian(x).CompareTo(BinaryPrimitives.ReadUInt64BigEndian(y));
        return order != 0 ? order : x.SequenceCompareTo(y);
    }

    internal bool IsIssued(int blank) => _canonical[blank] >= 0;

    internal bool IsDropped(int quad) => _anyDropped && _dropped[quad];

    internal void Issue(int blank, int number)
    {
        _canonical[blank] = number;
        var start = _labels.Length;
        _labels.Append("_:c14n"u8);
        _labels.Append(number);
        _label[blank] = (start, _labels.Length - start);
    }

    /// <summary>The canonical label with its <c>_:</c>.</summary>
    internal ReadOnlySpan<byte> LabelOf(int blank) => _labels.Slice(_label[blank].Start, _label[blank].Length);

    internal Span<byte> HashOf(int blank) => _hashes.AsSpan(blank * HashLength, HashLength);

    internal void Hash(ReadOnlySpan<byte> data, Span<byte> into)
    {
        if (_hash == RdfcHash.Sha256)
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
        var blanks = _quads.BlankCount;
        for (var i = 0; i < blanks; i++)
        {
            _order[i] = i;
        }

        _order.AsSpan(0, blanks).Sort((a, b) => LabelOf(a).SequenceCompareTo(LabelOf(b)));
        Span<int> rankOf = blanks <= 256 ? stackalloc int[blanks] : new int[blanks];
        for (var i = 0; i < blanks; i++)
        {
            rankOf[_order[i]] = _subjectCount + i;
        }

        var count = 0;
        for (var number = 0; number < _quads.Quads.Length; number++)
        {
            if (!IsDropped(number))
            {
                ref readonly var quad = ref _quads.Quads[number];
                var blank = _quads.Terms[quad.Subject].Blank;
                _keys[count++] = Key(blank < 0 ? _subjectRank[quad.Subject] : rankOf[blank], quad.PredicateRank, number);
            }
        }

        _sortedCount = count;
        var labels = new CanonicalLabels(this);
        Sort(_keys.AsSpan(0, count), ref labels);
        _output.Clear();
        foreach (var key in _keys.AsSpan(0, count))
        {
            WriteLine(ref _output, NumberOf(key), ref labels);
        }
    }

    private void Prepare()
    {
        var blanks = _quads.BlankCount;
        var quads = _quads.Quads.Length;
        Reserve(ref _keys, quads);
        Reserve(ref _subjectRank, _quads.Terms.Length);
        Reserve(ref _sortedSubjects, _quads.SubjectTerms.Length);
        Reserve(ref _order, blanks);
        Reserve(ref _canonical, blanks);
        Reserve(ref _label, blanks);
        Reserve(ref _hashes, blanks * HashLength);
        _canonical.AsSpan(0, blanks).Fill(-1);
        _labels.Clear();
        _output.Clear();
        _anyDropped = false;
    }

    private void RankSubjects()
    {
        var subjects = _sortedSubjects.AsSpan(0, _quads.SubjectTerms.Length);
        _quads.SubjectTerms.CopyTo(subjects);
        SortTerms(subjects);
        var rank = -1;
        for (var i = 0; i < subjects.Length; i++)
        {
            if (i == 0 || !BytesOf(subjects[i - 1]).SequenceEqual(BytesOf(subjects[i])))
            {
                rank++;
            }

            _subjectRank[subjects[i]] = rank;
        }

        _subjectCount = rank + 1;
    }

    private void SortTerms(Span<int> terms)
    {
        if (terms.Length > InsertionLimit)
        {
            terms.Sort((a, b) => BytesOf(a).SequenceCompareTo(BytesOf(b)));
            return;
        }

        for (var i = 1; i < terms.Length; i++)
        {
            var term = terms[i];
            var j = i - 1;
            while (j >= 0 && BytesOf(terms[j]).SequenceCompareTo(BytesOf(term)) > 0)
            {
                terms[j + 1] = terms[j];
                j--;
            }

            terms[j + 1] = term;
        }
    }

    private bool AnyObjectsAlike()
    {
        foreach (var (a, b) in _quads.MayBeAlike)
        {
            if (BytesOf(a).SequenceEqual(BytesOf(b)))
            {
                return true;
            }
        }

        return false;
    }

    // the dataset is a set: of quads that came out the same, one stays
    private void DropRepeated()
    {
        var count = _quads.Quads.Length;
        Reserve(ref _dropped, count);
        _dropped.AsSpan(0, count).Clear();
        for (var number = 0; number < count; number++)
        {
            ref readonly var quad = ref _quads.Quads[number];
            var blank = _quads.Terms[quad.Subject].Blank;
            _keys[number] = Key(blank < 0 ? _subjectRank[quad.Subject] : _subjectCount + blank, quad.PredicateRank, number);
        }

        // labels for the time being, only so that blank nodes can be told apart
        for (var blank = 0; blank < _quads.BlankCount; blank++)
        {
            Issue(blank, blank);
        }

        var labels = new CanonicalLabels(this);
        Sort(_keys.AsSpan(0, count), ref labels);
        for (var i = 1; i < count; i++)
        {
            if (_keys[i] >> QuadBits == _keys[i - 1] >> QuadBits && CompareRest(NumberOf(_keys[i - 1]), NumberOf(_keys[i]), ref labels) == 0)
            {
                _dropped[NumberOf(_keys[i])] = true;
                _anyDropped = true;
            }
        }

        _canonical.AsSpan(0, _quads.BlankCount).Fill(-1);
        _labels.Clear();
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
                SortObjects(keys[first..end], ref labels);
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
            keys.Sort((a, b) => CompareRest(NumberOf(a), NumberOf(b), ref copy));
            return;
        }

        for (var i = 1; i < keys.Length; i++)
        {
            var key = keys[i];
            var j = i - 1;
            while (j >= 0 && CompareRest(NumberOf(keys[j]), NumberOf(key), ref labels) > 0)
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
        ref readonly var x = ref _quads.Quads[a];
        ref readonly var y = ref _quads.Quads[b];
        var order = Written(x.Object, ref labels).SequenceCompareTo(Written(y.Object, ref labels));
        if (order != 0 || x.Graph == y.Graph)
        {
            return order;
        }

        return x.Graph < 0 ? -1 : y.Graph < 0 ? 1 : Written(x.Graph, ref labels).SequenceCompareTo(Written(y.Graph, ref labels));
    }

    private void WriteLine<TLabels>(ref ByteBuffer buffer, int number, ref TLabels labels)
        where TLabels : struct, IBlankLabels
    {
        ref readonly var quad = ref _quads.Quads[number];
        buffer.Append(Written(quad.Subject, ref labels));
        buffer.Append(BytesOf(quad.Predicate));
        buffer.Append(Written(quad.Object, ref labels));
        if (quad.Graph >= 0)
        {
            buffer.Append(" "u8);
            buffer.Append(Written(quad.Graph, ref labels));
        }

        buffer.Append(" .\n"u8);
    }

    private ReadOnlySpan<byte> Written<TLabels>(int term, ref TLabels labels)
        where TLabels : struct, IBlankLabels
    {
        ref readonly var slice = ref _quads.Terms[term];
        return slice.Blank < 0 ? _quads.Text.AsSpan(slice.Start, slice.Length) : labels.Of(slice.Blank);
    }

    internal ReadOnlySpan<byte> BytesOf(int term)
    {
        ref readonly var slice = ref _quads.Terms[term];
        return _quads.Text.AsSpan(slice.Start, slice.Length);
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
