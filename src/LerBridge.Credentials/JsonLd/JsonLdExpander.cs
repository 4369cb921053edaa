using System.Text.Json;

namespace LerBridge.Credentials.JsonLd;

/// <summary>
/// https://www.w3.org/TR/json-ld11-api/#expansion-algorithm, steps numbered as there. Members are always taken in the order of their names,
/// so the same document gives the same expansion.
/// </summary>
internal sealed partial class JsonLdExpander
{
    private readonly ContextProcessor _contexts;
    private readonly DocumentPath _path = new();
    private readonly string? _baseUrl;
    private readonly bool _legacy;
    private readonly bool _safe;
    private readonly IDictionary<ExpandedMap, string>? _nodesSeen;

    private JsonLdExpander(JsonLdOptions options)
    {
        _contexts = new ContextProcessor(options);
        _baseUrl = options.Base;
        _legacy = options.ProcessingMode == JsonLdProcessingMode.JsonLd10;
        _safe = options.Safe;
        _nodesSeen = options.NodesSeen;
    }

    /// <summary>The expanded document: https://www.w3.org/TR/json-ld11-api/#dom-jsonldprocessor-expand.</summary>
    /// <exception cref="JsonLdException">The document or one of its contexts breaks a rule, or safe mode refuses it.</exception>
    public static List<ExpandedMap> Expand(JsonElement document, JsonLdOptions options)
    {
        var expander = new JsonLdExpander(options);
        try
        {
            return expander.ExpandDocument(document, options);
        }
        catch (JsonLdException e) when (e.Pointer is null)
        {
            throw e.At(expander._path.ToString());
        }
    }

    private List<ExpandedMap> ExpandDocument(JsonElement document, JsonLdOptions options)
    {
        var active = _contexts.Initial;
        if (options.ExpandContext is { } context)
        {
            var local = context.ValueKind == JsonValueKind.Object && context.TryGetProperty(Keywords.Context, out var inner) ? inner : context;
            active = _contexts.Apply(active, local, _baseUrl);
        }

        var expansion = Expand(active, activeProperty: null, document);
        if (expansion.Map is { Graph: { } graph, Count: 1 })
        {
            return graph;
        }

        return expansion.ToArray();
    }

