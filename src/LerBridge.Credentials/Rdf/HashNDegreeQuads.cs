using System.Runtime.CompilerServices;

namespace LerBridge.Credentials.Rdf;

/// <summary>
/// Tells blank nodes apart whose first-degree hashes are the same, by what is around them: https://www.w3.org/TR/rdf-canon/#hash-nd-quads (steps numbered
/// as there). The cost can grow with the factorial of the number of like neighbours, so every node visited counts against a limit.
/// </summary>
internal sealed class HashNDegreeQuads(CanonicalRun run, int workLimit)
{
    private int work;

    /// <summary>https://www.w3.org/TR/rdf-canon/#canon-algo-algo, step 5: labels one group of nodes. Answers how many labels there are then.</summary>
    public int Resolve(ReadOnlySpan<int> group, int issued)
    {
        // 5.1, 5.2
        var results = new List<Result>(group.Length);
        foreach (var blank in group)
        {
            if (!run.IsIssued(blank))
            {
                var issuer = new TemporaryIssuer();
                issuer.Issue(blank);
                results.Add(this.HashNDegree(blank, issuer));
            }
        }

        // 5.3
        foreach (var result in results.OrderBy(r => r.Hash, ByteOrder.Instance))
        {
            foreach (var blank in result.Issuer.Order)
            {
                if (!run.IsIssued(blank))
                {
                    run.Issue(blank, issued++);
                }
            }
        }

        return issued;
    }

    private Result HashNDegree(int blank, TemporaryIssuer issuer)
    {
        this.Count();
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new PoisonGraphException(workLimit);
        }

        // 4
        var data = new ByteBuffer(256);

        // 1 to 3, 5
        foreach (var (relatedHash, related) in this.HashRelatedNodes(blank, issuer))
        {
            data.AppendHex(relatedHash); // 5.1
            var chosen = this.ChoosePath(related, issuer); // 5.2 to 5.4
            data.Append(chosen.Path); // 5.5
            issuer = chosen.Issuer; // 5.6
        }

        // 6
        var hash = new byte[run.HashLength];
        run.Hash(data.Written, hash);
        return new Result(hash, issuer);
    }

    // 1 to 3: related hash to related nodes, in the order of the hashes
    private SortedDictionary<byte[], List<int>> HashRelatedNodes(int blank, TemporaryIssuer issuer)
    {
        var quads = run.Quads;
        var related = new SortedDictionary<byte[], List<int>>(ByteOrder.Instance);
        for (var i = quads.BlankStart[blank]; i < quads.BlankStart[blank + 1]; i++)
        {
            var number = quads.BlankQuads[i];
            if (run.IsDropped(number))
            {
                continue;
            }

            var quad = quads.Quads[number];
            Add(quads.Terms[quad.Subject].Blank, quad, "s"u8);
            Add(quads.Terms[quad.Object].Blank, quad, "o"u8);
            if (quad.Graph >= 0)
            {
                Add(quads.Terms[quad.Graph].Blank, quad, "g"u8);
            }
        }

        return related;

        void Add(int other, QuadRow quad, ReadOnlySpan<byte> position)
        {
            if (other < 0 || other == blank)
            {
                return;
            }

            this.Count();
            var hash = this.HashRelatedNode(other, quad, issuer, position);
            if (!related.TryGetValue(hash, out var list))
            {
                related.Add(hash, list = []);
            }

            list.Add(other);
        }
    }

    // https://www.w3.org/TR/rdf-canon/#hash-related-blank-node
    private byte[] HashRelatedNode(int related, QuadRow quad, TemporaryIssuer issuer, ReadOnlySpan<byte> position)
    {
        // 1, 2
        var input = new ByteBuffer(128);
        input.Append(position);
        if (position[0] != (byte)'g')
        {
            input.Append(run.BytesOf(quad.Predicate).Trim((byte)' '));
        }

        // 3, 4
        if (!this.AppendLabel(ref input, related, issuer))
        {
            input.AppendHex(run.HashOf(related));
        }

        var hash = new byte[run.HashLength];
        run.Hash(input.Written, hash);
        return hash;
    }

    private bool AppendLabel(ref ByteBuffer buffer, int blank, TemporaryIssuer issuer)
    {
        if (run.IsIssued(blank))
        {
            buffer.Append(run.LabelOf(blank));
            return true;
        }

        return issuer.TryAppend(ref buffer, blank);
    }

    // 5.2 to 5.4
    private (byte[] Path, TemporaryIssuer Issuer) ChoosePath(List<int> related, TemporaryIssuer issuer)
    {
        byte[]? chosenPath = null;
        var chosenIssuer = issuer;
        var permutation = related.ToArray();
        System.Array.Sort(permutation);
        do
        {
            if (this.TryPath(permutation, issuer.Copy(), chosenPath) is { } better)
            {
                (chosenPath, chosenIssuer) = better;
            }
        }
        while (Permutations.Next(permutation));

        return (chosenPath ?? [], chosenIssuer);
    }

    // 5.4.1 to 5.4.6; null where the chosen path stays
    private (byte[] Path, TemporaryIssuer Issuer)? TryPath(int[] permutation, TemporaryIssuer issuer, byte[]? chosen)
    {
        var path = new ByteBuffer(128);
        var recursion = new List<int>();

        // 5.4.4
        foreach (var related in permutation)
        {
            this.Count();
            if (!this.AppendLabel(ref path, related, issuer))
            {
                recursion.Add(related);
                issuer.Issue(related);
                issuer.TryAppend(ref path, related);
            }

            if (IsWorse(path.Written, chosen))
            {
                return null;
            }
        }

        // 5.4.5
        foreach (var related in recursion)
        {
            var result = this.HashNDegree(related, issuer);
            issuer.TryAppend(ref path, related);
            path.Append("<"u8);
            path.AppendHex(result.Hash);
            path.Append(">"u8);
            issuer = result.Issuer;
            if (IsWorse(path.Written, chosen))
            {
                return null;
            }
        }

        // 5.4.6
        return chosen is null || path.Written.SequenceCompareTo(chosen) < 0 ? (path.Written.ToArray(), issuer) : null;
    }

    private static bool IsWorse(ReadOnlySpan<byte> path, byte[]? chosen) =>
        chosen is not null && path.Length >= chosen.Length && path.SequenceCompareTo(chosen) > 0;

    private void Count()
    {
        if (++this.work > workLimit)
        {
            throw new PoisonGraphException(workLimit);
        }
    }

    private readonly record struct Result(byte[] Hash, TemporaryIssuer Issuer);

    private sealed class ByteOrder : IComparer<byte[]>
    {
        public static ByteOrder Instance { get; } = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
