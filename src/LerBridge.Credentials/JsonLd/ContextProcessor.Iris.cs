namespace LerBridge.Credentials.JsonLd;

/// <summary>https://www.w3.org/TR/json-ld11-api/#iri-expansion, steps numbered as there.</summary>
internal sealed partial class ContextProcessor
{
    /// <summary>Null for text in the form of a keyword and for terms that were set to null; a relative reference where nothing makes it absolute.</summary>
    public string? ExpandIri(ActiveContext active, string value, bool documentRelative, bool vocab) =>
        this.ExpandIri(active, value, documentRelative, vocab, scope: null);

    private string? ExpandIri(ActiveContext active, string value, bool documentRelative, bool vocab, LocalScope? scope)
    {
        // 1, 2
        if (value.StartsWith('@'))
        {
            if (Keywords.Is(value))
            {
                return value;
            }

            if (Keywords.HasForm(value))
            {
                return null;
            }
        }

        // 3
        if (scope is not null)
        {
            this.EnsureDefined(active, scope, value);
        }

        // 4, 5
        if (active.Find(value) is { } definition && (vocab || Keywords.Is(definition.IriMapping)))
        {
            return definition.IriMapping;
        }

        // 6
        var colon = value.Length > 1 ? value.IndexOf(':', 1) : -1;
        if (colon > 0)
        {
            var prefix = value.AsSpan(0, colon);
            var suffix = value.AsSpan(colon + 1);
            if (prefix.SequenceEqual("_") || suffix.StartsWith("//"))
            {
                return value;
            }

            var name = prefix.ToString();
            if (scope is not null)
            {
                this.EnsureDefined(active, scope, name);
            }

            if (active.Find(name) is { Prefix: true, IriMapping: { } iri })
            {
                return string.Concat(iri, suffix);
            }

            if (IriReference.HasScheme(value))
            {
                return value;
            }
        }

        // 7
        if (vocab && active.Vocabulary is not null)
        {
            return active.Vocabulary + value;
        }

        // 8, 9
        return documentRelative && active.BaseIri is not null ? IriReference.Resolve(active.BaseIri, value) : value;
    }

    private void EnsureDefined(ActiveContext active, LocalScope scope, string term)
    {
        if (scope.Context.ContainsKey(term) && !(scope.Defined.TryGetValue(term, out var complete) && complete))
        {
            this.CreateTerm(active, scope, term);
        }
    }
}
