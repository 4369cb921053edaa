using System.Text.Json;

namespace LerBridge.Credentials.JsonLd;

/// <summary>What <c>JsonLdOptions</c> of the standard calls its options, as far as expansion and RDF need them.</summary>
internal sealed record JsonLdOptions
{
    /// <summary>Where contexts come from. There is no other source; nothing is ever fetched.</summary>
    public IContextLoader Loader { get; init; } = EmbeddedContexts.Shared;

    /// <summary>The base IRI for relative references; null where the document has no place of its own.</summary>
    public string? Base { get; init; }

    /// <summary>A context applied before the document's own; a document with an <c>@context</c> member stands for that member.</summary>
    public JsonElement? ExpandContext { get; init; }

    public JsonLdProcessingMode ProcessingMode { get; init; } = JsonLdProcessingMode.JsonLd11;

    /// <summary>How a base direction enters RDF; by default it does not.</summary>
    public RdfDirection RdfDirection { get; init; } = RdfDirection.None;

    /// <summary>Keep quads whose predicate is a blank node.</summary>
    public bool ProduceGeneralizedRdf { get; init; }

    /// <summary>Where given, receives every active context that the document was read under, some of them more than once.</summary>
    public ICollection<ActiveContext>? ContextsSeen { get; init; }

    /// <summary>Where given, receives every node of the document with the JSON pointer to it.</summary>
    public IDictionary<ExpandedMap, string>? NodesSeen { get; init; }

    /// <summary>Whatever would be dropped in silence is an error: undefined terms, relative references, values without a place.</summary>
    public bool Safe { get; init; }
}

internal enum JsonLdProcessingMode
{
    JsonLd11,
    JsonLd10,
}

internal enum RdfDirection
{
    None,
    I18nDatatype,
    CompoundLiteral,
}
