using System.Collections.Concurrent;
using Npgsql;
using NpgsqlTypes;

namespace LerBridge.Storage.Dialects;

/// <summary><c>COPY</c> in binary form (postgresql.org/docs/current/sql-copy.html): into the table itself where rows are only added, else into a temporary one beside it from which one statement takes them over.</summary>
internal sealed class PostgreSqlBulk : IBulkWriter
{
    private readonly ConcurrentDictionary<string, Statements> statements = new(StringComparer.Ordinal);

    public void Insert(Session session, BulkTable table, IEnumerable<object?[]> rows) =>
        Copy(session, $"copy {table.Name} ({table.ColumnList}) from stdin (format binary)", table, rows);

    public long Upsert(Session session, BulkTable table, IEnumerable<object?[]> rows)
    {
        var known = this.statements.GetOrAdd(table.Name, static (_, made) => new Statements(made), table);
        session.Execute(known.MakeStage);
        var given = Copy(session, known.CopyStage, table, rows);
        var added = session.Execute(known.InsertNew);
        if (added < given)
        {
            session.Execute(known.Replace);
        }

        return given - added;
    }

    private static long Copy(Session session, string copy, BulkTable table, IEnumerable<object?[]> rows)
    {
        session.Flush();
        using var importer = ((NpgsqlConnection)session.Connection).BeginBinaryImport(copy);
        foreach (var row in rows)
        {
            importer.StartRow();
            for (var at = 0; at < row.Length; at++)
            {
                switch (row[at])
                {
                    case null:
                        importer.WriteNull();
                        break;
                    case string text:
                        importer.Write(PostgreSqlDialect.Text(text), NpgsqlDbType.Text);
                        break;
                    case byte[] bytes:
                        importer.Write(bytes, NpgsqlDbType.Bytea);
                        break;
                    case var number:
                        importer.Write(Convert.ToInt64(number, System.Globalization.CultureInfo.InvariantCulture), NpgsqlDbType.Bigint);
                        break;
                }
            }
        }

        return (long)importer.Complete();
    }

    private sealed class Statements(BulkTable table)
    {
        private readonly string stage = $"new_{table.Name}";

        // It lives as long as the connection and is empty outside a transaction. Rows keep their order by ctid, in which COPY writes them.
        public string MakeStage => $"create temporary table if not exists {this.stage} on commit delete rows as select {table.ColumnList} from {table.Name} with no data";

        public string CopyStage => $"copy {this.stage} ({table.ColumnList}) from stdin (format binary)";

        public string InsertNew => $"insert into {table.Name} ({table.ColumnList}) select {table.ColumnList} from {this.stage} on conflict ({string.Join(", ", table.Key)}) do nothing";

        public string Replace =>
            $"""
            update {table.Name} set {string.Join(", ", table.Rest.Select(column => $"{column} = newest.{column}"))}
            from (select distinct on ({string.Join(", ", table.Key)}) {table.ColumnList} from {this.stage} order by {string.Join(", ", table.Key)}, ctid desc) as newest
            where {string.Join(" and ", table.Key.Select(column => $"{table.Name}.{column} = newest.{column}"))}
            """;
    }
}
