namespace LerBridge.Core.Records;

/// <summary>One record of a stream: values by slot of its schema. It has no key or fingerprint of its own; <see cref="RecordCodec"/> derives both from the content.</summary>
public sealed class SourceRecord
{
    private readonly Value[] values;

    /// <summary>An empty record of a schema, every value missing.</summary>
    public SourceRecord(RecordSchema schema)
    {
        this.Schema = schema;
        this.values = new Value[schema.Fields.Length];
    }

    /// <summary>The schema whose slots the values fill.</summary>
    public RecordSchema Schema { get; }

    /// <summary>Where the record stands in its source, for a person who looks for it: <c>positions_2026.csv row 17</c>. Never personal data.</summary>
    public string? Place { get; init; }

    /// <summary>The value in a slot.</summary>
    public Value this[int slot]
    {
        get => this.values[slot];
        set => this.values[slot] = value;
    }

    /// <summary>The value in a slot, in its place: for hot paths, which should not copy it.</summary>
    public ref readonly Value At(int slot) => ref this.values[slot];

    /// <summary>The value of a field by name; for normalizers and tests, not for hot paths.</summary>
    public Value this[string name]
    {
        get => this.values[this.Schema.Slot(name)];
        set => this.values[this.Schema.Slot(name)] = value;
    }

    /// <summary>All values, by slot.</summary>
    public ReadOnlySpan<Value> Values => this.values;
}
