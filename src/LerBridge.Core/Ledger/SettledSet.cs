using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace LerBridge.Core.Ledger;

/// <summary>
/// What a mapping's records came to of which nothing need be decided while the source has them as they are, by hashes: of the record's key, and of its content with its partition. A run holds each row
/// that it reads against it; a row that is in it is a mark and no more. It also knows what the run has met so far, so that what it did not meet is known at the end.
/// </summary>
/// <remarks>
/// Equal hashes of content (128 bits of SHA-256) are equal content, which has the key in it. Keys alone are told apart by 64 bits: two that fall together are never settled, and are staged as if there were no set.
/// </remarks>
public sealed class SettledSet
{
    /// <summary>The bytes of one entry of <see cref="SettledPage.Entries"/>.</summary>
    public const int EntrySize = 26;

    /// <summary>How many classes there may be.</summary>
    public const int MostClasses = 1000;

    private const ushort StandingBit = 0x8000;
    private const byte Seen = 1;
    private const byte Displaced = 2;
    private const byte Unusable = 4;

    private readonly IReadOnlyList<SettledPage> pages;
    private readonly int[] pageStarts;
    private readonly ulong[] keys;
    private readonly UInt128[] contents;
    private readonly ushort[] words;
    private readonly byte[] states;
    private readonly int[] places;
    private readonly int mask;

