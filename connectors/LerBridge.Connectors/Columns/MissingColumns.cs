using LerBridge.Core.Diagnostics;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Columns;

/// <summary>What the absence of columns that have to be there means.</summary>
internal static class MissingColumns
{
    /// <summary>Stops the stream before its first row, and says which lines of the mapping wait for the columns.</summary>
    /// <param name="connector">The connector's name in settings.</param>
    /// <param name="where">The report or file, in the middle of a sentence.</param>
    /// <param name="set">The stream.</param>
    /// <param name="missing">Its columns that the report or file lacks.</param>
    /// <param name="request">What the run asks for; null where nothing is run, and no mapping is at hand.</param>
    public static ConnectorException Refuse(string connector, string where, ColumnSet set, IReadOnlyList<Column> missing, PullRequest? request) => new(
        FailureKind.Contract,
        ConnectorCodes.MissingColumn,
        $"{connector}: {where} lacks {(missing.Count == 1 ? "the column" : "the columns")} {string.Join(", ", missing.Select(column => $"\"{column.Source}\" ({Use(column, set, request)})"))}. "
        + "Nothing was read. Put it back, or correct Source in Columns.");

    private static string Use(Column column, ColumnSet set, PullRequest? request)
    {
        var name = column.Field.Name;
        var key = set.Schema.Key.Any(slot => set.Schema.Fields[slot].Name == name) ? ", part of the key" : string.Empty;
        var place = request?.ReadFields.GetValueOrDefault(name) is { } line ? $", which {line} reads" : string.Empty;
        return $"field {name}{key}{place}";
    }
}
