using System.Buffers;
using System.Data.Common;
using System.Globalization;
using System.Text;
using LerBridge.Connectors.Columns;
using LerBridge.Core.Records;

namespace LerBridge.Connectors.Sql;

/// <summary>
/// The cells of a result's row, one for each column of the stream, written as every other source writes them: dates and numbers in the invariant form, times as instants.
/// A time without a zone is a local time of the database.
/// </summary>
internal sealed class SqlCells(ColumnSet set, IReadOnlyList<int> ordinals, TimeZoneInfo zone) : ICells
{
    private readonly ArrayBufferWriter<byte> bytes = new(1024);
    private readonly (int Start, int Length)[] cells = new (int, int)[ordinals.Count];

    public ReadOnlySpan<byte> this[int index] => this.bytes.WrittenSpan.Slice(this.cells[index].Start, this.cells[index].Length);

    /// <summary>Takes the row that a reader stands on.</summary>
    public void Take(DbDataReader row)
    {
        this.bytes.ResetWrittenCount();
        for (var at = 0; at < ordinals.Count; at++)
        {
            var start = this.bytes.WrittenCount;
            if (ordinals[at] >= 0 && !row.IsDBNull(ordinals[at]))
            {
                this.Write(row.GetValue(ordinals[at]), set.Columns[at]);
            }

            this.cells[at] = (start, this.bytes.WrittenCount - start);
        }
    }

    private void Write(object value, Column column)
    {
        if (value is byte[] raw)
        {
            this.bytes.Write(raw);
            return;
        }

        Encoding.UTF8.GetBytes(this.Text(value, column), this.bytes);
    }

    private string Text(object value, Column column) => value switch
    {
        string text => text,
        bool flag => flag ? "1" : "0",
        DateOnly day => day.ToString(column.Format ?? "yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => this.Time(time, column),
        DateTimeOffset time => column.Field.Type == FieldType.Date ? time.ToString(column.Format ?? "yyyy-MM-dd", CultureInfo.InvariantCulture) : Instant(time, column),
        float or double => string.Create(CultureInfo.InvariantCulture, $"{value:R}"),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
    };

    private string Time(DateTime time, Column column) => column.Field.Type switch
    {
        FieldType.Date => time.ToString(column.Format ?? "yyyy-MM-dd", CultureInfo.InvariantCulture),
        FieldType.Time => Instant(time.Kind == DateTimeKind.Utc ? new DateTimeOffset(time) : new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Unspecified), zone.GetUtcOffset(time)), column),
        _ => time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
    };

    private static string Instant(DateTimeOffset time, Column column) => time.UtcDateTime.ToString(column.Field.Type == FieldType.Time && column.Format is { } format ? format : "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture);
}
