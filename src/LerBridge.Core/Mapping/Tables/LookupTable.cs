using System.Collections.Frozen;
using LerBridge.Core.Mapping.Running;

namespace LerBridge.Core.Mapping.Tables;

/// <summary>A sheet ready for lookups. Immutable.</summary>
internal sealed class LookupTable
{
    private const char KeySeparator = '\u001F';

    private readonly FrozenDictionary<string, MapValue> index;
    private readonly FrozenDictionary<string, MapValue>.AlternateLookup<ReadOnlySpan<char>> bySpan;

    public LookupTable(TableShape shape, string file, bool fold, bool reviewed, IReadOnlyList<MapRow> rows, Dictionary<string, MapValue> index, string hash)
    {
        this.Shape = shape;
        this.File = file;
        this.Reviewed = reviewed;
        this.Rows = rows;
        this.Hash = hash;
        this.index = index.ToFrozenDictionary(fold ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        this.bySpan = this.index.GetAlternateLookup<ReadOnlySpan<char>>();
        this.AllRows = MapValue.Of([.. rows.Select(MapValue.Of)]);
    }

    public TableShape Shape { get; }

    /// <summary>The sheet, or the mapping file for an inline table.</summary>
    public string File { get; }

    /// <summary>True where rows must have been validated to be used, or name something that is withdrawn: which of them may be used depends on the day.</summary>
    public bool Reviewed { get; }

    /// <summary>The frameworks that its rows are held against.</summary>
    public IReadOnlyList<TableFramework> Frameworks { get; init; } = [];

    /// <summary>What a row must be on the day of the run; null where that does not depend on the day.</summary>
    public RowFilter? Only { get; init; }

    public IReadOnlyList<MapRow> Rows { get; }

    public MapValue AllRows { get; }

    /// <summary>What each key gives.</summary>
    public IEnumerable<KeyValuePair<string, MapValue>> Entries => this.index.Select(pair => KeyValuePair.Create(pair.Key.Replace(KeySeparator.ToString(), ", ", StringComparison.Ordinal), pair.Value));

    /// <summary>Hex SHA-256 of the rows.</summary>
    public string Hash { get; }

    /// <summary>The row, list of rows or value of a key; missing where there is none.</summary>
    public MapValue Find(string key) => this.index.TryGetValue(key, out var found) ? found : default;

    /// <summary>The row, list of rows or value of a key of several columns.</summary>
    public MapValue Find(ReadOnlySpan<string> keys)
    {
        var length = keys.Length - 1;
        foreach (var key in keys)
        {
            length += key.Length;
        }

        Span<char> joined = length <= 256 ? stackalloc char[256] : new char[length];
        var at = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            if (i > 0)
            {
                joined[at++] = KeySeparator;
            }

            keys[i].CopyTo(joined[at..]);
            at += keys[i].Length;
        }

        return this.bySpan.TryGetValue(joined[..at], out var found) ? found : default;
    }

    public static string Key(IEnumerable<string> parts) => string.Join(KeySeparator, parts);
}
