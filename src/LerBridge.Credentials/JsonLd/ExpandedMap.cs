using System.Text.Json;

namespace LerBridge.Credentials.JsonLd;

/// <summary>
/// One map of an expanded document: a node object, a value object, a list object, or (while it is being made) a set object.
/// Keyword members are members of the class; everything else is in <see cref="Properties"/>.
/// </summary>
internal sealed class ExpandedMap
{
    public bool HasId { get; set; }

    /// <summary>Null with <see cref="HasId"/> where the document's @id had the form of a keyword.</summary>
    public string? Id { get; set; }

    /// <summary>The types; of a value object, its datatype.</summary>
    public List<string?>? Types { get; set; }

    /// <summary>The @type was written as an array, which a value object's cannot be.</summary>
    public bool TypesWereArray { get; set; }

    public bool HasValue { get; set; }

    public ScalarValue Value { get; set; }

    public string? Language { get; set; }

    public string? Direction { get; set; }

    public string? Index { get; set; }

    public List<ExpandedMap>? List { get; set; }

    /// <summary>Meaningful with <see cref="HasSet"/>.</summary>
    public Expansion Set { get; set; }

    public bool HasSet { get; set; }

    public List<ExpandedMap>? Graph { get; set; }

    public List<ExpandedMap>? Included { get; set; }

    public PropertyMap? Reverse { get; set; }

    public PropertyMap? Properties { get; set; }

    /// <summary>How many members the map has as JSON.</summary>
    public int Count =>
        (this.HasId ? 1 : 0) + (this.Types is null ? 0 : 1) + (this.HasValue ? 1 : 0) + (this.Language is null ? 0 : 1) + (this.Direction is null ? 0 : 1) + (this.Index is null ? 0 : 1)
        + (this.List is null ? 0 : 1) + (this.HasSet ? 1 : 0) + (this.Graph is null ? 0 : 1) + (this.Included is null ? 0 : 1) + (this.Reverse is null ? 0 : 1) + (this.Properties?.Count ?? 0);

    /// <summary>https://www.w3.org/TR/json-ld11/#node-objects: neither a value, nor a list, nor a set.</summary>
    public bool IsNode => !this.HasValue && this.List is null && !this.HasSet;

    /// <summary>https://www.w3.org/TR/json-ld11/#graph-objects: @graph, and at most @id and @index with it.</summary>
    public bool IsGraph => this.Graph is not null && this.Count == 1 + (this.HasId ? 1 : 0) + (this.Index is null ? 0 : 1);

    public static ExpandedMap OfId(string? id) => new() { HasId = true, Id = id };

    public static ExpandedMap OfGraph(List<ExpandedMap> content) => new() { Graph = content };

    public static ExpandedMap OfList(List<ExpandedMap> items) => new() { List = items };

    public void Add(string property, ExpandedMap value) => (this.Properties ??= new PropertyMap()).ValuesOf(property).Add(value);
}

/// <summary>Properties in the order they were met, each with its values.</summary>
internal sealed class PropertyMap
{
    private const int SearchLimit = 16;
    private readonly List<KeyValuePair<string, List<ExpandedMap>>> entries = [];
    private Dictionary<string, List<ExpandedMap>>? index;

    public int Count => this.entries.Count;

    public List<KeyValuePair<string, List<ExpandedMap>>>.Enumerator GetEnumerator() => this.entries.GetEnumerator();

    /// <summary>The values of a property, made empty where it is new.</summary>
    public List<ExpandedMap> ValuesOf(string property)
    {
        if (this.Find(property) is { } known)
        {
            return known;
        }

        var values = new List<ExpandedMap>(1);
        this.entries.Add(new(property, values));
        this.index?.Add(property, values);
        return values;
    }

    private List<ExpandedMap>? Find(string property)
    {
        if (this.entries.Count > SearchLimit)
        {
            this.index ??= new(this.entries, StringComparer.Ordinal);
            return this.index.GetValueOrDefault(property);
        }

        foreach (var entry in this.entries)
        {
            if (entry.Key == property)
            {
                return entry.Value;
            }
        }

        return null;
    }
}

/// <summary>What a piece of a document expanded to: nothing, one map, or an array.</summary>
internal readonly struct Expansion
{
    public Expansion(ExpandedMap? map) => this.Map = map;

    public Expansion(List<ExpandedMap> array) => this.Array = array;

    public ExpandedMap? Map { get; }

    public List<ExpandedMap>? Array { get; }

    public bool IsNull => this.Map is null && this.Array is null;

    public List<ExpandedMap> ToArray() => this.Array ?? (this.Map is null ? [] : [this.Map]);

    public void AppendTo(List<ExpandedMap> list)
    {
        if (this.Map is not null)
        {
            list.Add(this.Map);
        }
        else if (this.Array is not null)
        {
            list.AddRange(this.Array);
        }
    }
}

/// <summary>A value as the document wrote it, or text that was a member's name there.</summary>
internal readonly struct ScalarValue
{
    private readonly string? text;

    public ScalarValue(string text) => this.text = text;

    public ScalarValue(JsonElement element) => this.Element = element;

    /// <summary>Undefined where the value is text of our own making.</summary>
    public JsonElement Element { get; }

    public JsonValueKind Kind => this.text is null ? this.Element.ValueKind : JsonValueKind.String;

    public bool IsText => this.text is not null;

    public string Text => this.text ?? JsonText.Of(this.Element);
}
