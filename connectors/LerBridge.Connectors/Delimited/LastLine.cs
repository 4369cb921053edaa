using LerBridge.Connectors.Columns;

namespace LerBridge.Connectors.Delimited;

/// <summary>
/// Tells a file that breaks off within its last row: where the files before had a line end behind theirs, one without is taken for cut off, once. A file that says itself where it ends
/// (<see cref="DelimitedStream.Trailer"/>), or has a mark beside it (<see cref="DelimitedStream.Ready"/>), needs no guess.
/// </summary>
/// <param name="before">The delivery that the last run read; null where there was none.</param>
/// <param name="at">Where a pull that goes on had come to; null for a new one.</param>
internal sealed class LastLine(DelimitedCursor? before, DelimitedCursor? at)
{
    private bool endsLines = at?.EndsLines ?? true;
    private bool wasCut = at?.WasCut ?? false;

    /// <summary>Looks at the end of a file.</summary>
    public bool IsCut(DelimitedStream stream, FileInfo file, FileStream body, RowTable table)
    {
        var endsLine = table is WorkbookTable || EndsLine(body);
        // What was cut last time and is there again is still cut; another file that ends so shows that they do from now on.
        var isCut = !endsLine && before is { EndsLines: true } && stream is { Trailer: null, Ready: null } && (!before.WasCut || before.Taken.Any(taken => taken.Is(file)));
        this.endsLines &= endsLine || isCut;
        this.wasCut |= isCut;
        return isCut;
    }

    /// <summary>Writes down what is known of the delivery so far.</summary>
    public DelimitedCursor Note(DelimitedCursor cursor) => cursor with { EndsLines = this.endsLines, WasCut = this.wasCut };

    // In UTF-16 one of the last two bytes is the character.
    private static bool EndsLine(FileStream body)
    {
        Span<byte> last = stackalloc byte[2];
        var length = body.Length;
        var read = length == 0 ? 0 : RandomAccess.Read(body.SafeFileHandle, last, Math.Max(0, length - last.Length));
        return last[..read].ContainsAny((byte)'\n', (byte)'\r');
    }
}
