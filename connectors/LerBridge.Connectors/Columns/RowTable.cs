using System.Text;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Columns;

/// <summary>A file as rows of declared columns, whatever its form.</summary>
internal abstract class RowTable : IDisposable
{
    /// <summary>True where a quote was never closed, which swallows every row after it.</summary>
    public bool EndsInQuotes { get; protected set; }

    /// <summary>The number of the row as a person counts who opens the file.</summary>
    public abstract long Row { get; }

    /// <summary>How many cells the row has, empty ones at its end beyond the header left out.</summary>
    public abstract int CellCount { get; }

    /// <summary>The headings; empty where the form has none.</summary>
    public abstract IReadOnlyList<string> Headings { get; }

    /// <summary>How many cells a row should have.</summary>
    public int Width { get; protected set; }

    /// <summary>What the operator should know once the rows are read.</summary>
    public virtual IEnumerable<SourceNotice> Notices => [];

    /// <summary>Reads up to the first row and finds the columns.</summary>
    /// <returns>For every column the index of its cell, -1 where it is absent; null where there is nothing at all.</returns>
    /// <exception cref="InvalidDataException">The file is not of this form.</exception>
    public abstract Task<int[]?> OpenAsync(IReadOnlyList<Column> columns, CancellationToken cancellationToken);

    /// <summary>The names that stand in the header more than once, among those that are read.</summary>
    public abstract IReadOnlyList<string> Doubled(IReadOnlyList<Column> columns);

    /// <summary>Goes to the next row.</summary>
    /// <exception cref="InvalidDataException">The file cannot be read on.</exception>
    public abstract ValueTask<bool> NextAsync(CancellationToken cancellationToken);

    /// <summary>Reads the row that the table stands on.</summary>
    /// <exception cref="DecoderFallbackException">A cell is not UTF-8.</exception>
    public abstract (SourceRecord? Record, RejectedRow? Rejected) Read(RowReader reader, string source);

    /// <summary>How many pieces of text the row has that a footer may be told by.</summary>
    public virtual int PieceCount => this.CellCount;

    /// <summary>One of them.</summary>
    public abstract ReadOnlySpan<byte> Piece(int index);

    public abstract void Dispose();
}
