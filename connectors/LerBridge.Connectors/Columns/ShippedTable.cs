using System.Collections.Immutable;
using LerBridge.Connectors.Workday;
using LerBridge.Core.Records;

namespace LerBridge.Connectors.Columns;

/// <summary>A stream that has columns of its own wherever it is read from a table: a report, a file, a query. Settings may replace a column or add one.</summary>
/// <param name="Stream">Its name.</param>
/// <param name="Columns">Its fields, each with the heading that it is looked for under.</param>
/// <param name="Key">The fields that tell its rows apart.</param>
/// <param name="Date">The field that dates a row; null where it has none.</param>
internal sealed record ShippedTable(string Stream, ImmutableArray<(Field Field, string Alias)> Columns, ImmutableArray<string> Key, string? Date)
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<ShippedTable> All { get; } = [PositionHistory.Table, Certifications.Table, WorkerSkills.Table, LearningCompletions.Table];

    /// <summary>The table of a stream; null where the stream has only the columns that settings declare.</summary>
    public static ShippedTable? Find(string stream) => All.FirstOrDefault(table => table.Stream == stream);

    /// <summary>The stream with these fields.</summary>
    public RecordSchema Schema() => new(this.Stream, Shared.StreamNames.Version, this.Columns.Select(column => column.Field), this.Key, this.Date);

    /// <summary>The stream with its default columns.</summary>
    public ColumnSet Set() => new(this.Schema(), [.. this.Columns.Select(Unchanged)]);

    /// <summary>A column as it is looked for unless settings say otherwise.</summary>
    public static Column Unchanged((Field Field, string Alias) column) => new(column.Field, column.Alias, column.Field is { Optional: false, Void: null });
}
