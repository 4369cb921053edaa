using System.Collections.Frozen;
using System.Collections.Immutable;

namespace LerBridge.Core.Records;

/// <summary>
/// What a stream's records look like: fields by slot, the key, the date. Mappings bind names to slots of this once; nothing looks a name up at run time.
/// The last slot is always <c>record_date</c>, which the run fills and which is no part of the record's content.
/// </summary>
public sealed class RecordSchema
{
    /// <summary>The name of the field that every stream has and that the run fills: the extract's as-of day.</summary>
    public const string RecordDateName = "record_date";

    private readonly FrozenDictionary<string, int> slots;

    /// <summary>Makes a schema; <c>record_date</c> is added as the last field.</summary>
    /// <param name="stream">The stream's name, as in <c>course_completions</c>.</param>
    /// <param name="version">A date that moves when the shipped fields change.</param>
    /// <param name="fields">The fields, without <c>record_date</c>.</param>
    /// <param name="key">The names of the fields that identify a record in this stream.</param>
    /// <param name="dateField">The field by which windows and backfills choose records; null where the stream has none.</param>
    /// <param name="sequence">How a numbering field is computed over a complete extract; null where the stream has none.</param>
    /// <exception cref="ArgumentException">A name occurs twice, or the key, date or sequence names no field.</exception>
    public RecordSchema(string stream, string version, IEnumerable<Field> fields, IEnumerable<string> key, string? dateField, SequenceRule? sequence = null)
    {
        this.Stream = stream;
        this.Version = version;
        this.Fields = [.. fields, new Field(RecordDateName, FieldType.Date, Optional: false, "The day the extract describes: its as-of day, else the day the run started.", "2026-06-01")];
        this.slots = this.Fields.Select((field, slot) => (field.Name, slot)).ToFrozenDictionary(pair => pair.Name, pair => pair.slot, StringComparer.Ordinal);
        this.Key = [.. key.Select(this.Slot)];
        this.DateField = dateField;
        this.Sequence = sequence;
        if (dateField is not null)
        {
            _ = this.Slot(dateField);
        }
    }

    /// <summary>The stream's name.</summary>
    public string Stream { get; }

    /// <summary>The version of the shipped fields.</summary>
    public string Version { get; }

    /// <summary>The fields by slot.</summary>
    public ImmutableArray<Field> Fields { get; }

    /// <summary>The slots whose values identify a record, in order.</summary>
    public ImmutableArray<int> Key { get; }

    /// <summary>The field that dates a record for windows and backfills.</summary>
    public string? DateField { get; }

    /// <summary>How the numbering field is computed, where the stream has one.</summary>
    public SequenceRule? Sequence { get; }

    /// <summary>The slot of <c>record_date</c>.</summary>
    public int RecordDateSlot => this.Fields.Length - 1;

    /// <summary>Finds the slot of a field.</summary>
    public bool TryGetSlot(string name, out int slot) => this.slots.TryGetValue(name, out slot);

    /// <summary>A field by the name that mappings are told by: its own, or that of a list and of a field of its items, as in <c>courses.grade.letter</c>.</summary>
    public Field? Find(string path)
    {
        if (this.slots.TryGetValue(path, out var slot))
        {
            return this.Fields[slot];
        }

        for (var dot = path.IndexOf('.', StringComparison.Ordinal); dot > 0; dot = path.IndexOf('.', dot + 1))
        {
            if (this.slots.TryGetValue(path[..dot], out var list) && this.Fields[list].Items is { } items)
            {
                return items.TryGetSlot(path[(dot + 1)..], out var inner) ? items.Fields[inner] : null;
            }
        }

        return null;
    }

    /// <summary>Every field with the name that <see cref="Find"/> knows it by: the stream's own, each list followed by what is in its items.</summary>
    public IEnumerable<(string Path, Field Field)> AllFields =>
        this.Fields.SelectMany(one => (IEnumerable<(string, Field)>)[(one.Name, one), .. (one.Items?.Fields ?? []).Select(inner => ($"{one.Name}.{inner.Name}", inner))]);

    /// <summary>The slot of a field that is known to exist.</summary>
    /// <exception cref="ArgumentException">There is no such field.</exception>
    public int Slot(string name) =>
        this.slots.TryGetValue(name, out var slot) ? slot : throw new ArgumentException($"The stream {this.Stream} has no field \"{name}\".", nameof(name));
}
