using System.Text.Unicode;

namespace LerBridge.Credentials.Compiled;

/// <summary>
/// How the document a shape was made from is written, byte for byte, with gaps where its values stood. Documents of one writer differ in the gaps alone, and
/// comparing the rest is all the reading they need.
/// </summary>
internal sealed class Layout
{
    private readonly byte[] json;
    private readonly Slot[] gaps;
    private readonly int[] slots;
    private readonly int slotCount;

    /// <param name="json">The document.</param>
    /// <param name="slots">All its slots.</param>
    /// <param name="constant">Which of them belong to the shape.</param>
    public Layout(byte[] json, ReadOnlySpan<Slot> slots, bool[] constant)
    {
        this.json = json;
        this.slotCount = slots.Length;
        this.slots = [.. Enumerable.Range(0, slots.Length).Where(i => !constant[i])];
        this.gaps = new Slot[this.slots.Length];
        for (var i = 0; i < this.slots.Length; i++)
        {
            this.gaps[i] = slots[this.slots[i]];
        }
    }

    /// <summary>The document is written like this one; then its slots are known, those that belong to the shape left out.</summary>
    public bool Matches(ReadOnlySpan<byte> json, DocumentScan scan)
    {
        var slots = scan.Reserve(this.slotCount);
        var (at, from) = (0, 0);
        for (var i = 0; i < this.gaps.Length; i++)
        {
            ref readonly var gap = ref this.gaps[i];
            var between = this.json.AsSpan(from, gap.Start - from);
            if (!json[at..].StartsWith(between))
            {
                return false;
            }

            at += between.Length;
            from = gap.Start + gap.Length;
            var length = DocumentScan.ValueLength(json[at..], gap.Kind == SlotKind.Number, out var kind);
            if (length < 0)
            {
                return false;
            }

            slots[this.slots[i]] = new Slot(at, length, kind);
            at += length;
        }

        return json[at..].SequenceEqual(this.json.AsSpan(from)) && Utf8.IsValid(json);
    }
}
