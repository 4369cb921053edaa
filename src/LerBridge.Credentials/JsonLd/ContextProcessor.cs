using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace LerBridge.Credentials.JsonLd;

/// <summary>
/// Turns local contexts into active contexts: https://www.w3.org/TR/json-ld11-api/#context-processing-algorithm (steps numbered as there),
/// and, in the other parts of this class, terms into definitions and text into IRIs.
/// </summary>
internal sealed partial class ContextProcessor
{
    // chains of contexts that name further contexts; step 5.2.3
    private const int RemoteContextLimit = 64;

    // longer inline contexts are worked through each time instead of being kept
    private const int RememberedLength = 4 * 1024;

    private static readonly ConditionalWeakTable<IContextLoader, InitialContexts> Initials = [];
    private static readonly IReadOnlyList<string> NoRemoteContexts = [];

    private readonly IContextLoader _loader;
    private readonly bool _legacy;
    private readonly bool _safe;
    private readonly ICollection<ActiveContext>? _seen;

    public ContextProcessor(JsonLdOptions options)
    {
        _loader = options.Loader;
        _legacy = options.ProcessingMode == JsonLdProcessingMode.JsonLd10;
        _safe = options.Safe;
        _seen = options.ContextsSeen;
        Initial = InitialFor(options);
    }

    /// <summary>The active context before any local context. Shared between documents without a base, so that their contexts are remembered.</summary>
    public ActiveContext Initial { get; }

    /// <summary>Applies the value of an <c>@context</c> member found in a document.</summary>
    public ActiveContext Apply(ActiveContext active, JsonElement local, string? baseUrl)
    {
        var result = ApplyLocal(active, local, baseUrl);
        _seen?.Add(result);
        return result;
    }

    /// <summary>Applies the scoped context of a term.</summary>
    public ActiveContext Apply(ActiveContext active, TermDefinition scope, bool overrideProtected, bool propagate)
    {
        var result = ApplyScoped(active, scope, overrideProtected, propagate);
        _seen?.Add(result);
        return result;
    }

    private ActiveContext ApplyLocal(ActiveContext active, JsonElement local, string? baseUrl)
    {
        var raw = JsonMarshal.GetRawUtf8Value(local);
        if (raw.Length > RememberedLength)
        {
            return Process(active, local, new Manner(baseUrl, NoRemoteContexts, OverrideProtected: false, Propagate: true, ValidateScoped: true));
        }

        var key = new LocalContextKey(Encoding.UTF8.GetString(raw), baseUrl, OverrideProtected: false, Propagate: true);
        if (active.TryRecall(key, out var known) && known is not null)
        {
            return known;
        }

        // the document's memory ends with the document; what is remembered needs its own
        var manner = new Manner(baseUrl, NoRemoteContexts, OverrideProtected: false, Propagate: true, ValidateScoped: true);
        var result = Process(active, local.Clone(), manner);
        active.Remember(key, result);
        return result;
    }

    private ActiveContext ApplyScoped(ActiveContext active, TermDefinition scope, bool overrideProtected, bool propagate)
    {
        var key = new LocalContextKey(scope, scope.BaseUrl, overrideProtected, propagate);
        if (active.TryRecall(key, out var known) && known is not null)
        {
            return known;
        }

        var manner = new Manner(scope.BaseUrl, NoRemoteContexts, overrideProtected, propagate, ValidateScoped: true);
        var result = Process(active, scope.LocalContext, manner);
        active.Remember(key, result);
        return result;
    }

    private static ActiveContext InitialFor(JsonLdOptions options)
    {
        if (options.Base is not null)
        {
            return new ActiveContext(options.Base, new ContextBudget());
        }

        var initials = Initials.GetValue(options.Loader, static _ => new InitialContexts());
        if (initials.Budget.IsSpent)
        {
            initials = new InitialContexts();
            Initials.AddOrUpdate(options.Loader, initials);
        }

        return (options.ProcessingMode, options.Safe) switch
        {
            (JsonLdProcessingMode.JsonLd11, true) => initials.Safe,
            (JsonLdProcessingMode.JsonLd11, false) => initials.Plain,
            (_, true) => initials.LegacySafe,
            _ => initials.Legacy,
        };
    }

