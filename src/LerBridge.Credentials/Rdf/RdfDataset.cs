using System.Collections;

namespace LerBridge.Credentials.Rdf;

/// <summary>A set of quads that remembers the order they came in.</summary>
internal sealed class RdfDataset : IReadOnlyCollection<Quad>
{
    private readonly HashSet<Quad> _seen = [];
    private readonly List<Quad> _quads = [];

    public int Count => _quads.Count;

    /// <summary>False where the quad was there already.</summary>
    public bool Add(Quad quad)
    {
        if (!_seen.Add(quad))
        {
            return false;
        }

        _quads.Add(quad);
        return true;
    }

    public List<Quad>.Enumerator GetEnumerator() => _quads.GetEnumerator();

    IEnumerator<Quad> IEnumerable<Quad>.GetEnumerator() => _quads.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _quads.GetEnumerator();
}