    private Expansion Expand(ActiveContext active, string? activeProperty, JsonElement element, bool fromMap = false)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Null or JsonValueKind.Undefined: // 1
                return default;
            case JsonValueKind.Array: // 5
                return ExpandArray(active, activeProperty, element, fromMap);
            case JsonValueKind.Object: // 6
                return ExpandMap(active, activeProperty, element, fromMap);
            default:
                return ExpandScalar(active, activeProperty, element); // 4
        }
    }

    private Expansion ExpandScalar(ActiveContext active, string? activeProperty, JsonElement element)
    {
        // 4.1
        if (activeProperty is null or Keywords.Graph)
        {
            Drop(SafeModeCode.FreeFloatingScalar, "A value stands where only nodes can and would be dropped.");
            return default;
        }

        // 3, 4.2
        if (active.Find(activeProperty) is { HasContext: true } scope)
        {
            active = _contexts.Apply(active, scope, overrideProtected: true, propagate: true);
        }

        // 4.3
        return new Expansion(ExpandValue(active, activeProperty, new ScalarValue(element)));
    }

    private Expansion ExpandArray(ActiveContext active, string? activeProperty, JsonElement element, bool fromMap)
    {
        Depth.Check();
        var result = new List<ExpandedMap>(element.GetArrayLength());
        var inList = (active.Find(activeProperty)?.Container & Containers.List) == Containers.List;
        var index = 0;
        foreach (var item in element.EnumerateArray())
        {
            _path.Push(index++);

            // 5.2.1
            var expanded = Expand(active, activeProperty, item, fromMap);

            // 5.2.2
            if (inList && expanded.Array is not null)
            {
                RefuseListOfLists();
                expanded = new Expansion(ExpandedMap.OfList(expanded.Array));
            }

            // 5.2.3
            if (inList && expanded.Map?.List is not null)
            {
                RefuseListOfLists();
            }

            expanded.AppendTo(result);
            _path.Pop();
        }

        return new Expansion(result);
    }

    private Expansion ExpandMap(ActiveContext active, string? activeProperty, JsonElement element, bool fromMap)
    {
        Depth.Check();
        var scope = active.Find(activeProperty) is { HasContext: true } term ? term : null; // 3
        var members = SortedMembers.Of(element);

        // 7
        if (active.Previous is not null && !fromMap && !IsValueOrReference(active, members))
        {
            active = active.Previous;
        }

        // 8
        if (scope is not null)
        {
            active = _contexts.Apply(active, scope, overrideProtected: true, propagate: true);
        }

        // 9
        if (element.TryGetProperty(Keywords.Context, out var context))
        {
            active = _contexts.Apply(active, context, _baseUrl);
        }

        // 10, 11
        var typeScoped = active;
        active = ApplyTypeScopedContexts(active, typeScoped, members, out var firstType);

        // 12
        var result = new ExpandedMap();
        var map = new MapUnderWay(result, typeScoped, InputTypeIsJson(active, firstType));

        // 13, 14
        ExpandMembers(active, activeProperty, members, map);

        // 15 to 20
        var finished = Finish(result, activeProperty);
        if (_nodesSeen is not null && finished.Map is { IsNode: true } node)
        {
            _nodesSeen[node] = _path.ToString();
        }

        return finished;
    }

    // 7: a map with @value, or with @id alone, belongs to the context of the node that holds it
    private static bool IsValueOrReference(ActiveContext active, Member[] members)
    {
        foreach (var member in members)
        {
            if (active.Means(member.Name, Keywords.Value))
            {
                return true;
            }
        }

        return members.Length == 1 && active.Means(members[0].Name, Keywords.Id);
    }

    // 11
    private ActiveContext ApplyTypeScopedContexts(ActiveContext active, ActiveContext typeScoped, Member[] members, out JsonElement firstType)
    {
        firstType = default;
        foreach (var member in members)
        {
            if (!typeScoped.Means(member.Name, Keywords.Type))
            {
                continue;
            }

            if (firstType.ValueKind == JsonValueKind.Undefined)
            {
                firstType = member.Value;
            }

            if (member.Value.ValueKind == JsonValueKind.String)
            {
                active = ApplyTypeScopedContext(active, typeScoped, JsonText.Of(member.Value));
            }
            else if (member.Value.ValueKind == JsonValueKind.Array)
            {
                var types = new List<string>();
                foreach (var type in member.Value.EnumerateArray())
                {
                    if (type.ValueKind == JsonValueKind.String)
                    {
                        types.Add(JsonText.Of(type));
                    }
                }

                types.Sort(StringComparer.Ordinal);
                foreach (var type in types)
                {
                    active = ApplyTypeScopedContext(active, typeScoped, type);
                }
            }
        }

        return active;
    }

    // 11.2
    private ActiveContext ApplyTypeScopedContext(ActiveContext active, ActiveContext typeScoped, string type) =>
        typeScoped.Find(type) is { HasContext: true } scope ? _contexts.Apply(active, scope, overrideProtected: false, propagate: false) : active;

    // 12
    private bool InputTypeIsJson(ActiveContext active, JsonElement type)
    {
        if (type.ValueKind == JsonValueKind.Array)
        {
            var length = type.GetArrayLength();
            type = length == 0 ? default : type[length - 1];
        }

        return type.ValueKind == JsonValueKind.String
            && _contexts.ExpandIri(active, JsonText.Of(type), documentRelative: false, vocab: true) == Keywords.Json;
    }

    private Expansion Finish(ExpandedMap result, string? activeProperty)
    {
        if (result.HasValue) // 15
        {
            if (!CheckValueObject(result))
            {
                Drop(SafeModeCode.NullValue, "A value object without a value would be dropped.");
                return default;
            }
        }
        else if (result.Types is null && (result.HasSet || result.List is not null)) // 17
        {
            if (result.Count > 1 + (result.Index is null ? 0 : 1))
            {
                throw new JsonLdException(JsonLdErrorCode.InvalidSetOrListObject, "Beside @set or @list there can be @index and nothing else.");
            }

            if (result.HasSet)
            {
                return FinishSet(result.Set, activeProperty);
            }
        }
        else if (result.Types is not null && (result.HasSet || result.List is not null))
        {
            throw new JsonLdException(JsonLdErrorCode.InvalidSetOrListObject, "Beside @set or @list there can be @index and nothing else.");
        }

        return new Expansion(DropFreeFloating(result, activeProperty));
    }

    private Expansion FinishSet(Expansion set, string? activeProperty) =>
        set.Map is { } map ? new Expansion(DropFreeFloating(map, activeProperty)) : set;

    // 18, 19
    private ExpandedMap? DropFreeFloating(ExpandedMap result, string? activeProperty)
    {
        var count = result.Count;
        if (count == 1 && result.Language is not null)
        {
            Drop(SafeModeCode.ObjectWithOnlyLanguage, "A map with nothing but @language would be dropped.");
            return null;
        }

        if (activeProperty is not (null or Keywords.Graph))
        {
            return result;
        }

        var code = count == 0 ? SafeModeCode.EmptyObject
            : result.HasValue ? SafeModeCode.ObjectWithOnlyValue
            : result.List is not null ? SafeModeCode.ObjectWithOnlyList
            : count == 1 && result.HasId ? SafeModeCode.ObjectWithOnlyId
            : null;
        if (code is null)
        {
            return result;
        }

        Drop(code, "A map that says nothing of any node would be dropped.");
        return null;
    }

    // 15.1 to 15.5; false where the value is null
    private static bool CheckValueObject(ExpandedMap result)
    {
        var known = 1 + (result.Types is null ? 0 : 1) + (result.Language is null ? 0 : 1) + (result.Direction is null ? 0 : 1) + (result.Index is null ? 0 : 1);
        if (result.Count != known || (result.Types is not null && (result.Language is not null || result.Direction is not null)))
        {
            throw new JsonLdException(
                JsonLdErrorCode.InvalidValueObject, "Beside @value there can be @index, and either @type or @language and @direction, and nothing else.");
        }

        if (result.Types is [Keywords.Json])
        {
            return true;
        }

        if (result.Value.Kind == JsonValueKind.Null)
        {
            return false;
        }

        if (result.Value.Kind != JsonValueKind.String && result.Language is not null)
        {
            throw new JsonLdException(JsonLdErrorCode.InvalidLanguageTaggedValue, "Only a string can have @language.");
        }

        if (result.Types is { } types && (result.TypesWereArray || types is not [{ } type] || !IriReference.IsWellFormed(type)))
        {
            throw new JsonLdException(JsonLdErrorCode.InvalidTypedValue, "The @type of a value is one IRI.");
        }

        return true;
    }

    private void RefuseListOfLists()
    {
        if (_legacy)
        {
            throw new JsonLdException(JsonLdErrorCode.ListOfLists, "A list cannot hold a list in the processing mode json-ld-1.0.");
        }
    }

    private void Drop(string code, string message, string? term = null)
    {
        if (_safe)
        {
            throw new JsonLdException(code, message, _path.ToString(), term);
        }
    }

    /// <param name="TypeScoped">The active context before type-scoped ones were applied: the one types themselves are read in.</param>
    private sealed record MapUnderWay(ExpandedMap Result, ActiveContext TypeScoped, bool InputTypeIsJson);
}
