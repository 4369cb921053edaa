using System.Collections.Immutable;

namespace LerBridge.Core.Records;

/// <summary>One value of a record. A struct, so that a record is one array and numbers are not boxed.</summary>
public readonly struct Value : IEquatable<Value>
{
    private readonly object? reference;
    private readonly decimal number;

    private Value(ValueKind kind, object? reference, decimal number)
    {
        this.Kind = kind;
        this.reference = reference;
        this.number = number;
    }

    /// <summary>The absent value; also <c>default</c>.</summary>
    public static Value Missing => default;

    /// <summary>What is held.</summary>
    public ValueKind Kind { get; }

    /// <summary>True where the source has no value.</summary>
    public bool IsMissing => this.Kind == ValueKind.Missing;

    /// <summary>The text.</summary>
    public string Text => (string)this.Reference(ValueKind.Text);

    /// <summary>The number.</summary>
    public decimal Number => this.Scalar(ValueKind.Number);

    /// <summary>The truth value.</summary>
    public bool Bool => this.Scalar(ValueKind.Bool) != 0m;

    /// <summary>The calendar date.</summary>
    public DateOnly Date => DateOnly.FromDayNumber((int)this.Scalar(ValueKind.Date));

    /// <summary>The instant, with offset zero.</summary>
    public DateTimeOffset Time => new((long)this.Scalar(ValueKind.Time), TimeSpan.Zero);

    /// <summary>The list of text.</summary>
    public ImmutableArray<string> TextList => (ImmutableArray<string>)this.Reference(ValueKind.TextList);

    /// <summary>The list of records.</summary>
    public ImmutableArray<RecordItem> Items => (ImmutableArray<RecordItem>)this.Reference(ValueKind.RecordList);

    /// <summary>Wraps text; null is missing. Empty text is a value: what counts as empty is the normalizer's decision.</summary>
    public static Value Of(string? text) => text is null ? default : new(ValueKind.Text, text, 0m);

    /// <summary>Wraps a number; null is missing.</summary>
    public static Value Of(decimal? number) => number is { } value ? new(ValueKind.Number, null, value) : default;

    /// <summary>Wraps a truth value; null is missing.</summary>
    public static Value Of(bool? value) => value is { } known ? new(ValueKind.Bool, null, known ? 1m : 0m) : default;

    /// <summary>Wraps a calendar date; null is missing.</summary>
    public static Value Of(DateOnly? date) => date is { } day ? new(ValueKind.Date, null, day.DayNumber) : default;

    /// <summary>Wraps an instant, turned to UTC; null is missing.</summary>
    public static Value Of(DateTimeOffset? time) => time is { } instant ? new(ValueKind.Time, null, instant.UtcTicks) : default;

    /// <summary>Wraps a list of text.</summary>
    public static Value Of(ImmutableArray<string> list) => new(ValueKind.TextList, list, 0m);

    /// <summary>Wraps a list of records, in the order that counts: another order is another content.</summary>
    public static Value Of(ImmutableArray<RecordItem> items) => new(ValueKind.RecordList, items, 0m);

    /// <inheritdoc />
    public bool Equals(Value other) => this.Kind == other.Kind && this.Kind switch
    {
        ValueKind.Missing => true,
        ValueKind.Text => string.Equals(this.Text, other.Text, StringComparison.Ordinal),
        ValueKind.TextList => this.TextList.AsSpan().SequenceEqual(other.TextList.AsSpan()),
        ValueKind.RecordList => this.Items.AsSpan().SequenceEqual(other.Items.AsSpan()),
        _ => this.number == other.number,
    };

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Value other && this.Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => this.Kind switch
    {
        ValueKind.Text => string.GetHashCode(this.Text, StringComparison.Ordinal),
        ValueKind.TextList => this.TextList.Length,
        ValueKind.RecordList => this.Items.Length,
        _ => HashCode.Combine(this.Kind, this.number),
    };

    /// <summary>Says the kind only: a value may be personal and must not reach a log by accident.</summary>
    public override string ToString() => this.Kind.ToString();

    /// <summary>Equality by kind and content.</summary>
    public static bool operator ==(Value left, Value right) => left.Equals(right);

    /// <summary>The opposite of equality.</summary>
    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    private object Reference(ValueKind kind) =>
        this.Kind == kind && this.reference is { } held ? held : throw new InvalidOperationException($"The value is {this.Kind}, not {kind}.");

    private decimal Scalar(ValueKind kind) =>
        this.Kind == kind ? this.number : throw new InvalidOperationException($"The value is {this.Kind}, not {kind}.");
}
