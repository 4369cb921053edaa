namespace LerBridge.Core.Sources;

/// <summary>A connector whose streams are tables with a heading over each column: files, reports, results of queries.</summary>
public interface ITabularSource
{
    /// <summary>The table that feeds a stream, as it is expected; null where the stream comes from elsewhere. No I/O.</summary>
    /// <param name="stream">One of the connector's streams.</param>
    ExpectedTable? Expected(string stream);
}

/// <summary>A table that is expected of a source.</summary>
/// <param name="Columns">Its columns; in which order does not matter.</param>
/// <param name="Separator">What stands between cells where it is a file.</param>
/// <param name="Trailer">How its last row begins, which counts the others; null where there is none.</param>
public sealed record ExpectedTable(IReadOnlyList<ExpectedColumn> Columns, char Separator = ',', string? Trailer = null)
{
    /// <summary>True where it is a file of fixed width, which has no headings.</summary>
    public bool IsFixedWidth { get; init; }

    /// <summary>How many lines stand above the rows of a file of fixed width.</summary>
    public int LinesAbove { get; init; }
}

/// <summary>A column that is expected.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Fields">The fields that it fills.</param>
/// <param name="IsRequired">True where a table without it is refused.</param>
/// <param name="Form">What its cells look like, as in <c>a date like 2026-05-08</c>.</param>
/// <param name="Example">A made-up cell.</param>
public sealed record ExpectedColumn(string Heading, IReadOnlyList<string> Fields, bool IsRequired, string Form, string Example)
{
    /// <summary>In a file of fixed width the first character of its cells, from 1; else 0.</summary>
    public int Start { get; init; }

    /// <summary>In a file of fixed width how many characters its cells have; else 0.</summary>
    public int Length { get; init; }
}
