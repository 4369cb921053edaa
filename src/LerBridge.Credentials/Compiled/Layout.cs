using System.Text.Unicode;

namespace LerBridge.Credentials.Compiled;

/// <summary>
/// How the document a shape was made from is written, byte for byte, with gaps where its values stood. Documents of one writer differ in the gaps alone, and
/// comparing the rest is all the reading they need.
/// </summary>
internal sealed class Layout
{
    private readonly byte[] _json;
    private readonly Slot[] _gaps;
    private readonly int[] _slots;
    private readonly int _slotCount;

    /// <param name="json">The document.</param>
    /// <param name="slots">All its slots.</param>
    /// <param name="constant">Which of them belong to the shape.</param>
    public Layout(byte[] json, ReadOnlySpan<Slot> slots, bool[] constant)
    {
        _json = json;
        _slotCount = slots.Length;
        _slots = [.. Enumerable.Range(0, slots.Length).Where(i => !constant[i])];
        _gaps = new Slot[_slots.Length];
        for (var i = 0; i < _slots.Length; i++)
        {
            _gaps[i] = slots[_slots[i]];
        }
    }

    /// <summary>The document is written like this one; then its slots are known, those that belong to the shape left out.</summary>
    public bool Matches(ReadOnlySpan<byte> json, DocumentScan scan)
    {
        var slots = scan.Reserve(_slotCount);
        var (at, from) = (0, 0);
        for (var i = 0; i < _gaps.Length; i++)
        {
            ref readonly var gap = ref _gaps[i];
            var between = _json.AsSpan(from, gap.Start - from);
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

            slots[_slots[i]] = new Slot(at, length, kind);
            at += length;
        }

        return json[at..].SequenceEqual(_json.AsSpan(from)) && Utf8.IsValid(json);
    }
}
