using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace LerBridge.Core.Credentials;

/// <summary>
/// What claims look like, in a few hundred bytes: a hash for every member, so that it can be told later which of them changed without keeping the claims. The
/// items of a list count together. A path is written like <c>credentialSubject.achievement.name</c>, without numbers for lists.
/// </summary>
internal sealed class ClaimsOutline
{
    private const uint Root = 2166136261;
    private const int EntrySize = 17;

    /// <summary>Members that put into words what others state.</summary>
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "name", "description", "narrative", "image", "caption", "tag", "inLanguage", "targetName", "targetDescription", "targetFramework",
    };

    private readonly Dictionary<uint, Entry> entries;

    private ClaimsOutline(Dictionary<uint, Entry> entries) => this.entries = entries;

    private enum EntryKind : byte
    {
        Container,
        Statement,
        Wording,
    }

    /// <summary>The outline of claims, a UTF-8 JSON object.</summary>
    public static ClaimsOutline Of(ReadOnlySpan<byte> claims)
    {
        var outline = new ClaimsOutline([]);
        var open = new Stack<(uint Place, uint Parent, bool Wording, bool IsList)>();
        (uint Place, uint Parent, bool Wording) at = (Root, Root, false);
        var reader = new Utf8JsonReader(claims, new JsonReaderOptions { MaxDepth = 256 });
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    var parent = open.Peek().Place;
                    at = (Below(parent, reader.ValueSpan), parent, Words.Contains(reader.GetString() ?? string.Empty));
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    open.Push((at.Place, at.Parent, at.Wording, reader.TokenType == JsonTokenType.StartArray));
                    outline.Note(at.Place, at.Parent, EntryKind.Container, 0);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    var closed = open.Pop();
                    at = (closed.Place, closed.Parent, closed.Wording);
                    break;
                default:
                    outline.Note(at.Place, at.Parent, at.Wording ? EntryKind.Wording : EntryKind.Statement, Fnv64((ulong)reader.TokenType, reader.ValueSpan));
                    break;
            }
        }

        return outline;
    }

    /// <summary>Reads what <see cref="Pack"/> wrote.</summary>
    public static ClaimsOutline Read(ReadOnlySpan<byte> packed)
    {
        var entries = new Dictionary<uint, Entry>(packed.Length / EntrySize);
        for (; packed.Length >= EntrySize; packed = packed[EntrySize..])
        {
            entries[BinaryPrimitives.ReadUInt32LittleEndian(packed)] = new Entry(
                BinaryPrimitives.ReadUInt32LittleEndian(packed[4..]), (EntryKind)packed[8], BinaryPrimitives.ReadUInt64LittleEndian(packed[9..]));
        }

        return new ClaimsOutline(entries);
    }

    /// <summary>The outline as bytes.</summary>
    public byte[] Pack()
    {
        var packed = new byte[this.entries.Count * EntrySize];
        var rest = packed.AsSpan();
        foreach (var (place, entry) in this.entries.OrderBy(pair => pair.Key))
        {
            BinaryPrimitives.WriteUInt32LittleEndian(rest, place);
            BinaryPrimitives.WriteUInt32LittleEndian(rest[4..], entry.Parent);
            rest[8] = (byte)entry.Kind;
            BinaryPrimitives.WriteUInt64LittleEndian(rest[9..], entry.Value);
            rest = rest[EntrySize..];
        }

        return packed;
    }

    /// <summary>True where a member at, or within, one of the paths differs.</summary>
    public bool DiffersAt(ClaimsOutline other, IEnumerable<string> paths)
    {
        var places = paths.Select(PlaceOf).ToHashSet();
        return this.Changed(other).Any(place => this.IsWithin(other, place, places));
    }

    /// <summary>True where nothing differs but members at, or within, the paths.</summary>
    public bool DiffersOnlyAt(ClaimsOutline other, IEnumerable<string> paths)
    {
        var places = paths.Select(PlaceOf).ToHashSet();
        return this.Changed(other).All(place => this.IsWithin(other, place, places));
    }

    /// <summary>True where nothing differs but wording.</summary>
    public bool DiffersInWordingOnly(ClaimsOutline other) => this.Changed(other).All(place => this.EntryOf(other, place).Kind == EntryKind.Wording);

    private static uint PlaceOf(string path)
    {
        var place = Root;
        foreach (var name in path.Split('.'))
        {
            place = Below(place, Encoding.UTF8.GetBytes(name.EndsWith("[*]", StringComparison.Ordinal) ? name[..^3] : name));
        }

        return place;
    }

    // FNV-1a: quick, and nobody gains by a collision in the issuer's own ledger
    private static uint Below(uint parent, ReadOnlySpan<byte> name)
    {
        var hash = (parent ^ (byte)'.') * 16777619;
        foreach (var letter in name)
        {
            hash = (hash ^ letter) * 16777619;
        }

        return hash;
    }

    private static ulong Fnv64(ulong seed, ReadOnlySpan<byte> bytes)
    {
        var hash = 14695981039346656037 ^ seed;
        foreach (var one in bytes)
        {
            hash = (hash ^ one) * 1099511628211;
        }

        return hash;
    }

    private void Note(uint place, uint parent, EntryKind kind, ulong value)
    {
        var known = this.entries.TryGetValue(place, out var before) ? before : new Entry(parent, kind, 14695981039346656037);
        this.entries[place] = kind == EntryKind.Container ? known : new Entry(parent, kind, (known.Value ^ value) * 1099511628211);
    }

    private IEnumerable<uint> Changed(ClaimsOutline other) => this.entries.Keys.Union(other.entries.Keys)
        .Where(place => !this.entries.TryGetValue(place, out var mine) || !other.entries.TryGetValue(place, out var theirs) ? this.EntryOf(other, place).Kind != EntryKind.Container : mine.Value != theirs.Value);

    private Entry EntryOf(ClaimsOutline other, uint place) => this.entries.TryGetValue(place, out var mine) ? mine : other.entries[place];

    private bool IsWithin(ClaimsOutline other, uint place, HashSet<uint> places)
    {
        while (place != Root)
        {
            if (places.Contains(place))
            {
                return true;
            }

            place = this.EntryOf(other, place).Parent;
        }

        return false;
    }

    private readonly record struct Entry(uint Parent, EntryKind Kind, ulong Value);
}
