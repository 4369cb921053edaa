using System.Text.Json;

namespace LerBridge.Credentials.JsonLd;

/// <summary>https://www.w3.org/TR/json-ld11-api/#create-term-definition, steps numbered as there.</summary>
internal sealed partial class ContextProcessor
{
    private void CreateTerm(ActiveContext active, LocalScope scope, string term)
    {
        Depth.Check();

        // 1
        if (scope.Defined.TryGetValue(term, out var complete))
        {
            if (complete)
            {
                return;
            }

            throw new JsonLdException(JsonLdErrorCode.CyclicIriMapping, $"The term \"{term}\" is defined by way of itself.", pointer: null, term);
        }

        // 2
        if (term.Length == 0)
        {
            throw new JsonLdException(JsonLdErrorCode.InvalidTermDefinition, "The empty string cannot be a term.");
        }

        scope.Defined[term] = false;

        // 3
        var value = scope.Context[term];

        // 4, 5
        if (term == Keywords.Type)
        {
            RequireNewMode(JsonLdErrorCode.KeywordRedefinition, Keywords.Type);
            CheckTypeKeyword(value);
        }
        else if (Keywords.Is(term))
        {
            throw new JsonLdException(JsonLdErrorCode.KeywordRedefinition, $"The keyword {term} cannot be redefined.", pointer: null, term);
        }
        else if (Keywords.HasForm(term))
        {
            Unsafe(SafeModeCode.ReservedTerm, $"The term \"{term}\" has the form of a keyword and is ignored.", term);
            return;
        }

        // 6
        var previous = active.Remove(term);

        // 7 to 10
        var simple = value.ValueKind == JsonValueKind.String;
        if (!simple && value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
        {
            throw Invalid(JsonLdErrorCode.InvalidTermDefinition, term, "is a string, a map or null");
        }

        var definition = new TermDefinition { Protected = scope.Protected };
        var entries = new Entries(value);

        // 11
        if (entries.Has(Keywords.Protected, out var isProtected))
        {
            RequireNewMode(JsonLdErrorCode.InvalidTermDefinition, Keywords.Protected);
            definition.Protected = IsTrue(isProtected, JsonLdErrorCode.InvalidProtectedValue, Keywords.Protected);
        }

        SetType(active, scope, term, definition, entries); // 12
        if (entries.Has(Keywords.Reverse, out var reverse))
        {
            if (!SetReverse(active, scope, term, definition, entries, reverse)) // 13
            {
                return;
            }
        }
        else
        {
            if (!SetIri(active, scope, term, definition, entries, simple)) // 14 to 18
            {
                return;
            }

            SetContainer(term, definition, entries); // 19
            SetIndex(active, scope, term, definition, entries); // 20
            SetScopedContext(active, scope, term, definition, entries); // 21
            SetLanguageAndDirection(term, definition, entries); // 22, 23
            SetNest(term, definition, entries); // 24
            SetPrefix(term, definition, entries); // 25
        }

        RefuseUnknownEntries(term, value); // 26

        // 27
        if (previous is { Protected: true } && !scope.Manner.OverrideProtected)
        {
            if (!definition.MeansTheSameAs(previous))
            {
                throw new JsonLdException(
                    JsonLdErrorCode.ProtectedTermRedefinition, $"The protected term \"{term}\" cannot be given another meaning.", pointer: null, term);
            }

            definition = previous;
        }

        // 28
        active.Define(term, definition);
        scope.Defined[term] = true;
    }

    // 4
    private static void CheckTypeKeyword(JsonElement value)
    {
        var valid = value.ValueKind == JsonValueKind.Object && value.EnumerateObject().Any();
        if (valid)
        {
            foreach (var entry in value.EnumerateObject())
            {
                valid &= entry.NameEquals(Keywords.Protected)
                    || (entry.NameEquals(Keywords.Container) && entry.Value.ValueKind == JsonValueKind.String && entry.Value.ValueEquals(Keywords.Set));
            }
        }

        if (!valid)
        {
            throw new JsonLdException(JsonLdErrorCode.KeywordRedefinition, "@type can be given @container: @set and @protected, nothing else.");
        }
    }

    // 12
    private void SetType(ActiveContext active, LocalScope scope, string term, TermDefinition definition, Entries entries)
    {
        if (!entries.Has(Keywords.Type, out var value))
        {
            return;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            throw Invalid(JsonLdErrorCode.InvalidTypeMapping, term, "has an @type that is not a string");
        }

        var type = ExpandIri(active, Text(value), documentRelative: false, vocab: true, scope);
        var fits = type switch
        {
            Keywords.Id or Keywords.Vocab => true,
            Keywords.Json or Keywords.None => !_legacy,
            null => false,
            _ => IriReference.HasScheme(type),
        };
        definition.TypeMapping = fits ? type : throw Invalid(JsonLdErrorCode.InvalidTypeMapping, term, "has an @type that is neither an IRI nor one of the keywords for it");
    }

    // 13
    private bool SetReverse(ActiveContext active, LocalScope scope, string term, TermDefinition definition, Entries entries, JsonElement reverse)
    {
        if (entries.Has(Keywords.Id, out _) || entries.Has(Keywords.Nest, out _))
        {
            throw Invalid(JsonLdErrorCode.InvalidReverseProperty, term, "has @reverse together with @id or @nest");
        }

        if (reverse.ValueKind != JsonValueKind.String)
        {
            throw Invalid(JsonLdErrorCode.InvalidIriMapping, term, "has an @reverse that is not a string");
        }

        var text = Text(reverse);
        if (Keywords.HasForm(text))
        {
            Unsafe(SafeModeCode.ReservedReverse, $"The @reverse of \"{term}\" has the form of a keyword and is ignored.", term);
            return false;
        }

        var iri = ExpandIri(active, text, documentRelative: false, vocab: true, scope);
        if (iri is null || !IsIriOrBlank(iri))
        {
            throw Invalid(JsonLdErrorCode.InvalidIriMapping, term, "has an @reverse that is not an IRI");
        }

        definition.IriMapping = iri;
        if (entries.Has(Keywords.Container, out var container))
        {
            definition.Container = container.ValueKind switch
            {
                JsonValueKind.Null => Containers.None,
                JsonValueKind.String when container.ValueEquals(Keywords.Set) => Containers.Set,
                JsonValueKind.String when container.ValueEquals(Keywords.Index) => Containers.Index,
                _ => throw Invalid(JsonLdErrorCode.InvalidReverseProperty, term, "is reversed and can only have @set or @index as @container"),
            };
        }

        definition.ReverseProperty = true;
        return true;
    }

    // 14 to 18
    private bool SetIri(ActiveContext active, LocalScope scope, string term, TermDefinition definition, Entries entries, bool simple)
    {
        if (entries.HasId(out var id) && !(id.ValueKind == JsonValueKind.String && id.ValueEquals(term)))
        {
            return id.ValueKind == JsonValueKind.Null || SetIriFromId(active, scope, term, definition, id, simple); // 14
        }

        var colon = term.Length > 1 ? term.IndexOf(':', 1) : -1;
        if (colon > 0)
        {
            // 15
            var prefix = term[..colon];
            if (scope.Context.ContainsKey(prefix))
            {
                CreateTerm(active, scope, prefix);
            }

            definition.IriMapping = active.Find(prefix)?.IriMapping is { } iri ? iri + term[(colon + 1)..] : term;
        }
        else if (term.Contains('/', StringComparison.Ordinal))
        {
            // 16
            definition.IriMapping = ExpandIri(active, term, documentRelative: false, vocab: true);
            if (definition.IriMapping is null || !IriReference.HasScheme(definition.IriMapping))
            {
                throw Invalid(JsonLdErrorCode.InvalidIriMapping, term, "is a relative reference that does not become an IRI");
            }
        }
        else if (term == Keywords.Type)
        {
            definition.IriMapping = Keywords.Type; // 17
        }
        else
        {
            // 18
            definition.IriMapping = active.Vocabulary is not null
                ? active.Vocabulary + term
                : throw Invalid(JsonLdErrorCode.InvalidIriMapping, term, "has no @id and there is no @vocab");
        }

        return true;
    }

    // 14.2
    private bool SetIriFromId(ActiveContext active, LocalScope scope, string term, TermDefinition definition, JsonElement id, bool simple)
    {
        if (id.ValueKind != JsonValueKind.String)
        {
            throw Invalid(JsonLdErrorCode.InvalidIriMapping, term, "has an @id that is not a string");
        }

        var text = Text(id);
        if (!Keywords.Is(text) && Keywords.HasForm(text))
        {
            Unsafe(SafeModeCode.ReservedId, $"The @id of \"{term}\" has the form of a keyword and is ignored.", term);
            return false;
        }

        var iri = ExpandIri(active, text, documentRelative: false, vocab: true, scope);
        if (iri is null || !(Keywords.Is(iri) || IsIriOrBlank(iri)))
        {
            throw Invalid(JsonLdErrorCode.InvalidIriMapping, term, "has an @id that is not an IRI, a keyword or a blank node label");
        }

        if (iri == Keywords.Context)
        {
            throw Invalid(JsonLdErrorCode.InvalidKeywordAlias, term, "cannot stand for @context");
        }

        definition.IriMapping = iri;
        var inner = term.Length > 2 ? term.AsSpan(1, term.Length - 2) : default;
        if (inner.Contains(':') || term.Contains('/', StringComparison.Ordinal))
        {
            // a term that looks like an IRI cannot stand for another one; https://www.w3.org/TR/json-ld11/#dfn-compact-iri
            scope.Defined[term] = true;
            if (!_legacy && ExpandIri(active, term, documentRelative: false, vocab: true, scope) != iri)
            {
                throw Invalid(JsonLdErrorCode.InvalidIriMapping, term, "looks like an IRI or compact IRI and would become another");
            }
        }
        else if (_legacy)
        {
            definition.Prefix = IsIriOrBlank(iri); // any term was a prefix in 1.0
        }
        else if (simple && !term.Contains(':', StringComparison.Ordinal))
        {
            definition.Prefix = IriReference.IsBlank(iri) || iri[^1] is ':' or '/' or '?' or '#' or '[' or ']' or '@';
        }

        return true;
    }

    // 19
    private void SetContainer(string term, TermDefinition definition, Entries entries)
    {
        if (!entries.Has(Keywords.Container, out var value))
        {
            return;
        }

        var container = Containers.None;
        if (value.ValueKind == JsonValueKind.Array && !_legacy)
        {
            foreach (var item in value.EnumerateArray())
            {
                container |= ContainerOf(item, term);
            }
        }
        else
        {
            container = ContainerOf(value, term);
        }

        var rest = container & ~Containers.Set;
        var valid = rest switch
        {
            Containers.None => container != Containers.None,
            Containers.List => container == Containers.List,
            Containers.Graph or Containers.Id or Containers.Index or Containers.Language or Containers.Type => true,
            Containers.Graph | Containers.Id or Containers.Graph | Containers.Index => true,
            _ => false,
        };
        if (!valid || (_legacy && (container & (Containers.Graph | Containers.Id | Containers.Type)) != 0))
        {
            throw BadContainer(term);
        }

        definition.Container = container;
        if (container.HasFlag(Containers.Type))
        {
            definition.TypeMapping ??= Keywords.Id;
            if (definition.TypeMapping is not (Keywords.Id or Keywords.Vocab))
            {
                throw Invalid(JsonLdErrorCode.InvalidTypeMapping, term, "is a type map, whose @type is @id or @vocab");
            }
        }
    }

    private static Containers ContainerOf(JsonElement value, string term) => (value.ValueKind == JsonValueKind.String ? Text(value) : null) switch
    {
        Keywords.Graph => Containers.Graph,
        Keywords.Id => Containers.Id,
        Keywords.Index => Containers.Index,
        Keywords.Language => Containers.Language,
        Keywords.List => Containers.List,
        Keywords.Set => Containers.Set,
        Keywords.Type => Containers.Type,
        _ => throw BadContainer(term),
    };

    private static JsonLdException BadContainer(string term) =>
        Invalid(JsonLdErrorCode.InvalidContainerMapping, term, "has an @container that is not one of the possible combinations");

    // 20
    private void SetIndex(ActiveContext active, LocalScope scope, string term, TermDefinition definition, Entries entries)
    {
        if (!entries.Has(Keywords.Index, out var value))
        {
            return;
        }

        RequireNewMode(JsonLdErrorCode.InvalidTermDefinition, Keywords.Index);
        var text = value.ValueKind == JsonValueKind.String && definition.Container.HasFlag(Containers.Index) ? Text(value) : null;
        if (text is null || ExpandIri(active, text, documentRelative: false, vocab: true, scope) is not { } iri || !IriReference.HasScheme(iri))
        {
            throw Invalid(JsonLdErrorCode.InvalidTermDefinition, term, "has an @index that is not a property, or no @container: @index");
        }

        definition.IndexMapping = text;
    }

    // 21
    private void SetScopedContext(ActiveContext active, LocalScope scope, string term, TermDefinition definition, Entries entries)
    {
        if (!entries.Has(Keywords.Context, out var value))
        {
            return;
        }

        RequireNewMode(JsonLdErrorCode.InvalidTermDefinition, Keywords.Context);
        try
        {
            Process(active, value, scope.Manner with { OverrideProtected = true, Propagate = true, ValidateScoped = false });
        }
        catch (JsonLdException e)
        {
            throw new JsonLdException(JsonLdErrorCode.InvalidScopedContext, $"The context of the term \"{term}\" is not valid: {e.Message}", pointer: null, term);
        }

        definition.HasContext = true;
        definition.LocalContext = value;
        definition.BaseUrl = scope.Manner.BaseUrl;
    }

    // 22, 23
    private static void SetLanguageAndDirection(string term, TermDefinition definition, Entries entries)
    {
        if (entries.Has(Keywords.Type, out _))
        {
            return;
        }

        if (entries.Has(Keywords.Language, out var language))
        {
            definition.HasLanguage = true;
            definition.Language = language.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String => LanguageTag.Normalize(Text(language)),
                _ => throw Invalid(JsonLdErrorCode.InvalidLanguageMapping, term, "has an @language that is neither a string nor null"),
            };
        }

        if (entries.Has(Keywords.Direction, out var direction))
        {
            definition.HasDirection = true;
            definition.Direction = DirectionOf(direction);
        }
    }

