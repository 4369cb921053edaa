using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace LerBridge.Connectors.Columns;

/// <summary>
/// The texts of one column. Most columns repeat themselves, as those of companies, terms and titles do, and a repeated text is made a string once; a column that hardly does is soon no longer
/// looked up.
/// </summary>
internal sealed class RepeatedTexts
{
    private const int Slots = 256;
    private const int Longest = 64;
    private const int Trial = 1024;
    private const int Worthwhile = Trial / 8;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string?[] known = new string?[Slots];
    private int asked;
    private int met;

    /// <summary>The text of a cell that has some.</summary>
    /// <exception cref="DecoderFallbackException">The cell is not UTF-8.</exception>
    public string Of(ReadOnlySpan<byte> cell)
    {
        if (cell.Length > Longest || (this.asked == Trial && this.met < Worthwhile))
        {
            return Make(cell);
        }

        // Text beyond ASCII never equals its bytes here, so it is made anew.
        ref var slot = ref this.known[Slot(cell)];
        if (slot is { } text && text.Length == cell.Length && Ascii.Equals(cell, text))
        {
            this.met++;
            return text;
        }

        this.asked = this.asked < Trial ? this.asked + 1 : Trial;
        return slot = Make(cell);
    }

    private static string Make(ReadOnlySpan<byte> cell) => Ascii.IsValid(cell) ? Encoding.Latin1.GetString(cell) : Strict.GetString(cell);

    private static int Slot(ReadOnlySpan<byte> cell)
    {
        ulong mixed;
        if (cell.Length >= 8)
        {
            mixed = BinaryPrimitives.ReadUInt64LittleEndian(cell) ^ BitOperations.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(cell[^8..]), 29);
        }
        else if (cell.Length >= 4)
        {
            mixed = BinaryPrimitives.ReadUInt32LittleEndian(cell) ^ ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(cell[^4..]) << 29);
        }
        else
        {
            mixed = cell[0] | ((ulong)cell[^1] << 8) | ((ulong)cell.Length << 16);
        }

        return (int)((mixed * 0x9E3779B97F4A7C15) >> 56);
    }
}
