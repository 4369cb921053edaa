using System.Globalization;
using System.Text.Json;
using LerBridge.Credentials.JsonLd;
using LerBridge.Credentials.Rdf;

namespace LerBridge.Credentials.Proofs.SelectiveDisclosure;

/// <summary>
/// A document as statements in which every blank node has a label that a part of the document can repeat. The specification gives the nodes temporary ids and compacts
/// the document again (https://www.w3.org/TR/vc-di-ecdsa/#skolemizecompactjsonld); here the ids are given in the expanded form and written into the selected part, so that
/// nothing is compacted.
/// </summary>
/// <param name="Statements">Its statements, the temporary ids being blank nodes again.</param>
/// <param name="Ids">The temporary ids of nodes without one, by the pointer to the node.</param>
internal sealed record NamedNodes(RdfDataset Statements, IReadOnlyDictionary<string, string> Ids)
{
    private const string Prefix = "urn:bnid:";

    /// <exception cref="JsonLdException">The document cannot be processed, or says something undefined.</exception>
    public static NamedNodes Of(JsonElement document, IContextLoader loader)
    {
        var places = new Dictionary<ExpandedMap, string>(ReferenceEqualityComparer.Instance);
        var options = new JsonLdOptions { Loader = loader, Safe = true, NodesSeen = places };
        var expanded = JsonLdExpander.Expand(document, options);
        var naming = new Naming(places);
        naming.Name(expanded);
        var statements = new RdfDataset();
        foreach (var quad in JsonLdToRdf.Convert(expanded, options))
        {
            statements.Add(new Quad(Unnamed(quad.Subject), quad.Predicate, Unnamed(quad.Object), quad.Graph is null ? null : Unnamed(quad.Graph)));
        }

        return new NamedNodes(statements, naming.Ids);
    }

    private static Term Unnamed(Term term) =>
        term.Kind == TermKind.Iri && term.Value.StartsWith(Prefix, StringComparison.Ordinal) ? Term.Blank(term.Value[Prefix.Length..]) : term;

    private sealed class Naming(Dictionary<ExpandedMap, string> places)
    {
        private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);
        private int count;

        public IReadOnlyDictionary<string, string> Ids => this.ids;

        public void Name(IEnumerable<ExpandedMap> maps)
        {
            Depth.Check();
            foreach (var map in maps)
            {
                if (map.List is { } list)
                {
                    this.Name(list);
                }
                else if (map.IsNode)
                {
                    this.NameNode(map);
                }
            }
        }

        private void NameNode(ExpandedMap node)
        {
            if (!node.HasId)
            {
                node.HasId = true;
                node.Id = string.Create(CultureInfo.InvariantCulture, $"{Prefix}b{this.count++}");
                if (places.TryGetValue(node, out var place))
                {
                    this.ids[place] = node.Id;
                }
            }
            else if (node.Id?.StartsWith("_:", StringComparison.Ordinal) == true)
            {
                node.Id = $"{Prefix}e-{node.Id[2..]}";
            }

            foreach (var (_, values) in node.Properties ?? new PropertyMap())
            {
                this.Name(values);
            }

            foreach (var (_, values) in node.Reverse ?? new PropertyMap())
            {
                this.Name(values);
            }

            this.Name(node.Included ?? []);
            this.Name(node.Graph ?? []);
        }
    }
}
