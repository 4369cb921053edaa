using System.Collections.Immutable;
using System.Globalization;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Running;

/// <summary>What a <see cref="MapValue"/> holds.</summary>
internal enum MapKind : byte
{
    Missing,
    Text,
    Number,
    Bool,
    Date,
    Time,
    List,

    /// <summary>A row of a table: the same object for every record of a run.</summary>
    Row,

    /// <summary>An item of a record's own list: of this record alone, so that nothing made of it may be kept for another one.</summary>
    Item,
}

/// <summary>A value during evaluation: those of records and of the items of their lists, and lists and table rows besides. A struct, so that numbers and dates are not boxed.</summary>
internal readonly struct MapValue
{
    private static readonly RecordItem NoItem = new(new ItemSchema([]));

    private readonly object? reference;
    private readonly decimal number;
    private readonly int small;

    private MapValue(MapKind kind, object? reference, decimal number, int small)
    {
        this.Kind = kind;
        this.reference = reference;
        this.number = number;
        this.small = small;
    }

    public static MapValue Missing => default;

    public MapKind Kind { get; }

    public bool IsMissing => this.Kind == MapKind.Missing;

    public string Text => (string)(this.reference ?? string.Empty);

    public decimal Number => this.number;

    public bool Bool => this.small != 0;

    public DateOnly Date => DateOnly.FromDayNumber(this.small);

    public int DayNumber => this.small;

    public DateTimeOffset Time => new((long)this.number, TimeSpan.Zero);

    public MapValue[] List => (MapValue[])(this.reference ?? Array.Empty<MapValue>());

    public MapRow Row => (MapRow)(this.reference ?? MapRow.Empty);

    public RecordItem Item => (RecordItem)(this.reference ?? NoItem);

    public static MapValue Of(string? text) => text is null ? default : new(MapKind.Text, text, 0m, 0);

    public static MapValue Of(decimal number) => new(MapKind.Number, null, number, 0);

    public static MapValue Of(bool value) => new(MapKind.Bool, null, 0m, value ? 1 : 0);

    public static MapValue Of(DateOnly date) => new(MapKind.Date, null, 0m, date.DayNumber);

    public static MapValue Of(DateTimeOffset time) => new(MapKind.Time, null, time.UtcTicks, 0);

    public static MapValue Of(MapValue[] list) => new(MapKind.List, list, 0m, 0);

    public static MapValue Of(MapRow row) => new(MapKind.Row, row, 0m, 0);

    public static MapValue Of(RecordItem item) => new(MapKind.Item, item, 0m, 0);

    /// <summary>Takes a value out of a record.</summary>
    public static MapValue From(in Value value) => value.Kind switch
    {
        ValueKind.Text => Of(value.Text),
        ValueKind.Number => Of(value.Number),
        ValueKind.Bool => Of(value.Bool),
        ValueKind.Date => Of(value.Date),
        ValueKind.Time => Of(value.Time),
        ValueKind.TextList => Of(Items(value.TextList)),
        ValueKind.RecordList => Of(Items(value.Items)),
        _ => default,
    };

    /// <summary>Equality of values of one type; missing equals missing only (mapping/v1 §4.6).</summary>
    public bool Same(in MapValue other) => this.Kind == other.Kind && this.Kind switch
    {
        MapKind.Missing => true,
        MapKind.Text => string.Equals(this.Text, other.Text, StringComparison.Ordinal),
        MapKind.Number or MapKind.Time => this.number == other.number,
        MapKind.List => SameItems(this.List, other.List),
        MapKind.Row => ReferenceEquals(this.reference, other.reference),
        MapKind.Item => this.Item.Equals(other.Item),
        _ => this.small == other.small,
    };

    /// <summary>Order of values of one type; text by code unit.</summary>
    public int CompareTo(in MapValue other) => this.Kind switch
    {
        MapKind.Text => string.CompareOrdinal(this.Text, other.Text),
        MapKind.Number or MapKind.Time => this.number.CompareTo(other.number),
        _ => this.small.CompareTo(other.small),
    };

    /// <summary>The value as text: numbers without trailing zeros, dates as in ISO 8601.</summary>
    public string AsText() => this.Kind switch
    {
        MapKind.Text => this.Text,
        MapKind.Number => NumberText(this.number),
        MapKind.Bool => this.Bool ? "true" : "false",
        MapKind.Date => this.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        MapKind.Time => this.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        _ => string.Empty,
    };

    public static string NumberText(decimal number) => Normal(number).ToString(CultureInfo.InvariantCulture);

    /// <summary>The same number without trailing zeros.</summary>
    public static decimal Normal(decimal number) => number.Scale == 0 ? number : number / 1.0000000000000000000000000000m;

    private static MapValue[] Items(ImmutableArray<string> texts)
    {
        var items = new MapValue[texts.Length];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = Of(texts[i]);
        }

        return items;
    }

    private static MapValue[] Items(ImmutableArray<RecordItem> records)
    {
        var items = new MapValue[records.Length];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = Of(records[i]);
        }

        return items;
    }

    private static bool SameItems(MapValue[] left, MapValue[] right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        for (var i = 0; i < left.Length; i++)
        {
            if (!left[i].Same(right[i]))
            {
                return false;
            }
        }

        return true;
    }
}
