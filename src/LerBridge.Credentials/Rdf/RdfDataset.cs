using System.Collections;

namespace LerBridge.Credentials.Rdf;

/// <summary>A set of quads that remembers the order they came in.</summary>
internal sealed class RdfDataset : IReadOnlyCollection<Quad>
{
    private readonly HashSet<Quad> seen = [];
    private readonly List<Quad> quads = [];

    public int Count => this.quads.Count;

    /// <summary>False where the quad was there already.</summary>
    public bool Add(Quad quad)
    {
        if (!this.seen.Add(quad))
        {
            return false;
        }

        this.quads.Add(quad);
        return true;
    }

    public List<Quad>.Enumerator GetEnumerator() => this.quads.GetEnumerator();

    IEnumerator<Quad> IEnumerable<Quad>.GetEnumerator() => this.quads.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => this.quads.GetEnumerator();
}
