namespace LerBridge.Storage.Dialects;

/// <summary>A table that is written many rows at a time.</summary>
internal sealed class BulkTable
{
    /// <summary>Describes it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="key">The columns that make a row one; empty where rows are only added.</param>
    /// <param name="columns">The columns that are written, the key among them, in the order in which values are given.</param>
    public BulkTable(string name, IReadOnlyList<string> key, params IReadOnlyList<BulkColumn> columns)
    {
        this.Name = name;
        this.Key = key;
        this.Columns = columns;
        this.ColumnList = string.Join(", ", columns.Select(column => column.Name));
        this.Rest = [.. columns.Select(column => column.Name).Except(key)];
    }

    public string Name { get; }

    public IReadOnlyList<string> Key { get; }

    public IReadOnlyList<BulkColumn> Columns { get; }

    /// <summary>The names of all columns, with commas between.</summary>
    public string ColumnList { get; }

    /// <summary>The columns that are not of the key.</summary>
    public IReadOnlyList<string> Rest { get; }
}

/// <summary>A column.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it holds.</param>
internal readonly record struct BulkColumn(string Name, BulkType Type)
{
    public static BulkColumn Text(string name) => new(name, BulkType.Text);

    public static BulkColumn Number(string name) => new(name, BulkType.Number);

    public static BulkColumn Bytes(string name) => new(name, BulkType.Bytes);
}

/// <summary>What a column holds.</summary>
internal enum BulkType
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A 64-bit integer.</summary>
    Number,

    /// <summary>Bytes.</summary>
    Bytes,
}
