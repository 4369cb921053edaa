using System.Collections.Immutable;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Tables;

/// <summary>What formulas know of a table: its name, key and columns.</summary>
internal sealed class TableShape(string name, ImmutableArray<string> keys, bool many, bool single, ImmutableArray<TableColumn> columns)
{
    public string Name { get; } = name;

    /// <summary>The names of the key columns.</summary>
    public ImmutableArray<string> Keys { get; } = keys;

    /// <summary>True where a key may have many rows.</summary>
    public bool Many { get; } = many;

    /// <summary>True for a table of one value per key: looking up gives the value itself.</summary>
    public bool Single { get; } = single;

    public ImmutableArray<TableColumn> Columns { get; } = columns;

    public int IndexOf(string column)
    {
        for (var i = 0; i < this.Columns.Length; i++)
        {
            if (this.Columns[i].Name == column)
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>A column of a table. <paramref name="Declared"/> is false where the mapping gives it no type: it is text then, and must be filled where it is used.</summary>
internal sealed record TableColumn(string Name, MapType Type, bool Optional, bool Declared)
{
    /// <summary>Set once a formula reads it.</summary>
    public bool Used { get; set; }
}
