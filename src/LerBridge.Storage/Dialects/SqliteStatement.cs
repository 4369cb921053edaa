using System.Buffers;
using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LerBridge.Storage.Dialects;

/// <summary>
/// One prepared statement of SQLite, bound and stepped without a detour: the provider's command looks every parameter up by its name each time it is run, which costs more than most statements do.
/// </summary>
internal sealed class SqliteStatement : PreparedCommand
{
    private const int OnStack = 512;

    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    private readonly int[] places;

    /// <param name="connection">The connection.</param>
    /// <param name="sql">One statement.</param>
    /// <param name="names">Its parameters, in the order in which values are given.</param>
    /// <exception cref="InvalidOperationException">It is not one statement, or has a parameter that is not named.</exception>
    public SqliteStatement(SqliteConnection connection, string sql, ReadOnlySpan<string> names)
    {
        this.database = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        this.Check(raw.sqlite3_prepare_v3(this.database, sql, raw.SQLITE_PREPARE_PERSISTENT, out this.statement, out var rest));
        if (this.statement.IsInvalid || !string.IsNullOrWhiteSpace(rest))
        {
            this.statement.Dispose();
            throw new InvalidOperationException("One statement is prepared at a time.");
        }

        this.places = new int[names.Length];
        var found = 0;
        for (var at = 0; at < names.Length; at++)
        {
            this.places[at] = raw.sqlite3_bind_parameter_index(this.statement, names[at]);
            found += this.places[at] > 0 ? 1 : 0;
        }

        if (found != raw.sqlite3_bind_parameter_count(this.statement))
        {
            this.statement.Dispose();
            throw new InvalidOperationException("A statement has a parameter that no value is given for.");
        }
    }

    public override object? this[int position]
    {
        set
        {
            // What the statement does not use is not bound.
            if (this.places[position] is > 0 and var place)
            {
                this.DemandOpen();
                this.Check(this.Bind(place, value));
            }
        }
    }

    public override int Run()
    {
        this.DemandOpen();
        var result = raw.sqlite3_step(this.statement);
        while (result == raw.SQLITE_ROW)
        {
            result = raw.sqlite3_step(this.statement);
        }

        this.Reset(result);
        return raw.sqlite3_changes(this.database);
    }

    public override void Queue() => this.Run();

    public override object? Scalar()
    {
        this.DemandOpen();
        var result = raw.sqlite3_step(this.statement);
        var value = result == raw.SQLITE_ROW ? SqliteRows.Value(this.statement, 0) : null;
        this.Reset(result);
        return value is DBNull ? null : value;
    }

    public override DbDataReader Read()
    {
        this.DemandOpen();
        return new SqliteRows(this.statement, this.Reset);
    }

    public override void Dispose() => this.statement.Dispose();

    private int Bind(int place, object? value) => value switch
    {
        null or DBNull => raw.sqlite3_bind_null(this.statement, place),
        // A span of nothing would be no value at all.
        string { Length: 0 } => raw.sqlite3_bind_text(this.statement, place, string.Empty),
        string text => this.Bind(place, text),
        long number => raw.sqlite3_bind_int64(this.statement, place, number),
        int number => raw.sqlite3_bind_int64(this.statement, place, number),
        byte[] { Length: 0 } => raw.sqlite3_bind_zeroblob(this.statement, place, 0),
        byte[] bytes => raw.sqlite3_bind_blob(this.statement, place, bytes),
        _ => throw new ArgumentException($"A {value.GetType().Name} cannot be a parameter.", nameof(value)),
    };

    private int Bind(int place, string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most <= OnStack)
        {
            Span<byte> bytes = stackalloc byte[OnStack];
            return raw.sqlite3_bind_text(this.statement, place, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
        }

        var rented = ArrayPool<byte>.Shared.Rent(most);
        var result = raw.sqlite3_bind_text(this.statement, place, rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)));
        ArrayPool<byte>.Shared.Return(rented);
        return result;
    }

    // SQLite keeps a connection that was closed for as long as it has a statement, which would go on to write (sqlite.org/c3ref/close.html).
    private void DemandOpen() => ObjectDisposedException.ThrowIf(this.database.IsClosed || this.statement.IsClosed, this);

    // A statement that is not reset would keep its transaction open.
    private void Reset(int result)
    {
        if (result is raw.SQLITE_ROW or raw.SQLITE_DONE)
        {
            raw.sqlite3_reset(this.statement);
            return;
        }

        try
        {
            this.Check(result);
        }
        finally
        {
            raw.sqlite3_reset(this.statement);
        }
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, this.database);
}