    // 24
    private void SetNest(string term, TermDefinition definition, Entries entries)
    {
        if (!entries.Has(Keywords.Nest, out var value))
        {
            return;
        }

        RequireNewMode(JsonLdErrorCode.InvalidTermDefinition, Keywords.Nest);
        var text = value.ValueKind == JsonValueKind.String ? Text(value) : null;
        definition.NestValue = text is not null && (text == Keywords.Nest || !Keywords.Is(text))
            ? text
            : throw Invalid(JsonLdErrorCode.InvalidNestValue, term, "has an @nest that is a keyword or not a string");
    }

    // 25
    private void SetPrefix(string term, TermDefinition definition, Entries entries)
    {
        if (!entries.Has(Keywords.Prefix, out var value))
        {
            return;
        }

        if (_legacy || term.AsSpan().ContainsAny(':', '/'))
        {
            throw Invalid(JsonLdErrorCode.InvalidTermDefinition, term, "cannot be a prefix");
        }

        definition.Prefix = IsTrue(value, JsonLdErrorCode.InvalidPrefixValue, Keywords.Prefix);
        if (definition.Prefix && Keywords.Is(definition.IriMapping))
        {
            throw Invalid(JsonLdErrorCode.InvalidTermDefinition, term, "stands for a keyword and cannot be a prefix");
        }
    }

