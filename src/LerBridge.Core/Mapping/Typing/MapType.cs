using System.Collections.Immutable;
using LerBridge.Core.Mapping.Tables;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Typing;

/// <summary>The kinds of type that formulas know.</summary>
internal enum TypeKind
{
    /// <summary>Something wrong that has been reported; fits everywhere, so that one cause stays one message.</summary>
    Error,

    /// <summary>The literal <c>missing</c>, which is of every optional type.</summary>
    Nothing,

    Text,
    Code,
    Number,
    Whole,
    Bool,
    Date,
    Time,
    List,
    Row,

    /// <summary>An item of a list of records.</summary>
    Record,
}

/// <summary>The type of a formula. Whether it can be missing is no part of it: that depends on what is known where it stands.</summary>
internal sealed record MapType(TypeKind Kind, MapType? Item = null, TableShape? Row = null, ImmutableArray<string> Codes = default)
{
    /// <summary>For <see cref="TypeKind.Record"/>: the list's field.</summary>
    public Field? List { get; private init; }

    public static MapType Error { get; } = new(TypeKind.Error);

    public static MapType Nothing { get; } = new(TypeKind.Nothing);

    public static MapType Text { get; } = new(TypeKind.Text);

    public static MapType Number { get; } = new(TypeKind.Number);

    public static MapType Whole { get; } = new(TypeKind.Whole);

    public static MapType Bool { get; } = new(TypeKind.Bool);

    public static MapType Date { get; } = new(TypeKind.Date);

    public static MapType Time { get; } = new(TypeKind.Time);

    public bool IsError => this.Kind == TypeKind.Error;

    public bool IsText => this.Kind is TypeKind.Text or TypeKind.Code;

    public bool IsNumber => this.Kind is TypeKind.Number or TypeKind.Whole;

    /// <summary>A single value that can be printed.</summary>
    public bool IsScalar => this.Kind is not (TypeKind.List or TypeKind.Row or TypeKind.Record or TypeKind.Nothing);

    public static MapType ListOf(MapType item) => new(TypeKind.List, item);

    public static MapType RowOf(TableShape table) => new(TypeKind.Row, Row: table);

    /// <summary>An item of a field that holds a list of records.</summary>
    public static MapType RecordOf(Field list) => new(TypeKind.Record) { List = list };

    public static MapType Of(Field field) => field.Type switch
    {
        FieldType.Number => Number,
        FieldType.Whole => Whole,
        FieldType.Bool => Bool,
        FieldType.Date => Date,
        FieldType.Time => Time,
        FieldType.Code => new MapType(TypeKind.Code, Codes: field.Codes),
        FieldType.TextList => ListOf(Text),
        FieldType.RecordList => ListOf(RecordOf(field)),
        _ => Text,
    };

    /// <summary>What an analyst calls it: <c>a date</c>.</summary>
    public string Words => this.Kind switch
    {
        TypeKind.Text => "a text",
        TypeKind.Code => "one of a closed list of words",
        TypeKind.Number => "a number",
        TypeKind.Whole => "a whole number",
        TypeKind.Bool => "true or false",
        TypeKind.Date => "a date",
        TypeKind.Time => "a date with time",
        TypeKind.List => "a list",
        TypeKind.Row => $"a row of table {this.Row?.Name}",
        TypeKind.Record => $"a record of the list {this.List?.Name}",
        TypeKind.Nothing => "missing",
        _ => "a value",
    };

    /// <summary>True where values of both may be compared or stand for each other.</summary>
    public bool Fits(MapType other) =>
        this.IsError || other.IsError || this.Kind == TypeKind.Nothing || other.Kind == TypeKind.Nothing
        || (this.IsText && other.IsText)
        || (this.IsNumber && other.IsNumber)
        || (this.Kind == other.Kind && this.Kind switch
        {
            TypeKind.List => (this.Item ?? Error).Fits(other.Item ?? Error),
            TypeKind.Row => ReferenceEquals(this.Row, other.Row),
            TypeKind.Record => ReferenceEquals(this.List, other.List),
            _ => true,
        });

    /// <summary>The type of a value that is one or the other, both of which fit.</summary>
    public MapType Or(MapType other)
    {
        if (this.Kind is TypeKind.Nothing or TypeKind.Error)
        {
            return other;
        }

        if (other.Kind is TypeKind.Nothing or TypeKind.Error || this.Kind == other.Kind)
        {
            return this.Kind == TypeKind.Code && other.Kind == TypeKind.Code && !this.Codes.SequenceEqual(other.Codes) ? Text : this;
        }

        return this.IsText ? Text : this.IsNumber ? Number : this;
    }
}
