using System.Collections.Immutable;

namespace LerBridge.Core.Records;

/// <summary>One field of a stream, by the name that mappings use.</summary>
/// <param name="Name">Dotted name, as in <c>course.code</c>.</param>
/// <param name="Type">Its type.</param>
/// <param name="Optional">True where a record may lack it.</param>
/// <param name="Description">One sentence for the author of a mapping.</param>
/// <param name="Sample">A made-up value in the form it has in tests; null where none helps.</param>
/// <param name="Tags">What it is about.</param>
/// <param name="Codes">The closed list of words of a <see cref="FieldType.Code"/>; empty otherwise.</param>
public sealed record Field(
    string Name,
    FieldType Type,
    bool Optional,
    string Description,
    string? Sample = null,
    FieldTags Tags = FieldTags.None,
    ImmutableArray<string> Codes = default)
{
    /// <summary>The fields of each item of a <see cref="FieldType.RecordList"/>; null otherwise.</summary>
    public ItemSchema? Items { get; init; }

    /// <summary>
    /// What of this field says that the record does not count at its source: removed, inactive, not completed. A mapping that reads the field decides for itself; one that does not
    /// skips such records. Null for a field that says nothing of the kind.
    /// </summary>
    public VoidWhen? Void { get; init; }

    /// <summary>The closed list of words; never default.</summary>
    public ImmutableArray<string> Codes { get; init; } = Codes.IsDefault ? [] : Codes;

    /// <summary>A field that holds a list of records, never missing: a list may be empty.</summary>
    public static Field List(string name, ItemSchema items, string description) => new(name, FieldType.RecordList, false, description) { Items = items };

    /// <summary>True for fields that are stored only when a mapping names them.</summary>
    public bool IsRestricted => (this.Tags & FieldTags.Restricted) != 0;
}
