using System.Globalization;
using System.Text;
using System.Text.Json;
using LerBridge.Credentials.Jcs;
using LerBridge.Credentials.Rdf;

namespace LerBridge.Credentials.JsonLd;

/// <summary>
/// https://www.w3.org/TR/json-ld11-api/#deserialize-json-ld-to-rdf-algorithm, together with the node map generation before it
/// (https://www.w3.org/TR/json-ld11-api/#node-map-generation). The node map merges what the document says of one node in several places; a dataset, being
/// a set of quads, does that by itself, so quads are made straight from the expanded document and only what a node map would refuse is remembered.
/// </summary>
internal sealed class JsonLdToRdf
{
    private readonly RdfDataset dataset = new();
    private readonly JsonLdOptions options;
    private readonly Dictionary<string, Term> blanks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Term> iris = new(StringComparer.Ordinal);
    private Dictionary<(string Graph, string Id), string>? indexes;
    private int blankCount;

    private JsonLdToRdf(JsonLdOptions options) => this.options = options;

    /// <exception cref="JsonLdException">See <see cref="JsonLdExpander.Expand"/>; and safe mode refuses what has no place in RDF.</exception>
    public static RdfDataset Convert(JsonElement document, JsonLdOptions options) => Convert(JsonLdExpander.Expand(document, options), options);

    /// <summary>The dataset of a document that is expanded already.</summary>
    public static RdfDataset Convert(List<ExpandedMap> expanded, JsonLdOptions options)
    {
        var converter = new JsonLdToRdf(options);
        foreach (var node in expanded)
        {
            converter.AddNode(node, graph: null, graphExists: true);
        }

        return converter.dataset;
    }

    // node map generation, step 6; the answer is null where the node's identifier cannot be in RDF
    private Term? AddNode(ExpandedMap node, Term? graph, bool graphExists)
    {
        Depth.Check();
        var subject = this.SubjectOf(node);
        if (subject is null && node.Count > 1)
        {
            this.Refuse(SafeModeCode.RelativeSubjectReference, "A node's @id is not an absolute IRI and its statements would be dropped.");
        }

        this.CheckIndex(node, graph);
        var keeps = graphExists && subject is not null;
        foreach (var type in node.Types ?? [])
        {
            if (this.ReferenceTo(type) is { } term)
            {
                this.Add(keeps, subject, RdfTerms.Type, term, graph);
            }
            else
            {
                this.Refuse(SafeModeCode.RelativeTypeReference, "A type is not an absolute IRI and would be dropped.");
            }
        }

        if (node.Reverse is { } reverse)
        {
            foreach (var (property, items) in reverse)
            {
                this.AddReverse(property, items, subject, graph, graphExists);
            }
        }

        if (node.Graph is { } content)
        {
            if (subject is null)
            {
                this.Refuse(SafeModeCode.RelativeGraphReference, "A graph's @id is not an absolute IRI and the graph would be dropped.");
            }

            foreach (var inner in content)
            {
                this.AddNode(inner, subject, graphExists: subject is not null);
            }
        }

        foreach (var included in node.Included ?? [])
        {
            this.AddNode(included, graph, graphExists);
        }

        if (node.Properties is { } properties)
        {
            foreach (var (property, items) in properties)
            {
                this.AddProperty(property, items, subject, graph, graphExists);
            }
        }

        return subject;
    }

    private void AddProperty(string property, List<ExpandedMap> items, Term? subject, Term? graph, bool graphExists)
    {
        var predicate = this.PredicateOf(property);
        foreach (var item in items)
        {
            var value = this.ObjectOf(item, graph, graphExists);
            if (value is not null && predicate is not null && subject is not null && graphExists)
            {
                this.dataset.Add(new Quad(subject, predicate, value, graph));
            }
        }
    }

    private void AddReverse(string property, List<ExpandedMap> items, Term? subject, Term? graph, bool graphExists)
    {
        var predicate = this.PredicateOf(property);
        foreach (var item in items)
        {
            var referrer = this.AddNode(item, graph, graphExists);
            if (referrer is not null && predicate is not null && subject is not null && graphExists)
            {
                this.dataset.Add(new Quad(referrer, predicate, subject, graph));
            }
        }
    }

    // https://www.w3.org/TR/json-ld11-api/#object-to-rdf-conversion and, for lists, #list-conversion
    private Term? ObjectOf(ExpandedMap item, Term? graph, bool graphExists)
    {
        if (item.HasValue)
        {
            return this.LiteralOf(item, graph, graphExists);
        }

        if (item.List is { } list)
        {
            return this.ListOf(list, graph, graphExists);
        }

        var node = this.AddNode(item, graph, graphExists);
        if (node is null)
        {
            this.Refuse(SafeModeCode.RelativeObjectReference, "A reference is not an absolute IRI and would be dropped.");
        }

        return node;
    }

    private Term ListOf(List<ExpandedMap> items, Term? graph, bool graphExists)
    {
        Depth.Check();
        var nil = this.IriTerm(RdfTerms.Nil);
        if (items.Count == 0)
        {
            return nil;
        }

        var cells = new Term[items.Count];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = this.NewBlank();
        }

        for (var i = 0; i < cells.Length; i++)
        {
            if (this.ObjectOf(items[i], graph, graphExists) is { } value)
            {
                this.Add(graphExists, cells[i], RdfTerms.First, value, graph);
            }

            this.Add(graphExists, cells[i], RdfTerms.Rest, i + 1 < cells.Length ? cells[i + 1] : nil, graph);
        }

