using System.Text.Json;

namespace LerBridge.Credentials.JsonLd;

/// <summary>Steps 13.5 to 13.14 of the expansion algorithm, and https://www.w3.org/TR/json-ld11-api/#value-expansion.</summary>
internal sealed partial class JsonLdExpander
{
    private void ExpandProperty(ActiveContext active, string property, Member member, ExpandedMap result)
    {
        var key = member.Name;
        var value = member.Value;
        var definition = active.Find(key);
        var container = definition?.Container ?? Containers.None; // 13.5

        Expansion expanded;
        if (definition?.TypeMapping == Keywords.Json)
        {
            // 13.6
            SortedMembers.Check(value);
            expanded = new Expansion(new ExpandedMap { HasValue = true, Value = new ScalarValue(value), Types = [Keywords.Json] });
        }
        else if (container.HasFlag(Containers.Language) && value.ValueKind == JsonValueKind.Object)
        {
            expanded = new Expansion(ExpandLanguageMap(active, definition, value)); // 13.7
        }
        else if ((container & Containers.IndexLike) != 0 && value.ValueKind == JsonValueKind.Object)
        {
            expanded = new Expansion(ExpandIndexMap(active, key, container, definition?.IndexMapping ?? Keywords.Index, value)); // 13.8
        }
        else
        {
            expanded = Expand(active, key, value); // 13.9
        }

        // 13.10
        if (expanded.IsNull)
        {
            return;
        }

        // 13.11
        if (container.HasFlag(Containers.List) && expanded.Map?.List is null)
        {
            expanded = new Expansion(ExpandedMap.OfList(expanded.ToArray()));
        }

        // 13.12
        if (container.HasFlag(Containers.Graph) && (container & (Containers.Id | Containers.Index)) == 0)
        {
            var items = expanded.ToArray();
            RefuseEmptyGraphs(items);
            expanded = new Expansion(items.ConvertAll(static e => ExpandedMap.OfGraph([e])));
        }

        // 13.13, 13.14
        if (definition is { ReverseProperty: true })
        {
            AddReverse(result, property, expanded.ToArray());
        }
        else
        {
            expanded.AppendTo((result.Properties ??= new PropertyMap()).ValuesOf(property));
        }
    }

    // a graph of one node that says nothing holds no quads, so the reference would be lost
    private void RefuseEmptyGraphs(List<ExpandedMap> items)
    {
        foreach (var item in items)
        {
            if (item.Count == 0 || item.HasValue || item.List is not null || (item.Count == 1 && item.HasId))
            {
                var code = item.Count == 0 ? SafeModeCode.EmptyObject
                    : item.HasValue ? SafeModeCode.ObjectWithOnlyValue
                    : item.HasId ? SafeModeCode.ObjectWithOnlyId
                    : SafeModeCode.ObjectWithOnlyList;
                Drop(code, "The graph says nothing of any node and would be dropped.");
            }
        }
    }

    // 13.7
    private List<ExpandedMap> ExpandLanguageMap(ActiveContext active, TermDefinition? definition, JsonElement value)
    {
        var result = new List<ExpandedMap>();
        var direction = definition is { HasDirection: true } ? definition.Direction : active.Direction;
        foreach (var member in SortedMembers.Of(value))
        {
            _path.Push(member.Name);
            var isNone = _contexts.ExpandIri(active, member.Name, documentRelative: false, vocab: true) == Keywords.None;
            if (!isNone)
            {
                CheckLanguage(member.Name);
            }

            IEnumerable<JsonElement> items = member.Value.ValueKind == JsonValueKind.Array ? member.Value.EnumerateArray() : [member.Value];
            foreach (var item in items)
            {
                if (item.ValueKind == JsonValueKind.Null)
                {
                    continue;
                }

                if (item.ValueKind != JsonValueKind.String)
                {
                    throw new JsonLdException(JsonLdErrorCode.InvalidLanguageMapValue, "A language map holds strings.");
                }

                result.Add(new ExpandedMap
                {
                    HasValue = true,
                    Value = new ScalarValue(item),
                    Language = isNone ? null : LanguageTag.Normalize(member.Name),
                    Direction = direction,
                });
            }

            _path.Pop();
        }

        return result;
    }

