using System.Collections.Immutable;
using LerBridge.Core.Records;

namespace LerBridge.Connectors.Columns;

/// <summary>A stream whose records are rows of columns.</summary>
/// <param name="Schema">The stream, as mappings see it.</param>
/// <param name="Columns">Its columns, in the order of the schema's fields.</param>
/// <param name="DecimalComma">True where numbers have a comma before their fraction.</param>
internal sealed record ColumnSet(RecordSchema Schema, ImmutableArray<Column> Columns, bool DecimalComma = false)
{
    /// <summary>The zone of times that name none, in a source that may write the day alone; null where such times are UTC and a day alone is refused.</summary>
    public TimeZoneInfo? Zone { get; init; }
}
