using System.Text;
using LerBridge.Connectors.Columns;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Delimited;

/// <summary>
/// Lines of fixed width, without a header: every column stands at its declared characters, whatever bytes they take. Blanks around a cell say nothing, and a line may end early where its last
/// cells are blank.
/// </summary>
internal sealed class FixedTable(Stream body, Encoding? encoding, int linesAbove) : RowTable
{
    private readonly LineReader lines = new(body, encoding);
    private readonly List<(int Start, int Length)> places = [];
    private byte[] bytes = new byte[1024];
    private (int From, int Length)[] cells = [];
    private (int From, int Length) whole;
    private bool isHeld;

    public override long Row => this.lines.Number;

    public override IReadOnlyList<string> Headings => [];

    public override int CellCount => this.Width;

    public override int PieceCount => 1;

    public override async Task<int[]?> OpenAsync(IReadOnlyList<Column> columns, CancellationToken cancellationToken)
    {
        for (var line = 0; line < linesAbove; line++)
        {
            if (!await this.lines.NextAsync(cancellationToken))
            {
                return null;
            }
        }

        var index = new int[columns.Count];
        for (var at = 0; at < index.Length; at++)
        {
            index[at] = columns[at].Place is null ? -1 : this.places.Count;
            if (columns[at].Place is { } place)
            {
                this.places.Add((place.Start - 1, place.Length));
            }
        }

        this.Width = this.places.Count;
        this.cells = new (int, int)[this.Width];
        this.isHeld = await this.NextAsync(cancellationToken);
        return this.isHeld ? index : null;
    }

    public override IReadOnlyList<string> Doubled(IReadOnlyList<Column> columns) => [];

    public override async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        if (this.isHeld)
        {
            this.isHeld = false;
            return true;
        }

        while (await this.lines.NextAsync(cancellationToken))
        {
            if (!this.lines.Line.IsWhiteSpace())
            {
                this.Cut(this.lines.Line);
                return true;
            }
        }

        return false;
    }

    public override (SourceRecord? Record, RejectedRow? Rejected) Read(RowReader reader, string source) => reader.Read(new Cells(this), source, this.Row);

    public override ReadOnlySpan<byte> Piece(int index) => this.bytes.AsSpan(this.whole.From, this.whole.Length);

    public override void Dispose() => this.lines.Dispose();

    private void Cut(ReadOnlySpan<char> line)
    {
        // Where no character takes two units, which is nearly everywhere, a character's number is its index.
        var isPlain = !line.ContainsAnyInRange('\uD800', '\uDFFF');
        var most = Encoding.UTF8.GetMaxByteCount(line.Length) * 2;
        if (this.bytes.Length < most)
        {
            this.bytes = new byte[most];
        }

        var used = 0;
        for (var cell = 0; cell < this.places.Count; cell++)
        {
            var (start, length) = this.places[cell];
            var (from, to) = isPlain ? (Math.Min(start, line.Length), Math.Min(start + length, line.Length)) : (At(line, start), At(line, start + length));
            var room = Encoding.UTF8.GetMaxByteCount(to - from);
            if (this.bytes.Length - used < room)
            {
                Array.Resize(ref this.bytes, (this.bytes.Length + room) * 2);
            }

            this.cells[cell] = (used, Encoding.UTF8.GetBytes(line[from..to], this.bytes.AsSpan(used)));
            used += this.cells[cell].Length;
        }

        if (this.bytes.Length - used < Encoding.UTF8.GetMaxByteCount(line.Length))
        {
            Array.Resize(ref this.bytes, used + Encoding.UTF8.GetMaxByteCount(line.Length));
        }

        this.whole = (used, Encoding.UTF8.GetBytes(line, this.bytes.AsSpan(used)));
    }

    // The index of a character by its number.
    private static int At(ReadOnlySpan<char> line, int number)
    {
        var index = 0;
        for (; number > 0 && index < line.Length; number--)
        {
            index += char.IsHighSurrogate(line[index]) && index + 1 < line.Length ? 2 : 1;
        }

        return index;
    }

    private readonly struct Cells(FixedTable table) : ICells
    {
        public ReadOnlySpan<byte> this[int index] => table.bytes.AsSpan(table.cells[index].From, table.cells[index].Length);
    }
}
