using System.Globalization;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Columns;

/// <summary>The columns of a stream as its source should have them.</summary>
internal static class ExpectedColumns
{
    private static readonly DateTime Day = new(2026, 5, 8, 17, 0, 0, DateTimeKind.Utc);

    /// <summary>One line for every heading, which may fill several fields. Columns that every such stream looks for stand behind those that are required or declared.</summary>
    public static IReadOnlyList<ExpectedColumn> Of(ColumnSet set) =>
    [
        .. set.Columns
            .OrderBy(column => column.MustBeThere ? 0 : column.IsDeclared ? 1 : 2)
            .GroupBy(column => column.Source, StringComparer.OrdinalIgnoreCase)
            .Select(same => new ExpectedColumn(
                same.First().Source,
                [.. same.Select(column => column.Field.Name)],
                same.Any(column => column.MustBeThere),
                new CellParser(same.First(), set.DecimalComma).Expected,
                Example(same.First(), set.DecimalComma)) { Start = same.First().Place?.Start ?? 0, Length = same.First().Place?.Length ?? 0 }),
    ];

    private static string Example(Column column, bool decimalComma) => column.Field.Type switch
    {
        FieldType.Date => Day.ToString(column.Format ?? "yyyy-MM-dd", CultureInfo.InvariantCulture),
        FieldType.Time => Day.ToString(column.Format ?? "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        FieldType.Code => column.Field.Codes[0],
        FieldType.Number => decimalComma ? "12,5" : "12.5",
        FieldType.Whole => "12",
        FieldType.Bool => "true",
        _ => column.Field.Sample ?? "text",
    };
}
