using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace LerBridge.Tests.Connectors.Delimited;

/// <summary>Writes workbooks as spreadsheets do, as far as a reader looks. https://ecma-international.org/publications-and-standards/standards/ecma-376/</summary>
internal sealed class WorkbookFile
{
    private readonly List<(string Name, string State, object?[][] Rows, string[] Merged)> sheets = [];

    /// <summary>A number that its format shows with zeros in front.</summary>
    internal sealed record Padded(double Number);

    /// <summary>What a formula that fails leaves.</summary>
    internal sealed record Error(string Text);

    public WorkbookFile Sheet(string name, object?[][] rows, string state = "visible", params string[] merged)
    {
        this.sheets.Add((name, state, rows, merged));
        return this;
    }

    public byte[] Bytes()
    {
        using var body = new MemoryStream();
        using (var zip = new ZipArchive(body, ZipArchiveMode.Create, leaveOpen: true))
        {
            var numbers = Enumerable.Range(1, this.sheets.Count).ToList();
            Part(zip, "[Content_Types].xml", """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>
                """);
            Part(zip, "_rels/.rels", """
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>
                """);
            Part(zip, "xl/workbook.xml", $"""
                <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{string.Concat(numbers.Select(n => $"<sheet name=\"{SecurityElement.Escape(this.sheets[n - 1].Name)}\" sheetId=\"{n}\" state=\"{this.sheets[n - 1].State}\" r:id=\"r{n}\"/>"))}</sheets></workbook>
                """);
            Part(zip, "xl/_rels/workbook.xml.rels", $"""
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{string.Concat(numbers.Select(n => $"<Relationship Id=\"r{n}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"))}<Relationship Id="rs" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>
                """);
            Part(zip, "xl/styles.xml", """
                <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="000000"/></numFmts><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="22"/></cellXfs></styleSheet>
                """);
            foreach (var n in numbers)
            {
                var merged = this.sheets[n - 1].Merged;
                var rows = this.sheets[n - 1].Rows.Select((row, r) => row.Length == 0 ? string.Empty : $"<row r=\"{r + 1}\">{string.Concat(row.Select((cell, c) => Cell(cell, $"{(char)('A' + c)}{r + 1}")))}</row>");
                Part(zip, $"xl/worksheets/sheet{n}.xml", $"""
                    <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{string.Concat(rows)}</sheetData>{(merged.Length == 0 ? "" : $"<mergeCells count=\"{merged.Length}\">{string.Concat(merged.Select(range => $"<mergeCell ref=\"{range}\"/>"))}</mergeCells>")}</worksheet>
                    """);
            }
        }

        return body.ToArray();
    }

    private static string Cell(object? cell, string at) => cell switch
    {
        null => string.Empty,
        bool flag => $"<c r=\"{at}\" t=\"b\"><v>{(flag ? 1 : 0)}</v></c>",
        DateTime time => string.Create(CultureInfo.InvariantCulture, $"<c r=\"{at}\" s=\"{(time.TimeOfDay == TimeSpan.Zero ? 1 : 3)}\"><v>{time.ToOADate()}</v></c>"),
        Padded padded => string.Create(CultureInfo.InvariantCulture, $"<c r=\"{at}\" s=\"2\"><v>{padded.Number}</v></c>"),
        Error error => $"<c r=\"{at}\" t=\"e\"><f>1/0</f><v>{error.Text}</v></c>",
        double or int or long => string.Create(CultureInfo.InvariantCulture, $"<c r=\"{at}\"><v>{cell:R}</v></c>"),
        _ => $"<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(cell.ToString())}</t></is></c>",
    };

    internal static void Part(ZipArchive zip, string name, string text)
    {
        using var part = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        part.Write(Encoding.UTF8.GetBytes(text));
    }
}
