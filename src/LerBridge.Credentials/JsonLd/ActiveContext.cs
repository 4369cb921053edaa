using System.Collections.Concurrent;

namespace LerBridge.Credentials.JsonLd;

/// <summary>
/// The terms in force at one place of a document: https://www.w3.org/TR/json-ld11-api/#dfn-active-context. Changed only while it is being built.
/// Every active context remembers what it became under the local contexts it met, so a context is worked through once and not once per document.
/// </summary>
internal sealed class ActiveContext
{
    private readonly ContextBudget budget;
    private readonly ConcurrentDictionary<LocalContextKey, ActiveContext> memory = new();
    private readonly Dictionary<string, TermDefinition> terms;

    /// <param name="baseUrl">The base IRI to start with.</param>
    /// <param name="budget">How much all contexts that come from this one may remember together.</param>
    public ActiveContext(string? baseUrl, ContextBudget budget)
    {
        this.budget = budget;
        this.terms = new(StringComparer.Ordinal);
        this.BaseIri = baseUrl;
        this.OriginalBaseUrl = baseUrl;
    }

    private ActiveContext(ActiveContext other)
    {
        this.budget = other.budget;
        this.terms = new(other.terms, StringComparer.Ordinal);
        this.BaseIri = other.BaseIri;
        this.OriginalBaseUrl = other.OriginalBaseUrl;
        this.Vocabulary = other.Vocabulary;
        this.Language = other.Language;
        this.Direction = other.Direction;
        this.Previous = other.Previous;
    }

    public string? BaseIri { get; set; }

    public string? OriginalBaseUrl { get; }

    public string? Vocabulary { get; set; }

    public string? Language { get; set; }

    public string? Direction { get; set; }

    /// <summary>The context to go back to where this one does not propagate into nested nodes.</summary>
    public ActiveContext? Previous { get; set; }

    public bool HasProtectedTerms
    {
        get
        {
            foreach (var term in this.terms.Values)
            {
                if (term.Protected)
                {
                    return true;
                }
            }

            return false;
        }
    }

    public IReadOnlyDictionary<string, TermDefinition> Terms => this.terms;

    public TermDefinition? Find(string? term) => term is not null && this.terms.TryGetValue(term, out var definition) ? definition : null;

    /// <summary>The key is the keyword itself or a term that stands for it.</summary>
    public bool Means(string key, string keyword) =>
        key == keyword || (this.terms.TryGetValue(key, out var definition) && definition.IriMapping == keyword);

    public ActiveContext Copy() => new(this);

    /// <summary>An active context without terms, as this one's document started with.</summary>
    public ActiveContext StartOver(ActiveContext? previous) => new(this.OriginalBaseUrl, this.budget) { Previous = previous };

    public void Define(string term, TermDefinition definition) => this.terms[term] = definition;

    public TermDefinition? Remove(string term) => this.terms.Remove(term, out var definition) ? definition : null;

    public bool TryRecall(LocalContextKey key, out ActiveContext? result) => this.memory.TryGetValue(key, out result);

    public void Remember(LocalContextKey key, ActiveContext result)
    {
        if (this.budget.TryTake())
        {
            this.memory.TryAdd(key, result);
        }
    }
}

/// <summary>A local context and the way it was applied: the text as written, or the term whose scoped context it is.</summary>
internal readonly record struct LocalContextKey(object Source, string? BaseUrl, bool OverrideProtected, bool Propagate);
