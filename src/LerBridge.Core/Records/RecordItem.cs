namespace LerBridge.Core.Records;

/// <summary>One item of a list of records: values by slot of its schema. Not changed any more once it is part of a <see cref="Value"/>.</summary>
public sealed class RecordItem : IEquatable<RecordItem>
{
    private readonly Value[] values;

    /// <summary>An empty item of a schema, every value missing.</summary>
    public RecordItem(ItemSchema schema)
    {
        this.Schema = schema;
        this.values = new Value[schema.Fields.Length];
    }

    /// <summary>An item with the values of another one, to be changed.</summary>
    public RecordItem(RecordItem other)
    {
        this.Schema = other.Schema;
        this.values = [.. other.values];
    }

    /// <summary>The schema whose slots the values fill.</summary>
    public ItemSchema Schema { get; }

    /// <summary>The value in a slot.</summary>
    public Value this[int slot]
    {
        get => this.values[slot];
        set => this.values[slot] = value;
    }

    /// <summary>The value of a field by name; for normalizers and tests, not for hot paths.</summary>
    public Value this[string name]
    {
        get => this.values[this.Schema.Slot(name)];
        set => this.values[this.Schema.Slot(name)] = value;
    }

    /// <summary>The value in a slot, in its place: for hot paths, which should not copy it.</summary>
    public ref readonly Value At(int slot) => ref this.values[slot];

    /// <summary>All values, by slot.</summary>
    public ReadOnlySpan<Value> Values => this.values;

    /// <summary>Equality of content.</summary>
    public bool Equals(RecordItem? other) => other is not null && ReferenceEquals(this.Schema, other.Schema) && this.values.AsSpan().SequenceEqual(other.values);

    /// <inheritdoc />
    public override bool Equals(object? obj) => this.Equals(obj as RecordItem);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (ref readonly var value in this.values.AsSpan())
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    /// <summary>Never the content, which may be personal.</summary>
    public override string ToString() => nameof(RecordItem);
}
