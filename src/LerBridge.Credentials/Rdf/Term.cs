namespace LerBridge.Credentials.Rdf;

internal enum TermKind
{
    Iri,
    BlankNode,
    Literal,
}

/// <summary>An RDF term: https://www.w3.org/TR/rdf11-concepts/#section-triples. Equal by value.</summary>
/// <param name="Value">The IRI; the blank node label without <c>_:</c>; or the literal's lexical form.</param>
/// <param name="Datatype">Of a literal, its datatype IRI; null for IRIs and blank nodes.</param>
/// <param name="Language">Of a literal with datatype rdf:langString, its language tag as written.</param>
internal sealed record Term(TermKind Kind, string Value, string? Datatype = null, string? Language = null)
{
    public bool IsBlank => this.Kind == TermKind.BlankNode;

    public static Term Iri(string iri) => new(TermKind.Iri, iri);

    public static Term Blank(string label) => new(TermKind.BlankNode, label);

    public static Term Literal(string value, string datatype = Xsd.String) => new(TermKind.Literal, value, datatype);

    public static Term LanguageTagged(string value, string language) => new(TermKind.Literal, value, RdfTerms.LangString, language);
}
