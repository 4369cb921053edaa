using System.Text.Json;

namespace LerBridge.Credentials.JsonLd;

/// <summary>Steps 13 and 14 of the expansion algorithm: the members of one map.</summary>
internal sealed partial class JsonLdExpander
{
    private void ExpandMembers(ActiveContext active, string? activeProperty, Member[] members, MapUnderWay map)
    {
        List<Member>? nests = null;
        foreach (var member in members)
        {
            var key = member.Name;

            // 13.1
            if (key == Keywords.Context)
            {
                continue;
            }

            _path.Push(key);

            // 13.2, 13.3
            var property = _contexts.ExpandIri(active, key, documentRelative: false, vocab: true);
            var isKeyword = Keywords.Is(property);
            if (property is null || !(isKeyword || property.Contains(':', StringComparison.Ordinal)))
            {
                Drop(SafeModeCode.InvalidProperty, $"The member \"{key}\" is not defined by the document's contexts and would be dropped.", key);
            }
            else if (isKeyword)
            {
                ExpandKeyword(active, activeProperty, property, member, map, ref nests);
            }
            else
            {
                if (_safe && !IriReference.IsWellFormed(property) && !IriReference.IsBlank(property))
                {
                    Drop(SafeModeCode.InvalidProperty, $"The member \"{key}\" does not become an absolute IRI and would be dropped.", key);
                }

                ExpandProperty(active, property, member, map.Result);
            }

            _path.Pop();
        }

        ExpandNests(active, nests, map); // 14
    }

    // 13.4
    private void ExpandKeyword(
        ActiveContext active, string? activeProperty, string keyword, Member member, MapUnderWay map, ref List<Member>? nests)
    {
        var result = map.Result;
        var value = member.Value;

        // 13.4.1
        if (activeProperty == Keywords.Reverse)
        {
            throw new JsonLdException(JsonLdErrorCode.InvalidReversePropertyMap, "A reverse map holds properties and no keywords.");
        }

        switch (keyword)
        {
            case Keywords.Id: // 13.4.3
                RefuseCollision(result.HasId, keyword);
                result.HasId = true;
                result.Id = ExpandId(active, value);
                break;
            case Keywords.Type: // 13.4.4
                ExpandType(map, value);
                break;
            case Keywords.Graph: // 13.4.5
                RefuseCollision(result.Graph is not null, keyword);
                result.Graph = Expand(active, Keywords.Graph, value).ToArray();
                break;
            case Keywords.Included: // 13.4.6
                ExpandIncluded(active, value, result);
                break;
            case Keywords.Value: // 13.4.7
                RefuseCollision(result.HasValue, keyword);
                ExpandValueKeyword(value, map);
                break;
            case Keywords.Language: // 13.4.8
                RefuseCollision(result.Language is not null, keyword);
                result.Language = value.ValueKind == JsonValueKind.String
                    ? LanguageTag.Normalize(JsonText.Of(value))
                    : throw new JsonLdException(JsonLdErrorCode.InvalidLanguageTaggedString, "@language is a string.");
                CheckLanguage(result.Language);
                break;
            case Keywords.Direction: // 13.4.9
                if (!_legacy)
                {
                    RefuseCollision(result.Direction is not null, keyword);
                    result.Direction = value.ValueKind == JsonValueKind.String && JsonText.Of(value) is "ltr" or "rtl"
                        ? JsonText.Of(value)
                        : throw new JsonLdException(JsonLdErrorCode.InvalidBaseDirection, "@direction is \"ltr\" or \"rtl\".");
                }

                break;
            case Keywords.Index: // 13.4.10
                RefuseCollision(result.Index is not null, keyword);
                result.Index = value.ValueKind == JsonValueKind.String
                    ? JsonText.Of(value)
                    : throw new JsonLdException(JsonLdErrorCode.InvalidIndexValue, "@index is a string.");
                break;
            case Keywords.List: // 13.4.11
                RefuseCollision(result.List is not null, keyword);
                ExpandListKeyword(active, activeProperty, value, result);
                break;
            case Keywords.Set: // 13.4.12
                RefuseCollision(result.HasSet, keyword);
                result.HasSet = true;
                result.Set = Expand(active, activeProperty, value);
                break;
            case Keywords.Reverse: // 13.4.13
                RefuseCollision(result.Reverse is not null, keyword);
                ExpandReverse(active, value, result);
                break;
            case Keywords.Nest: // 13.4.14
                (nests ??= []).Add(member);
                break;
            default: // keywords for contexts and framing have no meaning here
                Drop(SafeModeCode.InvalidProperty, $"The keyword {keyword} has no place in a document and would be dropped.", keyword);
                break;
        }
    }

    // 13.4.2
    private static void RefuseCollision(bool present, string keyword)
    {
        if (present)
        {
            throw new JsonLdException(JsonLdErrorCode.CollidingKeywords, $"Two members of one map stand for {keyword}.");
        }
    }

    private string? ExpandId(ActiveContext active, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            throw new JsonLdException(JsonLdErrorCode.InvalidIdValue, "@id is a string.");
        }