        return cells[0];
    }

    private Term? LiteralOf(ExpandedMap item, Term? graph, bool graphExists)
    {
        // 4 to 7 of the object conversion
        var datatype = item.Types is [{ } only] ? only : null;
        if (datatype == Keywords.Json)
        {
            return Term.Literal(JsonLiteral(item.Value), RdfTerms.Json);
        }

        if (datatype is not null && !IriReference.IsWellFormed(datatype))
        {
            this.Refuse(SafeModeCode.RelativeTypeReference, "A datatype is not an absolute IRI and its value would be dropped.");
            return null;
        }

        if (item.Language is not null && !LanguageTag.IsWellFormed(item.Language))
        {
            return null; // safe mode refused it at expansion
        }

        switch (item.Value.Kind)
        {
            case JsonValueKind.True:
                return Term.Literal("true", datatype ?? Xsd.Boolean); // 8
            case JsonValueKind.False:
                return Term.Literal("false", datatype ?? Xsd.Boolean);
            case JsonValueKind.Number:
                return NumberOf(item.Value.Element, datatype); // 9, 10
            default:
                return this.TextOf(item, datatype, graph, graphExists); // 11 to 13
        }
    }

    private static Term NumberOf(JsonElement element, string? datatype)
    {
        if (!element.TryGetDouble(out var number) || !double.IsFinite(number))
        {
            throw new JsonLdException(LimitCode.NumberOutOfRange, "A number is too large for a double.");
        }

        return RdfNumber.IsInteger(number) && datatype != Xsd.Double
            ? Term.Literal(RdfNumber.FormatInteger(number), datatype ?? Xsd.Integer)
            : Term.Literal(RdfNumber.FormatDouble(number), datatype ?? Xsd.Double);
    }

    private Term TextOf(ExpandedMap item, string? datatype, Term? graph, bool graphExists)
    {
        var text = item.Value.Text;
        if (item.Direction is not null)
        {
            switch (this.options.RdfDirection)
            {
                case RdfDirection.I18nDatatype:
                    return Term.Literal(text, $"https://www.w3.org/ns/i18n#{item.Language?.ToLowerInvariant()}_{item.Direction}");
                case RdfDirection.CompoundLiteral:
                    return this.CompoundLiteral(item, text, item.Direction, graph, graphExists);
                default:
                    this.Refuse(SafeModeCode.RdfDirectionNotSet, "A base direction would be dropped.");
                    break;
            }
        }

        return datatype is not null ? Term.Literal(text, datatype)
            : item.Language is not null ? Term.LanguageTagged(text, item.Language)
            : Term.Literal(text);
    }

    private Term CompoundLiteral(ExpandedMap item, string text, string direction, Term? graph, bool graphExists)
    {
        var literal = this.NewBlank();
        this.Add(graphExists, literal, RdfTerms.Value, Term.Literal(text), graph);
        if (item.Language is not null)
        {
            this.Add(graphExists, literal, RdfTerms.Language, Term.Literal(item.Language.ToLowerInvariant()), graph);
        }

        this.Add(graphExists, literal, RdfTerms.Direction, Term.Literal(direction), graph);
        return literal;
    }

    private static string JsonLiteral(ScalarValue value)
    {
        try
        {
            return Encoding.UTF8.GetString(value.IsText ? JsonCanonicalizer.Canonicalize(value.Text) : JsonCanonicalizer.Canonicalize(value.Element));
        }
        catch (FormatException e)
        {
            throw new JsonLdException(JsonLdErrorCode.InvalidJsonLiteral, e.Message);
        }
    }

    // node map generation, step 6.1 and 6.2
    private Term? SubjectOf(ExpandedMap node)
    {
        return node.HasId ? this.ReferenceTo(node.Id) : this.NewBlank();
    }

    private Term? PredicateOf(string property)
    {
        if (IriReference.IsBlank(property) && !this.options.ProduceGeneralizedRdf)
        {
            this.Refuse(SafeModeCode.BlankNodePredicate, "A property is a blank node and would be dropped.");
            return null;
        }

        var term = this.ReferenceTo(property);
        if (term is null)
        {
            this.Refuse(SafeModeCode.RelativePredicateReference, "A property is not an absolute IRI and would be dropped.");
        }

        return term;
    }

    private Term? ReferenceTo(string? reference)
    {
        if (reference is null)
        {
            return null;
        }

        if (IriReference.IsBlank(reference))
        {
            if (!this.blanks.TryGetValue(reference, out var blank))
            {
                this.blanks.Add(reference, blank = this.NewBlank());
            }

            return blank;
        }

        return IriReference.IsWellFormed(reference) ? this.IriTerm(reference) : null;
    }

    private Term IriTerm(string iri)
    {
        if (!this.iris.TryGetValue(iri, out var term))
        {
            this.iris.Add(iri, term = Term.Iri(iri));
        }

        return term;
    }

    private Term NewBlank() => Term.Blank("b" + (this.blankCount++).ToString(CultureInfo.InvariantCulture));

    private void Add(bool keeps, Term? subject, string predicate, Term value, Term? graph)
    {
        if (keeps && subject is not null)
        {
            this.dataset.Add(new Quad(subject, this.IriTerm(predicate), value, graph));
        }
    }

    // node map generation, step 6.8: one node cannot have two indexes
    private void CheckIndex(ExpandedMap node, Term? graph)
    {
        if (node.Index is null || node.Id is null)
        {
            return;
        }

        this.indexes ??= [];
        var key = (graph is null ? "" : (graph.IsBlank ? "_:" : "") + graph.Value, node.Id);
        if (!this.indexes.TryAdd(key, node.Index) && this.indexes[key] != node.Index)
        {
            throw new JsonLdException(JsonLdErrorCode.ConflictingIndexes, "A node has two different indexes.");
        }
    }

    private void Refuse(string code, string message)
    {
        if (this.options.Safe)
        {
            throw new JsonLdException(code, message);
        }
    }
}
