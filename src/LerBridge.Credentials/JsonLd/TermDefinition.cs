using System.Text.Json;

namespace LerBridge.Credentials.JsonLd;

/// <summary>What a term means: https://www.w3.org/TR/json-ld11-api/#dfn-term-definition. Never changed once its context is complete.</summary>
internal sealed class TermDefinition
{
    /// <summary>The IRI, keyword or blank node label the term stands for; null where it was set to null to hide it.</summary>
    public string? IriMapping { get; set; }

    public bool Prefix { get; set; }

    public bool Protected { get; set; }

    public bool ReverseProperty { get; set; }

    public Containers Container { get; set; }

    public string? TypeMapping { get; set; }

    /// <summary>Meaningful with <see cref="HasLanguage"/>: null there takes a default language away.</summary>
    public string? Language { get; set; }

    public bool HasLanguage { get; set; }

    public string? Direction { get; set; }

    public bool HasDirection { get; set; }

    public string? IndexMapping { get; set; }

    public string? NestValue { get; set; }

    public bool HasContext { get; set; }

    /// <summary>The scoped context as written; default where there is none.</summary>
    public JsonElement LocalContext { get; set; }

    public string? BaseUrl { get; set; }

    /// <summary>The same meaning, whether protected or not: https://www.w3.org/TR/json-ld11-api/#create-term-definition, step 27.1.</summary>
    public bool MeansTheSameAs(TermDefinition other) =>
        this.IriMapping == other.IriMapping && this.Prefix == other.Prefix && this.ReverseProperty == other.ReverseProperty && this.Container == other.Container
        && this.TypeMapping == other.TypeMapping && this.HasLanguage == other.HasLanguage && this.Language == other.Language && this.HasDirection == other.HasDirection
        && this.Direction == other.Direction && this.IndexMapping == other.IndexMapping && this.NestValue == other.NestValue && this.HasContext == other.HasContext
        && (!this.HasContext || JsonElement.DeepEquals(this.LocalContext, other.LocalContext));
}

/// <summary>What may stand in <c>@container</c>; <see cref="IndexLike"/> are those whose value is a map from keys to values.</summary>
[Flags]
internal enum Containers
{
    None = 0,
    Graph = 1,
    Id = 2,
    Index = 4,
    Language = 8,
    List = 16,
    Set = 32,
    Type = 64,
    IndexLike = Id | Index | Type,
}