    // 13.8
    private List<ExpandedMap> ExpandIndexMap(ActiveContext active, string key, Containers container, string indexKey, JsonElement value)
    {
        var result = new List<ExpandedMap>();
        foreach (var member in SortedMembers.Of(value))
        {
            _path.Push(member.Name);
            var index = member.Name;

            // 13.8.3.1 to 13.8.3.3
            var mapContext = (container & (Containers.Id | Containers.Type)) != 0 ? active.Previous ?? active : active;
            if (container.HasFlag(Containers.Type) && mapContext.Find(index) is { HasContext: true } scope)
            {
                mapContext = _contexts.Apply(mapContext, scope, overrideProtected: false, propagate: false);
            }

            // 13.8.3.4 to 13.8.3.6
            var expandedIndex = _contexts.ExpandIri(active, index, documentRelative: false, vocab: true);
            var items = member.Value.ValueKind == JsonValueKind.Array
                ? ExpandArray(mapContext, key, member.Value, fromMap: true)
                : Expand(mapContext, key, member.Value, fromMap: true);
            foreach (var item in items.ToArray())
            {
                result.Add(Indexed(active, item, container, index, indexKey, expandedIndex));
            }

            _path.Pop();
        }

        return result;
    }

    // 13.8.3.7
    private ExpandedMap Indexed(ActiveContext active, ExpandedMap item, Containers container, string index, string indexKey, string? expandedIndex)
    {
        if (container.HasFlag(Containers.Graph) && !item.IsGraph)
        {
            item = ExpandedMap.OfGraph([item]);
        }

        var isNone = expandedIndex == Keywords.None;
        if (container.HasFlag(Containers.Index) && indexKey != Keywords.Index && !isNone)
        {
            if (item.HasValue)
            {
                throw new JsonLdException(JsonLdErrorCode.InvalidValueObject, "The index of a value cannot become a property: a value has none.");
            }

            var property = _contexts.ExpandIri(active, indexKey, documentRelative: false, vocab: true) ?? indexKey;
            var values = (item.Properties ??= new PropertyMap()).ValuesOf(property);
            values.Insert(0, ExpandValue(active, indexKey, new ScalarValue(index)));
        }
        else if (container.HasFlag(Containers.Index) && item.Index is null && !isNone)
        {
            item.Index = index;
        }
        else if (container.HasFlag(Containers.Id) && !item.HasId && !isNone)
        {
            var id = _contexts.ExpandIri(active, index, documentRelative: true, vocab: false);
            CheckReference(id, index, SafeModeCode.RelativeIdReference);
            item.HasId = true;
            item.Id = id;
        }
        else if (container.HasFlag(Containers.Type) && !isNone)
        {
            (item.Types ??= []).Insert(0, expandedIndex);
            item.TypesWereArray = true;
        }

        return item;
    }

    private ExpandedMap ExpandValue(ActiveContext active, string activeProperty, ScalarValue value)
    {
        var definition = active.Find(activeProperty);
        var type = definition?.TypeMapping;
        var isString = value.Kind == JsonValueKind.String;

        // 1, 2
        if (isString && type is Keywords.Id or Keywords.Vocab)
        {
            var text = value.Text;
            var id = _contexts.ExpandIri(active, text, documentRelative: true, vocab: type == Keywords.Vocab);
            CheckReference(id, text, SafeModeCode.RelativeObjectReference);
            return ExpandedMap.OfId(id);
        }

        // 3
        var result = new ExpandedMap { HasValue = true, Value = value };
        if (type is not (null or Keywords.Id or Keywords.Vocab or Keywords.None))
        {
            result.Types = [type]; // 4
        }
        else if (isString)
        {
            // 5
            result.Language = definition is { HasLanguage: true } ? definition.Language : active.Language;
            result.Direction = definition is { HasDirection: true } ? definition.Direction : active.Direction;
        }

        return result;
    }

    private void CheckReference(string? id, string text, string code)
    {
        if (!_safe)
        {
            return;
        }

        if (id is null)
        {
            Drop(SafeModeCode.ReservedId, $"The reference \"{text}\" has the form of a keyword.", text);
        }
        else if (!IriReference.IsWellFormed(id) && !IriReference.IsBlank(id))
        {
            Drop(code, "The reference is not an absolute IRI, or holds characters that an IRI cannot.");
        }
    }

    private void CheckLanguage(string language)
    {
        if (_safe && !LanguageTag.IsWellFormed(language))
        {
            Drop(SafeModeCode.InvalidLanguageValue, $"\"{language}\" is not a language tag.");
        }
    }
}