        var text = JsonText.Of(value);
        var id = _contexts.ExpandIri(active, text, documentRelative: true, vocab: false);
        CheckReference(id, text, SafeModeCode.RelativeIdReference);
        return id;
    }

    // 13.4.4
    private void ExpandType(MapUnderWay map, JsonElement value)
    {
        var result = map.Result;
        if (_legacy)
        {
            RefuseCollision(result.Types is not null, Keywords.Type);
        }

        result.TypesWereArray |= value.ValueKind == JsonValueKind.Array || result.Types is not null;
        result.Types ??= [];
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                result.Types.Add(ExpandOneType(map.TypeScoped, item));
            }
        }
        else
        {
            result.Types.Add(ExpandOneType(map.TypeScoped, value));
        }
    }

    private string? ExpandOneType(ActiveContext typeScoped, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            throw new JsonLdException(JsonLdErrorCode.InvalidTypeValue, "@type is a string or an array of strings.");
        }

        var text = JsonText.Of(value);
        var type = _contexts.ExpandIri(typeScoped, text, documentRelative: true, vocab: true);
        if (_safe && type != Keywords.Json && !(type is not null && (IriReference.IsWellFormed(type) || IriReference.IsBlank(type))))
        {
            Drop(SafeModeCode.RelativeTypeReference, $"The type \"{text}\" is not defined by the document's contexts and is not an absolute IRI.", text);
        }

        return type;
    }

    // 13.4.6
    private void ExpandIncluded(ActiveContext active, JsonElement value, ExpandedMap result)
    {
        if (_legacy)
        {
            return;
        }

        // the standard passes no active property, under which values would be dropped before they can be refused
        var included = Expand(active, Keywords.Included, value).ToArray();
        if (value.ValueKind == JsonValueKind.Null || included.Exists(i => !i.IsNode))
        {
            throw new JsonLdException(JsonLdErrorCode.InvalidIncludedValue, "@included holds nodes and nothing else.");
        }

        result.Included ??= [];
        foreach (var node in included)
        {
            if (DropFreeFloating(node, activeProperty: null) is { } kept)
            {
                result.Included.Add(kept);
            }
        }
    }

    // 13.4.7
    private void ExpandValueKeyword(JsonElement value, MapUnderWay map)
    {
        if (map.InputTypeIsJson && _legacy)
        {
            throw new JsonLdException(JsonLdErrorCode.InvalidValueObjectValue, "@json is not known in the processing mode json-ld-1.0.");
        }

        if (!map.InputTypeIsJson && value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            throw new JsonLdException(JsonLdErrorCode.InvalidValueObjectValue, "@value is a string, a number, true, false or null.");
        }

        if (map.InputTypeIsJson)
        {
            SortedMembers.Check(value);
        }

        map.Result.HasValue = true;
        map.Result.Value = new ScalarValue(value);
    }

    // 13.4.11
    private void ExpandListKeyword(ActiveContext active, string? activeProperty, JsonElement value, ExpandedMap result)
    {
        if (activeProperty is null or Keywords.Graph)
        {
            Drop(SafeModeCode.ObjectWithOnlyList, "A list stands where only nodes can and would be dropped.");
            return;
        }

        result.List = Expand(active, activeProperty, value).ToArray();
        if (result.List.Exists(i => i.List is not null))
        {
            RefuseListOfLists();
        }
    }

    // 13.4.13
    private void ExpandReverse(ActiveContext active, JsonElement value, ExpandedMap result)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw new JsonLdException(JsonLdErrorCode.InvalidReverseValue, "@reverse is a map.");
        }

        // the map of a reverse member has no active context or free-floating rules of its own: it is neither node nor value
        var expanded = Expand(active, Keywords.Reverse, value).Map;
        if (expanded is null)
        {
            return;
        }

        // 13.4.13.3: the reverse of a reverse goes forward
        if (expanded.Reverse is { } doubled)
        {
            foreach (var (property, items) in doubled)
            {
                (result.Properties ??= new PropertyMap()).ValuesOf(property).AddRange(items);
            }
        }

        // 13.4.13.4
        if (expanded.Properties is { } properties)
        {
            foreach (var (property, items) in properties)
            {
                AddReverse(result, property, items);
            }
        }
    }

    private static void AddReverse(ExpandedMap result, string property, List<ExpandedMap> items)
    {
        if (items.Exists(i => i.HasValue || i.List is not null))
        {
            throw new JsonLdException(JsonLdErrorCode.InvalidReversePropertyValue, "What a reversed property points from is a node, not a value or a list.");
        }

        (result.Reverse ??= new PropertyMap()).ValuesOf(property).AddRange(items);
    }

    // 14
    private void ExpandNests(ActiveContext active, List<Member>? nests, MapUnderWay map)
    {
        if (nests is null)
        {
            return;
        }

        foreach (var nest in nests)
        {
            _path.Push(nest.Name);

            // steps 3 and 8 again: a nesting term may have a context of its own
            var inner = active.Find(nest.Name) is { HasContext: true } scope
                ? _contexts.Apply(active, scope, overrideProtected: true, propagate: true)
                : active;
            if (nest.Value.ValueKind == JsonValueKind.Array)
            {
                var index = 0;
                foreach (var item in nest.Value.EnumerateArray())
                {
                    _path.Push(index++);
                    ExpandNest(inner, nest.Name, item, map);
                    _path.Pop();
                }
            }
            else
            {
                ExpandNest(inner, nest.Name, nest.Value, map);
            }

            _path.Pop();
        }
    }

    private void ExpandNest(ActiveContext active, string name, JsonElement value, MapUnderWay map)
    {
        Depth.Check();
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw new JsonLdException(JsonLdErrorCode.InvalidNestValue, "@nest holds maps.");
        }

        var members = SortedMembers.Of(value);
        foreach (var member in members)
        {
            if (active.Means(member.Name, Keywords.Value))
            {
                throw new JsonLdException(JsonLdErrorCode.InvalidNestValue, "@nest cannot hold a value object.");
            }
        }

        ExpandMembers(active, name, members, map);
    }
}
