using System.Text;
using LerBridge.Connectors.Columns;

namespace LerBridge.Connectors.Delimited;

/// <summary>A stream that is fed by files.</summary>
/// <param name="Set">The stream and its columns.</param>
/// <param name="Files">The names of its files, with * and ?.</param>
/// <param name="Separator">Between cells; null to find it in the first lines.</param>
/// <param name="Encoding">How the files are encoded; null for UTF-8, which is checked.</param>
/// <param name="TakesAll">True to read every file that matches; else, of files that differ only in a date stamp, the newest.</param>
internal sealed record DelimitedStream(ColumnSet Set, string Files, char? Separator, Encoding? Encoding, bool TakesAll = false)
{
    /// <summary>What its files look like.</summary>
    public FileForm Form { get; init; }

    /// <summary>The sheet of a workbook; null for the first that is not hidden.</summary>
    public string? Sheet { get; init; }

    /// <summary>How many lines stand above the rows of files of fixed width.</summary>
    public int LinesAbove { get; init; }

    /// <summary>A cell of the header, where lines stand above it; null where the header is the first line.</summary>
    public string? SkipRowsUntil { get; init; }

    /// <summary>How the first cell of a file's last row begins, which counts the others; null where files have none.</summary>
    public string? Trailer { get; init; }

    /// <summary>What is put behind the name of a file to say that it is whole, as in <c>.done</c>; null where nothing is.</summary>
    public string? Ready { get; init; }

    /// <summary>The partition that a file is read into: of files that follow each other under new dates it is one, so that a record that stays is where it was.</summary>
    public string PartitionOf(string name) => this.TakesAll ? name : DatedFiles.CommonName(name);

    /// <summary>True where a file is there as a whole: where settings have a mark for that, <c>grades.csv.done</c> or <c>grades.done</c> stands beside <c>grades.csv</c>.</summary>
    public bool IsReady(FileInfo file) =>
        this.Ready is not { } mark || (!file.Name.EndsWith(mark, StringComparison.OrdinalIgnoreCase) && (File.Exists(file.FullName + mark) || File.Exists(Path.ChangeExtension(file.FullName, null) + mark)));
}
