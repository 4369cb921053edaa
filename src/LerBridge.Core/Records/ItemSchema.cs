using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LerBridge.Core.Records;

/// <summary>What the items of a list of records look like: fields by slot, and what tells one item from another. Mappings bind names to slots of this once.</summary>
public sealed class ItemSchema
{
    private readonly FrozenDictionary<string, int> slots;

    /// <summary>Makes the schema of a list's items.</summary>
    /// <param name="fields">The fields of one item, in the form of a stream's: dotted names, as in <c>course.code</c>.</param>
    /// <param name="key">The names of the fields that identify an item within its record; empty where nothing does.</param>
    /// <exception cref="ArgumentException">A name occurs twice, a field is a list of records itself, or the key names no field or a list.</exception>
    public ItemSchema(IEnumerable<Field> fields, params IEnumerable<string> key)
    {
        this.Fields = [.. fields];
        this.slots = this.Fields.Select((field, slot) => (field.Name, slot)).ToFrozenDictionary(pair => pair.Name, pair => pair.slot, StringComparer.Ordinal);
        this.Ordered =
        [
            .. this.Fields.Select((field, slot) => (field.Name, slot))
                .OrderBy(pair => pair.Name, StringComparer.Ordinal)
                .Select(pair => (JsonEncodedText.Encode(pair.Name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping), pair.slot)),
        ];
        this.Key = [.. key.Select(this.Slot)];
        if (this.Fields.Any(field => field.Type == FieldType.RecordList) || this.Key.Any(slot => this.Fields[slot].Type == FieldType.TextList))
        {
            throw new ArgumentException("A list of records has no lists of records in it, and no list identifies an item.", nameof(fields));
        }
    }

    /// <summary>The fields by slot.</summary>
    public ImmutableArray<Field> Fields { get; }

    /// <summary>The slots whose values identify an item, in order; may be empty.</summary>
    public ImmutableArray<int> Key { get; }

    /// <summary>The slots in the order of their names (ordinal): that of canonical content.</summary>
    internal ImmutableArray<(JsonEncodedText Name, int Slot)> Ordered { get; }

    /// <summary>Finds the slot of a field.</summary>
    public bool TryGetSlot(string name, out int slot) => this.slots.TryGetValue(name, out slot);

    /// <summary>The slot of a field that is known to exist.</summary>
    /// <exception cref="ArgumentException">There is no such field.</exception>
    public int Slot(string name) =>
        this.slots.TryGetValue(name, out var slot) ? slot : throw new ArgumentException($"The items of the list have no field \"{name}\".", nameof(name));
}
