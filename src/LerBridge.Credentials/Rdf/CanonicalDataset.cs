using System.Text;

namespace LerBridge.Credentials.Rdf;

/// <summary>The canonical form of a dataset.</summary>
/// <param name="Utf8">The canonical N-Quads.</param>
/// <param name="LabelMap">From the dataset's blank node labels to the canonical ones, both without <c>_:</c>.</param>
internal sealed record CanonicalDataset(byte[] Utf8, IReadOnlyDictionary<string, string> LabelMap)
{
    public string NQuads => Encoding.UTF8.GetString(this.Utf8);
}
