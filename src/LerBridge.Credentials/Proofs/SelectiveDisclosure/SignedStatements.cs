using System.Buffers;
using System.Text;
using System.Text.Json;
using LerBridge.Credentials.JsonLd;
using LerBridge.Credentials.Rdf;

namespace LerBridge.Credentials.Proofs.SelectiveDisclosure;

/// <summary>
/// The statements of a document in the order and with the blank node labels under which they are signed
/// (https://www.w3.org/TR/vc-di-ecdsa/#labelreplacementcanonicalizejsonld, #canonicalizeandgroup).
/// </summary>
internal sealed class SignedStatements
{
    private static readonly Comparer<byte[]> ByCodePoint = Comparer<byte[]>.Create((one, other) => one.AsSpan().SequenceCompareTo(other));

    private readonly JsonElement document;
    private readonly IContextLoader loader;
    private readonly IReadOnlyDictionary<string, string> ids;
    private readonly Dictionary<string, string> labels;
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    private SignedStatements(JsonElement document, IContextLoader loader, Func<string, string?> label)
    {
        this.document = document;
        this.loader = loader;
        var named = NamedNodes.Of(document, loader);
        this.ids = named.Ids;
        this.labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (own, canonical) in Rdfc10.Canonicalize(named.Statements, Rdfc10Options.Default).LabelMap)
        {
            this.labels[own] = label(canonical) ?? throw new FormatException("The proof has no label for a blank node of the document.");
        }

        this.Lines = [.. named.Statements.Select(this.Line).OrderBy(Encoding.UTF8.GetBytes, ByCodePoint)];
        for (var i = 0; i < this.Lines.Count; i++)
        {
            this.places[this.Lines[i]] = i;
        }
    }

    /// <summary>Every statement as a line of N-Quads, sorted by code point.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <param name="document">A document without proofs.</param>
    /// <param name="loader">Where contexts come from.</param>
    /// <param name="label">From a canonical label, as in <c>c14n0</c>, to the one that is signed; null where there is none, which is refused.</param>
    /// <exception cref="FormatException">A label is wanting.</exception>
    public static SignedStatements Of(JsonElement document, IContextLoader loader, Func<string, string?> label) => new(document, loader, label);

    /// <summary>The statements that a part of the document makes.</summary>
    /// <exception cref="ArgumentException">A pointer is none or points at nothing, or the part cannot be told apart from the rest.</exception>
    public StatementGroup Group(IReadOnlyList<string> pointers)
    {
        if (pointers.Count == 0)
        {
            return new StatementGroup(new HashSet<int>(), new RdfDataset());
        }

        var part = PointerTree.Of(this.document, pointers).Select(this.document, this.ids);
        var statements = NamedNodes.Of(part, this.loader).Statements;
        var indexes = new SortedSet<int>();
        foreach (var statement in statements)
        {
            // a part that says what the whole does not say: an unnamed graph, or a type that another context defines once its parent is left out
            if (this.Nameless(statement) || !this.places.TryGetValue(this.Line(statement), out var place))
            {
                throw new ArgumentException("What the JSON pointers select means something else by itself than in the document.", nameof(pointers));
            }

            indexes.Add(place);
        }

        return new StatementGroup(indexes, statements);
    }

    /// <summary>The labels that are signed, by the canonical labels that a group's statements have by themselves.</summary>
    public IEnumerable<(string Canonical, string Signed)> LabelsOf(StatementGroup group) =>
        Rdfc10.Canonicalize(group.Statements, Rdfc10Options.Default).LabelMap.Select(pair => (pair.Value, this.labels[pair.Key]));

    private bool Nameless(Quad quad) => this.IsNameless(quad.Subject) || this.IsNameless(quad.Object) || (quad.Graph is { } graph && this.IsNameless(graph));

    private bool IsNameless(Term term) => term.IsBlank && !this.labels.ContainsKey(term.Value);

    private string Line(Quad quad)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        NQuadsWriter.Write(buffer, new Quad(this.Relabel(quad.Subject), quad.Predicate, this.Relabel(quad.Object), quad.Graph is { } graph ? this.Relabel(graph) : null));
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private Term Relabel(Term term) => term.IsBlank ? Term.Blank(this.labels[term.Value]) : term;
}

/// <summary>Some statements of a document.</summary>
/// <param name="Indexes">Their places among all of them.</param>
/// <param name="Statements">They themselves, with the labels that the document's reader gave.</param>
internal sealed record StatementGroup(IReadOnlySet<int> Indexes, RdfDataset Statements);