    private ActiveContext Process(ActiveContext active, JsonElement local, Manner manner)
    {
        Depth.Check();

        // 1
        var result = active.Copy();

        // 2
        var propagate = manner.Propagate;
        if (local.ValueKind == JsonValueKind.Object && local.TryGetProperty(Keywords.Propagate, out var said))
        {
            propagate = said.ValueKind switch { JsonValueKind.False => false, JsonValueKind.True => true, _ => propagate };
        }

        // 3
        if (!propagate && result.Previous is null)
        {
            result.Previous = active;
        }

        // 4, 5
        if (local.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in local.EnumerateArray())
            {
                result = ProcessOne(active, result, item, manner, propagate);
            }

            return result;
        }

        return ProcessOne(active, result, local, manner, propagate);
    }

    private ActiveContext ProcessOne(ActiveContext active, ActiveContext result, JsonElement context, Manner manner, bool propagate)
    {
        switch (context.ValueKind)
        {
            case JsonValueKind.Null: // 5.1
                if (!manner.OverrideProtected && result.HasProtectedTerms)
                {
                    throw new JsonLdException(JsonLdErrorCode.InvalidContextNullification, "A null context would remove protected terms.");
                }

                return active.StartOver(propagate ? null : result.Previous);
            case JsonValueKind.String: // 5.2
                return ProcessRemote(result, Text(context), manner);
            case JsonValueKind.Object: // 5.4
                ProcessDefinition(result, context, manner);
                return result;
            default: // 5.3
                throw new JsonLdException(JsonLdErrorCode.InvalidLocalContext, "A context is null, a URL, a map, or an array of these.");
        }
    }

    // 5.2
    private ActiveContext ProcessRemote(ActiveContext result, string reference, Manner manner)
    {
        // 5.2.1
        var url = ResolveUrl(reference, manner.BaseUrl);

        // 5.2.2
        if (!manner.ValidateScoped && manner.RemoteContexts.Contains(url))
        {
            return result;
        }

        // 5.2.3; a circle has no end, so it is named as such at once
        if (manner.RemoteContexts.Contains(url))
        {
            throw new JsonLdException(JsonLdErrorCode.RecursiveContextInclusion, $"The context {url} includes itself.");
        }

        if (manner.RemoteContexts.Count >= RemoteContextLimit)
        {
            throw new JsonLdException(JsonLdErrorCode.ContextOverflow, $"More than {RemoteContextLimit} contexts include one another.");
        }

        // 5.2.4, 5.2.5
        var document = Load(url);
        if (document.ValueKind != JsonValueKind.Object || !document.TryGetProperty(Keywords.Context, out var loaded))
        {
            throw new JsonLdException(JsonLdErrorCode.InvalidRemoteContext, $"The document {url} has no @context member.");
        }

        // 5.2.6; the standard's text does not say that "override protected" goes along, but a property-scoped context by URL needs it
        return Process(result, loaded, manner with { BaseUrl = url, RemoteContexts = [.. manner.RemoteContexts, url], Propagate = true });
    }

    private JsonElement Load(string url)
    {
        if (_loader.TryLoad(url, out var document))
        {
            return document;
        }

        throw new JsonLdException(
            JsonLdErrorCode.LoadingRemoteContextFailed,
            $"The context {url} is not among those shipped or given, and contexts are never fetched from the network.");
    }

    private static string ResolveUrl(string reference, string? baseUrl)
    {
        if (IriReference.HasScheme(reference))
        {
            return reference;
        }

        return baseUrl is not null
            ? IriReference.Resolve(baseUrl, reference)
            : throw new JsonLdException(JsonLdErrorCode.LoadingDocumentFailed, $"The context \"{reference}\" is relative and there is no base URL.");
    }

    private void ProcessDefinition(ActiveContext result, JsonElement element, Manner manner)
    {
        var context = Members(element);

        // 5.5
        if (context.TryGetValue(Keywords.Version, out var version))
        {
            if (version.ValueKind != JsonValueKind.Number || !version.TryGetDouble(out var number) || number != 1.1)
            {
                throw new JsonLdException(JsonLdErrorCode.InvalidVersionValue, "@version is the number 1.1 or absent.");
            }

            if (_legacy)
            {
                throw new JsonLdException(JsonLdErrorCode.ProcessingModeConflict, "@version 1.1 in the processing mode json-ld-1.0.");
            }
        }

        Import(context, manner.BaseUrl); // 5.6
        SetBase(result, context, manner); // 5.7
        SetVocabulary(result, context); // 5.8
        SetLanguage(result, context); // 5.9
        SetDirection(result, context); // 5.10

        // 5.11
        if (context.TryGetValue(Keywords.Propagate, out var propagate))
        {
            RequireNewMode(JsonLdErrorCode.InvalidContextEntry, Keywords.Propagate);
            if (propagate.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            {
                throw new JsonLdException(JsonLdErrorCode.InvalidPropagateValue, "@propagate is true or false.");
            }
        }

        // 5.12, 5.13
        var isProtected = context.TryGetValue(Keywords.Protected, out var said) && IsTrue(said, JsonLdErrorCode.InvalidProtectedValue, Keywords.Protected);
        var scope = new LocalScope(context, manner, isProtected);
        foreach (var key in context.Keys)
        {
            if (key is not (Keywords.Base or Keywords.Direction or Keywords.Import or Keywords.Language or Keywords.Propagate or Keywords.Protected
                or Keywords.Version or Keywords.Vocab))
            {
                CreateTerm(result, scope, key);
            }
        }
    }

    // 5.6
    private void Import(Dictionary<string, JsonElement> context, string? baseUrl)
    {
        if (!context.TryGetValue(Keywords.Import, out var import))
        {
            return;
        }

        RequireNewMode(JsonLdErrorCode.InvalidContextEntry, Keywords.Import);
        if (import.ValueKind != JsonValueKind.String)
        {
            throw new JsonLdException(JsonLdErrorCode.InvalidImportValue, "@import is one URL.");
        }

        var url = ResolveUrl(Text(import), baseUrl);
        var document = Load(url);
        if (document.ValueKind != JsonValueKind.Object || !document.TryGetProperty(Keywords.Context, out var loaded)
            || loaded.ValueKind != JsonValueKind.Object)
        {
            throw new JsonLdException(JsonLdErrorCode.InvalidRemoteContext, $"The imported document {url} has no single map as @context.");
        }

        var imported = Members(loaded);
        if (imported.ContainsKey(Keywords.Import))
        {
            throw new JsonLdException(JsonLdErrorCode.InvalidContextEntry, $"The imported context {url} has an @import of its own.");
        }

        foreach (var (key, value) in imported)
        {
            context.TryAdd(key, value);
        }
    }

    // 5.7
    private static void SetBase(ActiveContext result, Dictionary<string, JsonElement> context, Manner manner)
    {
        if (!context.TryGetValue(Keywords.Base, out var value) || manner.RemoteContexts.Count > 0)
        {
            return;
        }

        if (value.ValueKind == JsonValueKind.Null)
        {
            result.BaseIri = null;
            return;
        }

        var text = value.ValueKind == JsonValueKind.String ? Text(value) : throw BadBase();
        result.BaseIri = IriReference.HasScheme(text) ? text
            : result.BaseIri is not null ? IriReference.Resolve(result.BaseIri, text)
            : throw BadBase();
    }

    private static JsonLdException BadBase() =>
        new(JsonLdErrorCode.InvalidBaseIri, "@base is an IRI, null, or a reference that the base IRI in force can resolve.");

    // 5.8
    private void SetVocabulary(ActiveContext result, Dictionary<string, JsonElement> context)
    {
        if (!context.TryGetValue(Keywords.Vocab, out var value))
        {
            return;
        }

        if (value.ValueKind == JsonValueKind.Null)
        {
            result.Vocabulary = null;
            return;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            throw new JsonLdException(JsonLdErrorCode.InvalidVocabMapping, "@vocab is a string or null.");
        }

        var text = Text(value);
        if (_legacy && !IsIriOrBlank(text))
        {
            throw new JsonLdException(JsonLdErrorCode.InvalidVocabMapping, "@vocab is an IRI in the processing mode json-ld-1.0.");
        }

        var vocabulary = ExpandIri(result, text, documentRelative: true, vocab: true);
        if (vocabulary is null || !IsIriOrBlank(vocabulary))
        {
            Unsafe(SafeModeCode.RelativeVocabReference, $"@vocab \"{text}\" is relative.", Keywords.Vocab);
            throw new JsonLdException(JsonLdErrorCode.InvalidVocabMapping, $"@vocab \"{text}\" is not an IRI.");
        }

        result.Vocabulary = vocabulary;
    }

    // 5.9
    private void SetLanguage(ActiveContext result, Dictionary<string, JsonElement> context)
    {
        if (context.TryGetValue(Keywords.Language, out var value))
        {
            result.Language = value.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String => LanguageTag.Normalize(Text(value)),
                _ => throw new JsonLdException(JsonLdErrorCode.InvalidDefaultLanguage, "@language is a string or null."),
            };
            CheckLanguage(result.Language);
        }
    }

    // 5.10
    private void SetDirection(ActiveContext result, Dictionary<string, JsonElement> context)
    {
        if (context.TryGetValue(Keywords.Direction, out var value))
        {
            RequireNewMode(JsonLdErrorCode.InvalidContextEntry, Keywords.Direction);
            result.Direction = DirectionOf(value);
        }
    }

    private static string? DirectionOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String when value.ValueEquals("ltr") => "ltr",
        JsonValueKind.String when value.ValueEquals("rtl") => "rtl",
        _ => throw new JsonLdException(JsonLdErrorCode.InvalidBaseDirection, "@direction is \"ltr\", \"rtl\" or null."),
    };

    private void RequireNewMode(string code, string member)
    {
        if (_legacy)
        {
            throw new JsonLdException(code, $"{member} is not known in the processing mode json-ld-1.0.");
        }
    }

    private void CheckLanguage(string? language)
    {
        if (_safe && language is not null && !LanguageTag.IsWellFormed(language))
        {
            Unsafe(SafeModeCode.InvalidLanguageValue, $"\"{language}\" is not a language tag.", Keywords.Language);
        }
    }

    private void Unsafe(string code, string message, string term)
    {
        if (_safe)
        {
            throw new JsonLdException(code, message, pointer: null, term);
        }
    }

    private static Dictionary<string, JsonElement> Members(JsonElement element)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            var name = JsonText.NameOf(member);
            if (!members.TryAdd(name, member.Value))
            {
                throw SortedMembers.Duplicate(name);
            }
        }

        return members;
    }

    private static string Text(JsonElement element) => JsonText.Of(element);

    private static bool IsTrue(JsonElement value, string code, string member) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new JsonLdException(code, $"{member} is true or false."),
    };

    private static bool IsIriOrBlank(string text) => IriReference.HasScheme(text) || IriReference.IsBlank(text);

    /// <summary>How a local context is to be applied; the arguments of the algorithm that stay the same along the way.</summary>
    private sealed record Manner(string? BaseUrl, IReadOnlyList<string> RemoteContexts, bool OverrideProtected, bool Propagate, bool ValidateScoped);

    private sealed class InitialContexts
    {
        public InitialContexts()
        {
            Plain = new(baseUrl: null, Budget);
            Safe = new(baseUrl: null, Budget);
            Legacy = new(baseUrl: null, Budget);
            LegacySafe = new(baseUrl: null, Budget);
        }

        public ContextBudget Budget { get; } = new();

        public ActiveContext Plain { get; }

        public ActiveContext Safe { get; }

        public ActiveContext Legacy { get; }

        public ActiveContext LegacySafe { get; }
    }
}
