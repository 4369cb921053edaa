using System.Collections.Concurrent;
using System.Data;
using System.Globalization;
using Microsoft.Data.SqlClient;

namespace LerBridge.Storage.Dialects;

/// <summary><c>SqlBulkCopy</c>: into the table itself where rows are only added, else into a temporary one beside it from which statements over whole sets take them over.</summary>
internal sealed class SqlServerBulk : IBulkWriter
{
    private const int Seconds = 600;

    private readonly ConcurrentDictionary<string, Statements> statements = new(StringComparer.Ordinal);

    public void Insert(Session session, BulkTable table, IEnumerable<object?[]> rows) => Copy(session, table.Name, table, rows);

    public long Upsert(Session session, BulkTable table, IEnumerable<object?[]> rows)
    {
        var known = this.statements.GetOrAdd(table.Name, static (_, made) => new Statements(made), table);
        session.Script(known.MakeStage);
        var given = Copy(session, known.Stage, table, rows);
        var added = session.Execute(known.InsertNew);
        if (added < given)
        {
            session.Execute(known.Replace);
        }

        return given - added;
    }

    private static long Copy(Session session, string target, BulkTable table, IEnumerable<object?[]> rows)
    {
        session.Flush();
        using var batch = new DataTable { Locale = CultureInfo.InvariantCulture };
        foreach (var column in table.Columns)
        {
            batch.Columns.Add(column.Name, column.Type switch { BulkType.Number => typeof(long), BulkType.Bytes => typeof(byte[]), _ => typeof(string) });
        }

        foreach (var row in rows)
        {
            batch.Rows.Add([.. row.Select(value => value ?? DBNull.Value)]);
        }

        if (batch.Rows.Count == 0)
        {
            return 0;
        }

        using var copy = new SqlBulkCopy((SqlConnection)session.Connection, SqlBulkCopyOptions.CheckConstraints, (SqlTransaction?)session.Transaction) { DestinationTableName = target, BulkCopyTimeout = Seconds };
        foreach (var column in table.Columns)
        {
            copy.ColumnMappings.Add(column.Name, column.Name);
        }

        copy.WriteToServer(batch);
        return batch.Rows.Count;
    }

    private sealed class Statements(BulkTable table)
    {
        // In the order in which the table's own index has them, and with its collation, or the two could not be compared.
        private const string KeyText = "nvarchar(740) collate Latin1_General_100_BIN2";

        private readonly string newest = $"(select {table.ColumnList}, row_number() over (partition by {string.Join(", ", table.Key)} order by ordinal desc) as turn from #new_{table.Name}) as newest";

        public string Stage => $"#new_{table.Name}";

        public string MakeStage =>
            $"""
            if object_id('tempdb..{this.Stage}') is null
                create table {this.Stage} (ordinal bigint identity(1, 1) primary key, {string.Join(", ", table.Columns.Select(column => $"[{column.Name}] {this.TypeOf(column)} null"))})
            else
                delete from {this.Stage}
            """;

        public string InsertNew =>
            $"insert into {table.Name} ({table.ColumnList}) select {table.ColumnList} from {this.newest} where newest.turn = 1 and not exists (select 1 from {table.Name} as existing with (updlock, holdlock) where {this.Same("existing")})";

        public string Replace =>
            $"update {table.Name} set {string.Join(", ", table.Rest.Select(column => $"{column} = newest.{column}"))} from {this.newest} where newest.turn = 1 and {this.Same(table.Name)}";

        private string Same(string other) => string.Join(" and ", table.Key.Select(column => $"{other}.{column} = newest.{column}"));

        private string TypeOf(BulkColumn column) => column.Type switch
        {
            BulkType.Number => "bigint",
            BulkType.Bytes => "varbinary(max)",
            _ => table.Key.Contains(column.Name) ? KeyText : "nvarchar(max)",
        };
    }
}
