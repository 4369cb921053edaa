using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using LerBridge.Credentials.JsonLd;
using LerBridge.Credentials.Rdf;

namespace LerBridge.Credentials.Compiled;

/// <summary>
/// The same bytes as <see cref="SafeCanonicalizer"/>, faster for documents of a shape that was seen before. Shapes are compiled at the second document that has
/// them; whatever does not fit one goes the general way. Safe for any number of threads.
/// </summary>
internal sealed class ShapeCache(IContextLoader loader, RdfcHash hash)
{
    private const int MaxSkeletons = 1024;
    private const int MaxShapesPerSkeleton = 16;
    private const int MaxRecent = 4;
    private const int SmallDocument = 1024;
    private const int MaxSmall = 4;

    [ThreadStatic]
    private static Workspace? t_workspace;

    private readonly ConcurrentDictionary<ulong, SkeletonShapes> skeletons = new();
    private readonly Rdfc10Options options = new() { Hash = hash };
    private volatile Shape[] recent = [];
    private volatile HashedDocument[] small = [];
    private long fromShapes;

    /// <summary>How many documents were canonicalized from a compiled shape.</summary>
    public long FromShapes => Interlocked.Read(ref this.fromShapes);

    /// <returns>Canonical N-Quads in UTF-8.</returns>
    /// <exception cref="JsonLdException">As <see cref="SafeCanonicalizer.Canonicalize"/>.</exception>
    /// <exception cref="PoisonGraphException">As <see cref="SafeCanonicalizer.Canonicalize"/>.</exception>
    public byte[] Canonicalize(JsonElement document)
    {
        var json = JsonMarshal.GetRawUtf8Value(document);
        SkeletonShapes? toLearn;
        using (var run = CanonicalRun.Rent())
        {
            if (this.TryFromShape(json, run, out toLearn))
            {
                return run.Output.ToArray();
            }
        }

        return this.General(document, json, toLearn);
    }

    /// <inheritdoc cref="Canonicalize(JsonElement)"/>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public byte[] Canonicalize(ReadOnlySpan<byte> json)
    {
        SkeletonShapes? toLearn;
        using (var run = CanonicalRun.Rent())
        {
            if (this.TryFromShape(json, run, out toLearn))
            {
                return run.Output.ToArray();
            }
        }

        return this.General(json, toLearn);
    }

    /// <summary>The SHA-2 hash of the canonical N-Quads, of the same kind as the one inside the algorithm, without making a copy of them.</summary>
    /// <param name="into">32 bytes for SHA-256, 48 for SHA-384.</param>
    /// <inheritdoc cref="Canonicalize(ReadOnlySpan{byte})"/>
    public void Hash(ReadOnlySpan<byte> json, Span<byte> into)
    {
        if (json.Length <= SmallDocument)
        {
            foreach (var small in this.small)
            {
                if (json.SequenceEqual(small.Json))
                {
                    small.Hash.CopyTo(into);
                    return;
                }
            }
        }

        SkeletonShapes? toLearn;
        using (var run = CanonicalRun.Rent())
        {
            if (this.TryFromShape(json, run, out toLearn))
            {
                this.HashData(run.Output, into);
                this.Remember(json, into);
                return;
            }
        }

        this.HashData(this.General(json, toLearn), into);
        this.Remember(json, into);
    }

    // the options of all proofs made in one second are one document for every suite; of two threads that remember at once one may be forgotten
    private void Remember(ReadOnlySpan<byte> json, Span<byte> hashed)
    {
        if (json.Length <= SmallDocument)
        {
            var made = new HashedDocument(json.ToArray(), hashed[..(hash == RdfcHash.Sha256 ? SHA256.HashSizeInBytes : SHA384.HashSizeInBytes)].ToArray());
            this.small = [made, .. this.small.Take(MaxSmall - 1)];
        }
    }

    private void HashData(ReadOnlySpan<byte> canonical, Span<byte> into)
    {
        if (hash == RdfcHash.Sha256)
        {
            SHA256.HashData(canonical, into);
        }
        else
        {
            SHA384.HashData(canonical, into);
        }
    }

    private bool TryFromShape(ReadOnlySpan<byte> json, CanonicalRun run, out SkeletonShapes? toLearn)
    {
        toLearn = null;
        var workspace = t_workspace ??= new Workspace();

        // most documents are written as one of the last few shapes was
        foreach (var shape in this.recent)
        {
            if (shape.Layout.Matches(json, workspace.Scan))
            {
                return this.TryCanonicalize(shape, json, workspace, run);
            }
        }

        if (!workspace.Scan.Read(json))
        {
            return false;
        }

        var skeleton = workspace.Scan.Skeleton;
        var key = SkeletonShapes.KeyOf(skeleton);
        if (!this.skeletons.TryGetValue(key, out var known))
        {
            this.Notice(key, skeleton);
            return false;
        }

        if (!known.Is(skeleton))
        {
            return false; // another skeleton has the same key: that one keeps it
        }

        foreach (var shape in known.Shapes)
        {
            if (shape.Fits(json, workspace.Scan.Slots) && this.TryCanonicalize(shape, json, workspace, run))
            {
                this.MakeRecent(shape);
                return true;
            }
        }

        toLearn = known.Attempts < MaxShapesPerSkeleton ? known : null;
        return false;
    }

    private bool TryCanonicalize(Shape shape, ReadOnlySpan<byte> json, Workspace workspace, CanonicalRun run)
    {
        if (!shape.TryFill(json, workspace.Scan.Slots, workspace.Filled))
        {
            return false;
        }

        run.Canonicalize(workspace.Filled.Quads, this.options);
        Interlocked.Increment(ref this.fromShapes);
        return true;
    }

    // two threads may do this at once: one of the shapes is then not recent for a while
    private void MakeRecent(Shape shape)
    {
        if (!this.recent.Contains(shape))
        {
            this.recent = [shape, .. this.recent.Take(MaxRecent - 1)];
        }
    }

    // memory stays bounded under documents of ever new shapes: then the cache starts over
    private void Notice(ulong key, ReadOnlySpan<byte> skeleton)
    {
        if (this.skeletons.Count >= MaxSkeletons)
        {
            this.skeletons.Clear();
        }

        this.skeletons.TryAdd(key, new SkeletonShapes(skeleton.ToArray()));
    }

    private byte[] General(ReadOnlySpan<byte> json, SkeletonShapes? toLearn)
    {
        using var document = JsonDocument.Parse(json.ToArray());
        return this.General(document.RootElement, json, toLearn);
    }

    private byte[] General(JsonElement document, ReadOnlySpan<byte> json, SkeletonShapes? toLearn)
    {
        var canonical = SafeCanonicalizer.Canonicalize(document, hash, loader);
        if (toLearn is not null)
        {
            var scan = new DocumentScan();
            toLearn.Add(scan.Read(json) ? new ShapeCompiler(loader, this.options).Compile(json, scan, canonical) : null);
        }

        return canonical;
    }

    private sealed record HashedDocument(byte[] Json, byte[] Hash);

    private sealed class Workspace
    {
        public DocumentScan Scan { get; } = new();

        public FilledShape Filled { get; } = new();
    }
}
