using System.Text;
using LerBridge.Core.Mapping.Documents;

namespace LerBridge.Core.Mapping.Tables;

/// <summary>A CSV file as cells with their lines (RFC 4180): a header, then rows. Commas, semicolons or tabs, whichever the header has; a byte order mark and CRLF are accepted.</summary>
internal sealed record CsvSheet(IReadOnlyList<string> Header, IReadOnlyList<CsvRow> Rows, char Separator, bool HasByteOrderMark, bool HasCarriageReturns)
{
    public const int MaxRows = 200_000;
    public const int MaxColumns = 200;
    private static readonly char[] Separators = [',', ';', '\t'];
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a sheet.</summary>
    /// <exception cref="CsvException">It is not UTF-8, has no header, or a quote does not end.</exception>
    public static CsvSheet Read(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith("PK\u0003\u0004"u8))
        {
            throw new CsvException(1, "This is a workbook, not a sheet of text.", "in Excel, save it as  CSV UTF-8 (comma delimited)");
        }

        var mark = content.StartsWith("\uFEFF"u8);
        string text;
        try
        {
            text = Strict.GetString(mark ? content[3..] : content);
        }
        catch (DecoderFallbackException)
        {
            throw new CsvException(1, "This sheet is not UTF-8.", "in Excel, save it as  CSV UTF-8 (comma delimited)");
        }

        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var first = end < 0 ? text : text[..end];
        var separator = Separators.MaxBy(candidate => first.Count(c => c == candidate));
        var rows = Split(text, separator);

        // with this line Excel says which separator it wrote
        if (first.Length == 5 && first.StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
        {
            separator = first[4];
            rows = Split(text, separator)[1..];
        }

        if (rows.Count == 0)
        {
            throw new CsvException(1, "This sheet is empty.", "its first line names the columns");
        }

        return new CsvSheet([.. rows[0].Cells.Select(cell => cell.Trim())], rows[1..], separator, mark, text.Contains('\r', StringComparison.Ordinal)) { Text = text };
    }

    /// <summary>What was read, without the byte order mark.</summary>
    private string Text { get; init; } = string.Empty;

    /// <summary>Where a cell of a row stands, with its quotes; the end of the row where it has no such cell. Found by reading the row again, since few cells are ever asked for.</summary>
    public SourceSpan PlaceOf(CsvRow row, int cell)
    {
        var (at, line, lineStart) = (row.Offset, row.Line, row.Offset);
        for (var number = 0; ; number++)
        {
            var (start, startLine, startOfLine) = (at, line, lineStart);
            if (at < this.Text.Length && this.Text[at] == '"')
            {
                for (at++; at < this.Text.Length && (this.Text[at] != '"' || (at + 1 < this.Text.Length && this.Text[at + 1] == '"')); at++)
                {
                    at += this.Text[at] == '"' ? 1 : 0;
                    if (this.Text[at] == '\n')
                    {
                        line++;
                        lineStart = at + 1;
                    }
                }
            }

            while (at < this.Text.Length && this.Text[at] != this.Separator && this.Text[at] is not ('\r' or '\n'))
            {
                at++;
            }

            var ends = at >= this.Text.Length || this.Text[at] != this.Separator;
            if (number == cell || ends)
            {
                var (where, length) = number == cell ? (start, line == startLine ? at - start : 1) : (at, 1);
                return number == cell
                    ? new SourceSpan(new SourcePoint(startLine, where - startOfLine + 1), Math.Max(1, length))
                    : new SourceSpan(new SourcePoint(line, where - lineStart + 1), length);
            }

            at++;
        }
    }

    private static List<CsvRow> Split(string text, char separator)
    {
        var rows = new List<CsvRow>();
        var cells = new List<string>();
        var cell = new StringBuilder();
        var line = 1;
        var startLine = 1;
        var start = 0;
        var at = 0;
        while (at < text.Length)
        {
            var c = text[at];
            if (c == '"' && cell.Length == 0)
            {
                at = Quoted(text, at, cell, ref line);
            }
            else if (c == separator)
            {
                cells.Add(cell.ToString());
                cell.Clear();
                at++;
            }
            else if (c is '\r' or '\n')
            {
                at += c == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1;
                End(rows, cells, cell, startLine, start);
                startLine = ++line;
                start = at;
            }
            else
            {
                cell.Append(c);
                at++;
            }
        }

        End(rows, cells, cell, startLine, start);
        return rows;
    }

    private static int Quoted(string text, int at, StringBuilder cell, ref int line)
    {
        var start = line;
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                if (at + 1 >= text.Length || text[at + 1] != '"')
                {
                    return at + 1;
                }

                at++;
            }

            line += text[at] == '\n' ? 1 : 0;
            cell.Append(text[at]);
        }

        throw new CsvException(start, "A quote that begins on this line does not end.", "close it with \" ; a quote inside a cell is doubled");
    }

    private static void End(List<CsvRow> rows, List<string> cells, StringBuilder cell, int line, int offset)
    {
        cells.Add(cell.ToString());
        cell.Clear();
        if (cells.Count > MaxColumns || rows.Count > MaxRows)
        {
            throw new CsvException(line, cells.Count > MaxColumns ? $"This row has more than {MaxColumns} cells." : $"This sheet has more than {MaxRows} rows.", null);
        }

        // blank lines, and the lines of separators that spreadsheets leave behind
        if (cells.Exists(text => !string.IsNullOrWhiteSpace(text)))
        {
            rows.Add(new CsvRow(line, [.. cells], offset));
        }

        cells.Clear();
    }
}

/// <summary>A row and the line it begins on.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Cells">Its cells.</param>
/// <param name="Offset">Where it begins in the text of the sheet.</param>
internal sealed record CsvRow(int Line, IReadOnlyList<string> Cells, int Offset = 0);

/// <summary>A sheet that cannot be read. Caught where the table is compiled.</summary>
internal sealed class CsvException(int line, string message, string? advice) : Exception(message)
{
    public int Line { get; } = line;

    public string? Advice { get; } = advice;
}
