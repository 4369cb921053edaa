using System.Collections.Concurrent;

namespace LerBridge.Storage.Dialects;

/// <summary>Prepared statements, row by row: within one process and one transaction nothing is quicker on SQLite.</summary>
internal sealed class SqliteBulk : IBulkWriter
{
    private readonly ConcurrentDictionary<string, Statements> statements = new(StringComparer.Ordinal);

    public void Insert(Session session, BulkTable table, IEnumerable<object?[]> rows)
    {
        var known = this.statements.GetOrAdd(table.Name, static (_, made) => new Statements(made), table);
        var insert = session.Prepare(known.Insert, known.Names);
        foreach (var row in rows)
        {
            Set(insert, row);
            insert.Run();
        }
    }

    public long Upsert(Session session, BulkTable table, IEnumerable<object?[]> rows)
    {
        var known = this.statements.GetOrAdd(table.Name, static (_, made) => new Statements(made), table);
        var insert = session.Prepare(known.InsertNew, known.Names);
        var replace = session.Prepare(known.Replace, known.Names);
        var repeated = 0L;
        foreach (var row in rows)
        {
            Set(insert, row);
            if (insert.Run() == 0)
            {
                Set(replace, row);
                replace.Run();
                repeated++;
            }
        }

        return repeated;
    }

    private static void Set(PreparedCommand command, object?[] row)
    {
        for (var at = 0; at < row.Length; at++)
        {
            command[at] = row[at];
        }
    }

    private sealed class Statements(BulkTable table)
    {
        public string[] Names { get; } = [.. table.Columns.Select(column => "@" + column.Name)];

        public string Insert { get; } = $"insert into {table.Name} ({table.ColumnList}) values ({string.Join(", ", table.Columns.Select(column => "@" + column.Name))})";

        public string InsertNew => $"{this.Insert} on conflict ({string.Join(", ", table.Key)}) do nothing";

        public string Replace =>
            $"update {table.Name} set {string.Join(", ", table.Rest.Select(column => $"{column} = @{column}"))} where {string.Join(" and ", table.Key.Select(column => $"{column} = @{column}"))}";
    }
}