    // 26
    private static void RefuseUnknownEntries(string term, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var entry in SortedMembers.Of(value))
        {
            if (entry.Name is not (Keywords.Id or Keywords.Reverse or Keywords.Container or Keywords.Context or Keywords.Direction or Keywords.Index
                or Keywords.Language or Keywords.Nest or Keywords.Prefix or Keywords.Protected or Keywords.Type))
            {
                throw Invalid(JsonLdErrorCode.InvalidTermDefinition, term, $"has an entry \"{entry.Name}\" that definitions do not know");
            }
        }
    }

    private static JsonLdException Invalid(string code, string term, string what) => new(code, $"The term \"{term}\" {what}.", pointer: null, term);

    /// <summary>The members of a term definition, whatever form it was written in: a string is its <c>@id</c>, and so is null.</summary>
    private readonly struct Entries(JsonElement value)
    {
        public bool Has(string keyword, out JsonElement entry)
        {
            entry = default;
            return value.ValueKind == JsonValueKind.Object && value.TryGetProperty(keyword, out entry);
        }

        public bool HasId(out JsonElement id)
        {
            id = value;
            return value.ValueKind != JsonValueKind.Object || value.TryGetProperty(Keywords.Id, out id);
        }
    }

    /// <summary>The local context being worked through, and which of its terms are done (true) or under way (false).</summary>
    private sealed record LocalScope(Dictionary<string, JsonElement> Context, Manner Manner, bool Protected)
    {
        public Dictionary<string, bool> Defined { get; } = new(StringComparer.Ordinal);
    }
}
