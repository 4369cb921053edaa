using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace LerBridge.Connectors.Delimited;

/// <summary>
/// The cells of a sheet that hold the error of their formula, which the reader of workbooks takes for blank. Looked for in the sheet itself (ECMA-376 part 1, 18.3.1.4): a cell of type e. The older
/// binary form does not say it in a place that could be looked at alone.
/// </summary>
internal static class FormulaErrors
{
    private const int Most = 100_000;
    private const string Folder = "xl/";

    private static readonly XmlReaderSettings Safe = new() { DtdProcessing = DtdProcessing.Prohibit, IgnoreComments = true, IgnoreWhitespace = true };

    /// <summary>Finds them, by row and column from 0.</summary>
    /// <param name="body">The archive.</param>
    /// <param name="sheet">The sheet's name.</param>
    /// <exception cref="InvalidDataException">There are more than anybody could mend.</exception>
    public static HashSet<(int Row, int Column)> Find(Stream body, string sheet)
    {
        var found = new HashSet<(int, int)>();
        using var archive = new ZipArchive(body, ZipArchiveMode.Read, leaveOpen: true);
        if (PartOf(archive, sheet) is not { } part || archive.GetEntry(part) is not { } entry)
        {
            return found;
        }

        using var xml = XmlReader.Create(entry.Open(), Safe);
        var (row, column) = (-1, -1);
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "row" })
            {
                (row, column) = (int.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number - 1 : row + 1, -1);
            }
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "c" })
            {
                column = ColumnOf(xml.GetAttribute("r")) ?? column + 1;
                if (xml.GetAttribute("t") == "e" && found.Add((row, column)) && found.Count > Most)
                {
                    throw new InvalidDataException("More cells hold the error of a formula than anybody could mend.");
                }
            }
        }

        return found;
    }

    // The workbook names its sheets and where each of them lies.
    private static string? PartOf(ZipArchive archive, string sheet)
    {
        var id = Attribute(archive, Folder + "workbook.xml", "sheet", xml => string.Equals(xml.GetAttribute("name"), sheet, StringComparison.Ordinal), xml =>
            xml.GetAttribute("id", "http://schemas.openxmlformats.org/officeDocument/2006/relationships") ?? xml.GetAttribute("id", "http://purl.oclc.org/ooxml/officeDocument/relationships"));
        var target = id is null ? null : Attribute(archive, Folder + "_rels/workbook.xml.rels", "Relationship", xml => xml.GetAttribute("Id") == id, xml => xml.GetAttribute("Target"));
        return target is null ? null : target.StartsWith('/') ? target[1..] : Folder + target;
    }

    private static string? Attribute(ZipArchive archive, string part, string element, Func<XmlReader, bool> isIt, Func<XmlReader, string?> value)
    {
        if (archive.GetEntry(part) is not { } entry)
        {
            return null;
        }

        using var xml = XmlReader.Create(entry.Open(), Safe);
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == element && isIt(xml))
            {
                return value(xml);
            }
        }

        return null;
    }

    // AB12 is column 27.
    private static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var letter in (reference ?? string.Empty).TakeWhile(char.IsAsciiLetterUpper).Take(4))
        {
            column = (column * 26) + letter - 'A' + 1;
        }

        return column == 0 ? null : column - 1;
    }
}
