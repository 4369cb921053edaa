using System.Collections.Immutable;

namespace LerBridge.Core.Records;

/// <summary>One value of a record. A struct, so that a record is one array and numbers are not boxed.</summary>
public readonly struct Value : IEquatable<Value>
{
    private static readonly Mark Flag = new(ValueKind.Bool, 0);
    private static readonly Mark Day = new(ValueKind.Date, 0);
    private static readonly Mark Instant = new(ValueKind.Time, 0);
    private static readonly Mark[] Digits = [.. Enumerable.Range(0, MostScale + 1).Select(scale => new Mark(ValueKind.Number, (byte)scale))];

    private const int MostScale = 28;

    // What is held where it is an object: text, a list, a number that is too long for the bits. Else the mark of what the bits are. Two words, since a record has dozens of values.
    private readonly object? held;

    // The digits of a number, a truth value, the number of a day, the ticks of an instant.
    private readonly long bits;

    private Value(object held, long bits = 0)
    {
        this.held = held;
        this.bits = bits;
    }

    /// <summary>The absent value; also <c>default</c>.</summary>
    public static Value Missing => default;

    /// <summary>What is held.</summary>
    public ValueKind Kind => this.held switch
    {
        null => ValueKind.Missing,
        string => ValueKind.Text,
        Mark mark => mark.Kind,
        decimal => ValueKind.Number,
        ImmutableArray<string> => ValueKind.TextList,
        _ => ValueKind.RecordList,
    };

    /// <summary>True where the source has no value.</summary>
    public bool IsMissing => this.held is null;

    /// <summary>The text.</summary>
    public string Text => this.held as string ?? throw this.Other(ValueKind.Text);

    /// <summary>The number.</summary>
    public decimal Number
    {
        get
        {
            if (!this.TryDigits(out var digits, out var scale))
            {
                return this.held is decimal number ? number : throw this.Other(ValueKind.Number);
            }

            var size = (ulong)Math.Abs(digits);
            return new decimal((int)size, (int)(size >> 32), 0, digits < 0, scale);
        }
    }

    /// <summary>The truth value.</summary>
    public bool Bool => this.held == Flag ? this.bits != 0 : throw this.Other(ValueKind.Bool);

    /// <summary>The calendar date.</summary>
    public DateOnly Date => this.held == Day ? DateOnly.FromDayNumber((int)this.bits) : throw this.Other(ValueKind.Date);

    /// <summary>The instant, with offset zero.</summary>
    public DateTimeOffset Time => this.held == Instant ? new(this.bits, TimeSpan.Zero) : throw this.Other(ValueKind.Time);

    /// <summary>The list of text.</summary>
    public ImmutableArray<string> TextList => this.held is ImmutableArray<string> list ? list : throw this.Other(ValueKind.TextList);

    /// <summary>The list of records.</summary>
    public ImmutableArray<RecordItem> Items => this.held is ImmutableArray<RecordItem> items ? items : throw this.Other(ValueKind.RecordList);

    /// <summary>Wraps text; null is missing. Empty text is a value: what counts as empty is the normalizer's decision.</summary>
    public static Value Of(string? text) => text is null ? default : new(text);

    /// <summary>Wraps a number; null is missing.</summary>
    public static Value Of(decimal? number) => number is { } value ? OfNumber(value) : default;

    /// <summary>Wraps a number by its digits and how many of them stand behind the point: 125 and 1 are 12.5.</summary>
    public static Value OfDigits(long digits, byte scale) =>
        scale <= MostScale && digits != long.MinValue ? new(Digits[scale], digits) : throw new ArgumentOutOfRangeException(nameof(scale));

    /// <summary>Wraps a truth value; null is missing.</summary>
    public static Value Of(bool? value) => value is { } known ? new(Flag, known ? 1 : 0) : default;

    /// <summary>Wraps a calendar date; null is missing.</summary>
    public static Value Of(DateOnly? date) => date is { } day ? new(Day, day.DayNumber) : default;

    /// <summary>Wraps an instant, turned to UTC; null is missing.</summary>
    public static Value Of(DateTimeOffset? time) => time is { } instant ? new(Instant, instant.UtcTicks) : default;

    /// <summary>Wraps a list of text.</summary>
    public static Value Of(ImmutableArray<string> list) => new(list);

    /// <summary>Wraps a list of records, in the order that counts: another order is another content.</summary>
    public static Value Of(ImmutableArray<RecordItem> items) => new(items);

    /// <inheritdoc />
    public bool Equals(Value other) => this.Kind == other.Kind && this.Kind switch
    {
        ValueKind.Missing => true,
        ValueKind.Text => string.Equals(this.Text, other.Text, StringComparison.Ordinal),
        ValueKind.TextList => this.TextList.AsSpan().SequenceEqual(other.TextList.AsSpan()),
        ValueKind.RecordList => this.Items.AsSpan().SequenceEqual(other.Items.AsSpan()),
        ValueKind.Number when this.held != other.held => this.Number == other.Number,
        _ => this.bits == other.bits,
    };

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Value other && this.Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => this.Kind switch
    {
        ValueKind.Text => string.GetHashCode(this.Text, StringComparison.Ordinal),
        ValueKind.TextList => this.TextList.Length,
        ValueKind.RecordList => this.Items.Length,
        ValueKind.Number => HashCode.Combine(this.Kind, this.Number),
        _ => HashCode.Combine(this.Kind, this.bits),
    };

    /// <summary>Says the kind only: a value may be personal and must not reach a log by accident.</summary>
    public override string ToString() => this.Kind.ToString();

    /// <summary>Equality by kind and content.</summary>
    public static bool operator ==(Value left, Value right) => left.Equals(right);

    /// <summary>The opposite of equality.</summary>
    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    /// <summary>The digits of a number and how many of them stand behind the point; false where they are too many, or it is no number.</summary>
    internal bool TryDigits(out long digits, out byte scale)
    {
        var mark = this.held as Mark;
        (digits, scale) = (this.bits, mark?.Scale ?? 0);
        return mark?.Kind == ValueKind.Number;
    }

    // The bits hold 63 of a decimal's 96, and no sign of zero; what does not fit is boxed.
    private static Value OfNumber(decimal number)
    {
        Span<int> parts = stackalloc int[4];
        _ = decimal.GetBits(number, parts);
        var size = (uint)parts[0] | ((long)parts[1] << 32);
        var isNegative = parts[3] < 0;
        return parts[2] != 0 || size < 0 || (isNegative && size == 0)
            ? new(number)
            : new(Digits[(byte)(parts[3] >> 16)], isNegative ? -size : size);
    }

    private InvalidOperationException Other(ValueKind asked) => new($"The value is {this.Kind}, not {asked}.");

    private sealed class Mark(ValueKind kind, byte scale)
    {
        public readonly ValueKind Kind = kind;
        public readonly byte Scale = scale;
    }
}