    /// <summary>Takes pages in.</summary>
    /// <param name="pages">In the order of their keys.</param>
    /// <param name="classes">What entries came to, by number.</param>
    /// <param name="anew">Keys of records that are to be decided anew whatever they were.</param>
    public SettledSet(IReadOnlyList<SettledPage> pages, IReadOnlyList<SettledClass> classes, IEnumerable<string> anew)
    {
        this.Classes = classes;
        this.pageStarts = new int[pages.Count + 1];
        for (var page = 0; page < pages.Count; page++)
        {
            this.pageStarts[page + 1] = this.pageStarts[page] + (pages[page].Entries.Length / EntrySize);
        }

        this.Count = this.pageStarts[^1];
        this.keys = new ulong[this.Count];
        this.contents = new UInt128[this.Count];
        this.words = new ushort[this.Count];
        this.states = new byte[this.Count];
        this.places = new int[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, this.Count * 2L))];
        this.mask = this.places.Length - 1;
        for (var page = 0; page < pages.Count; page++)
        {
            this.Take(pages[page].Entries.Span, this.pageStarts[page]);
        }

        // Their entries are taken in; kept beside that they would be nearly as much again.
        this.pages = [.. pages.Select(page => page with { Entries = default })];
        foreach (var key in anew)
        {
            if (this.Find(KeyOf(key)) is >= 0 and var place)
            {
                this.states[place] |= Unusable;
            }
        }
    }

    /// <summary>How many entries it has.</summary>
    public int Count { get; }

    /// <summary>What entries came to, by number.</summary>
    public IReadOnlyList<SettledClass> Classes { get; }

    /// <summary>The hash by which keys are told apart.</summary>
    public static ulong KeyOf(string key)
    {
        // FNV-1a over UTF-16, stirred once more so that all of its bits are worth the same.
        var hash = 14695981039346656037UL;
        foreach (var unit in key)
        {
            hash = (hash ^ unit) * 1099511628211UL;
        }

        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53UL;
        return hash ^ (hash >> 33);
    }

    /// <summary>What is mixed into the hashes of all records of a partition.</summary>
    public static UInt128 PartitionOf(string partition) => BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(partition)));

    /// <summary>The hash of content: of the SHA-256 that is its fingerprint, and of its partition.</summary>
    public static UInt128 ContentOf(ReadOnlySpan<byte> fingerprint, UInt128 partition) => BinaryPrimitives.ReadUInt128LittleEndian(fingerprint) ^ partition;

    /// <summary>Writes an entry.</summary>
    /// <param name="entry">Where to, <see cref="EntrySize"/> bytes.</param>
    /// <param name="key">The hash of the key.</param>
    /// <param name="content">The hash of the content.</param>
    /// <param name="number">The number of its class.</param>
    /// <param name="isStanding">True where it has a credential that is not revoked.</param>
    public static void Write(Span<byte> entry, ulong key, UInt128 content, int number, bool isStanding)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(entry, key);
        BinaryPrimitives.WriteUInt128LittleEndian(entry[8..], content);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[24..], (ushort)(number | (isStanding ? StandingBit : 0)));
    }

    /// <summary>Holds a row against it, and remembers it.</summary>
    /// <param name="key">The hash of the row's key.</param>
    /// <param name="content">The hash of its content.</param>
    /// <param name="mark">What is to be kept so that it is remembered; null where nothing is.</param>
    public SettledRow Meet(ulong key, UInt128 content, out int? mark)
    {
        mark = null;
        var place = this.Find(key);
        if (place < 0 || (this.states[place] & Unusable) != 0)
        {
            return SettledRow.Stage;
        }

        var state = this.states[place];
        if (this.contents[place] == content)
        {
            if ((state & Seen) != 0)
            {
                return SettledRow.Repeated;
            }

            if ((state & Displaced) != 0)
            {
                return SettledRow.Stage;
            }

            mark = place;
            this.states[place] |= Seen;
            return SettledRow.Settled;
        }

        if ((state & Displaced) != 0)
        {
            return SettledRow.Stage;
        }

        mark = ~place;
        this.states[place] = (byte)((state & ~Seen) | Displaced);
        return (state & Seen) != 0 ? SettledRow.StageInPlace : SettledRow.Stage;
    }

    /// <summary>Remembers what was met before, in the order in which it was.</summary>
    public void Remember(int mark)
    {
        if (mark >= 0)
        {
            this.states[mark] |= Seen;
        }
        else
        {
            this.states[~mark] = (byte)((this.states[~mark] & ~Seen) | Displaced);
        }
    }

    /// <summary>True where a row of the key was met that is settled.</summary>
    public bool IsSeen(string key) => this.Find(KeyOf(key)) is >= 0 and var place && (this.states[place] & Seen) != 0;

    /// <summary>How many entries of each class were met, by its number.</summary>
    public long[] CountSeen()
    {
        var counts = new long[this.Classes.Count];
        for (var place = 0; place < this.Count; place++)
        {
            if ((this.states[place] & Seen) != 0)
            {
                counts[this.words[place] & ~StandingBit]++;
            }
        }

        return counts;
    }

    /// <summary>How many entries were met.</summary>
    public int Met => this.states.Count(state => (state & Seen) != 0);

    /// <summary>The pages in which something that has a credential was not met: behind the first key, up to the second, which is null for the end.</summary>
    public IEnumerable<(string After, string? Last)> Unseen() =>
        this.Stretches(page => this.pages[page].Standing > 0 || this.Any(page, place => (this.states[place] & Seen) == 0 && (this.words[place] & StandingBit) != 0));

    /// <summary>The pages in which anything was not met that the last extract held, or may not have been.</summary>
    public IEnumerable<(string After, string? Last)> Missed() =>
        this.Stretches(page => this.pages[page].Loose > 0 || this.Any(page, place => (this.states[place] & Seen) == 0));

    /// <summary>The pages in which anything was met.</summary>
    public IEnumerable<(string After, string? Last)> Reached() => this.Stretches(page => this.Any(page, place => (this.states[place] & Seen) != 0));

    private IEnumerable<(string After, string? Last)> Stretches(Func<int, bool> isWanted)
    {
        for (var page = 0; page < this.pages.Count; page++)
        {
            if (isWanted(page))
            {
                yield return (this.pages[page].AfterKey, page + 1 < this.pages.Count ? this.pages[page + 1].AfterKey : null);
            }
        }
    }

    private bool Any(int page, Func<int, bool> isWanted)
    {
        for (var place = this.pageStarts[page]; place < this.pageStarts[page + 1]; place++)
        {
            if (isWanted(place))
            {
                return true;
            }
        }

        return false;
    }

    private void Take(ReadOnlySpan<byte> entries, int place)
    {
        for (; !entries.IsEmpty; entries = entries[EntrySize..], place++)
        {
            var key = BinaryPrimitives.ReadUInt64LittleEndian(entries);
            this.keys[place] = key;
            this.contents[place] = BinaryPrimitives.ReadUInt128LittleEndian(entries[8..]);
            this.words[place] = BinaryPrimitives.ReadUInt16LittleEndian(entries[24..]);
            var at = (int)key & this.mask;
            for (; this.places[at] != 0; at = (at + 1) & this.mask)
            {
                var other = this.places[at] - 1;
                if (this.keys[other] == key)
                {
                    this.states[other] |= Unusable;
                    this.states[place] |= Unusable;
                }
            }

            this.places[at] = place + 1;
        }
    }

    private int Find(ulong key)
    {
        for (var at = (int)key & this.mask; this.places[at] != 0; at = (at + 1) & this.mask)
        {
            if (this.keys[this.places[at] - 1] == key)
            {
                return this.places[at] - 1;
            }
        }

        return -1;
    }
}

/// <summary>A stretch of the records of a mapping, in key order.</summary>
/// <param name="AfterKey">The key behind which it begins.</param>
/// <param name="Entries">Its entries, one after the other.</param>
/// <param name="Loose">How many of its records are no entries although the last extract held them.</param>
/// <param name="Standing">How many records that are no entries have a credential that is not revoked.</param>
public sealed record SettledPage(string AfterKey, ReadOnlyMemory<byte> Entries, long Loose, long Standing);

/// <summary>What records came to.</summary>
/// <param name="Outcome">What was decided.</param>
/// <param name="Code">Why, as a code; null where there is nothing to say.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Where">Where in the mapping.</param>
/// <param name="Example">The key of one such record.</param>
public sealed record SettledClass(DecisionKind Outcome, string? Code, string? Reason, string? Where, string Example);

/// <summary>What is to be done with a row that was held against a <see cref="SettledSet"/>.</summary>
public enum SettledRow
{
    /// <summary>It is staged: something is to be decided, or may be.</summary>
    Stage,

    /// <summary>It is staged in the place of a settled one of the same key that this run has met.</summary>
    StageInPlace,

    /// <summary>Nothing is to be decided.</summary>
    Settled,

    /// <summary>It was met before, and nothing is to be decided.</summary>
    Repeated,
}
