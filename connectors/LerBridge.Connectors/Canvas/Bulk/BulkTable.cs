using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;
using LerBridge.Connectors.Columns;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Canvas.Bulk;

/// <summary>A table of a report: in a zip beside others, or bare where it is the only one. Columns are found by their names, of which Canvas has more or fewer by version.</summary>
internal static class BulkTable
{
    private const long LargestTable = 4L * 1024 * 1024 * 1024;

    /// <summary>The rows of a table, each as the cells of the wanted columns; an absent column's cell is null.</summary>
    /// <param name="connector">The connector's name, for messages.</param>
    /// <param name="file">The report's file.</param>
    /// <param name="table">The table's name, as in <c>enrollments</c>.</param>
    /// <param name="required">Columns without which the table is of no use.</param>
    /// <param name="optional">Columns that may be absent.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ConnectorException">The table is not there, or not as documented.</exception>
    public static async IAsyncEnumerable<string?[]> ReadAsync(string connector, FileStream file, string table, string[] required, string[] optional, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        file.Position = 0;
        using var zip = IsZip(file) ? Open(connector, file, table) : null;
        var entry = zip?.Entries.FirstOrDefault(one => Path.GetFileNameWithoutExtension(one.Name).Equals(table, StringComparison.OrdinalIgnoreCase));
        if (zip is not null && entry is null)
        {
            // A table without rows may be left out of the zip.
            yield break;
        }

        if (entry?.Length > LargestTable)
        {
            throw Refuse(connector, table, "is larger than any that is expected");
        }

        await using var body = entry is null ? null : await entry.OpenAsync(cancellationToken);
        using var csv = new CsvTable(body ?? file, ',', Encoding.UTF8);
        var names = required.Concat(optional).ToArray();
        var index = await OpenedAsync(connector, csv, table, [.. names.Select(name => new Column(new Field("site.x", FieldType.Text, true, name), name, false))], cancellationToken);
        if (index is null)
        {
            yield break;
        }

        var absent = required.Where((_, at) => index[at] < 0).ToList();
        if (absent.Count > 0)
        {
            throw new ConnectorException(
                FailureKind.Contract,
                ConnectorCodes.ReportHeader,
                $"{connector}: the report's table {table} has no {string.Join(", ", absent.Select(name => $"\"{name}\""))}. Canvas writes these headings in the language of the account behind the token: set it to English (US) in the account's settings in Canvas.");
        }

        while (await NextAsync(connector, csv, table, cancellationToken))
        {
            if (csv.CellCount < csv.Width)
            {
                throw Refuse(connector, table, $"breaks off at row {csv.Row}");
            }

            var row = new string?[names.Length];
            var cells = csv.Cells;
            for (var at = 0; at < names.Length; at++)
            {
                row[at] = index[at] < 0 ? null : Encoding.UTF8.GetString(cells[index[at]]) is { Length: > 0 } text ? text : null;
            }

            yield return row;
        }

        if (csv.EndsInQuotes)
        {
            throw Refuse(connector, table, "breaks off in the middle of a row");
        }
    }

    private static ZipArchive Open(string connector, FileStream file, string table)
    {
        try
        {
            return new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (InvalidDataException)
        {
            throw Refuse(connector, table, "lies in a zip that is damaged");
        }
    }

    private static bool IsZip(FileStream file)
    {
        Span<byte> start = stackalloc byte[4];
        var read = file.ReadAtLeast(start, 4, throwOnEndOfStream: false);
        file.Position = 0;
        return read == 4 && start.SequenceEqual("PK\u0003\u0004"u8);
    }

    private static async Task<int[]?> OpenedAsync(string connector, CsvTable csv, string table, List<Column> columns, CancellationToken cancellationToken)
    {
        try
        {
            var index = await csv.OpenAsync(columns, cancellationToken);
            return csv.LooksLikePage ? throw Refuse(connector, table, "is a web page") : index;
        }
        catch (CsvFormatException)
        {
            throw Refuse(connector, table, "has a first line that cannot be read");
        }
    }

    private static async ValueTask<bool> NextAsync(string connector, CsvTable csv, string table, CancellationToken cancellationToken)
    {
        try
        {
            return await csv.NextAsync(cancellationToken);
        }
        catch (Exception problem) when (problem is CsvFormatException or InvalidDataException)
        {
            throw Refuse(connector, table, $"cannot be read after row {csv.Row}");
        }
    }

    private static ConnectorException Refuse(string connector, string table, string what) =>
        new(FailureKind.Contract, ConnectorCodes.Unreadable, $"{connector}: the report's table {table} {what}. Run again; where it stays, the report has changed.");
}
