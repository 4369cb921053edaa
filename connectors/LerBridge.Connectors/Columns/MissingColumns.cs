using LerBridge.Core.Diagnostics;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Columns;

/// <summary>What the absence of columns means.</summary>
internal static class MissingColumns
{
    /// <summary>Stops the stream before its first row.</summary>
    public static ConnectorException Refuse(string connector, string where, IReadOnlyList<Column> missing) => new(
        FailureKind.Contract,
        ConnectorCodes.MissingColumn,
        $"{connector}: {where} lacks {(missing.Count == 1 ? "the column" : "the columns")} {string.Join(", ", missing.Select(column => $"\"{column.Source}\" (field {column.Field.Name})"))}. "
        + "Nothing was read. Put it back, or correct Source in Columns.");

    /// <summary>Tells of optional columns that are absent; none where all are there.</summary>
    public static IEnumerable<SourceNotice> Notice(string where, IReadOnlyList<Column> missing)
    {
        if (missing.Count > 0)
        {
            yield return new SourceNotice(ConnectorCodes.VanishedColumn, $"{where} has no {string.Join(", ", missing.Select(column => $"\"{column.Source}\""))}; the fields are missing in every record.");
        }
    }
}
