using System.Data.Common;
using LerBridge.Core.Diagnostics;

namespace LerBridge.Storage.Dialects;

/// <summary>
/// What differs between engines. Everything else is SQL that they share: it is written as PostgreSQL and SQLite both read it, with PostgreSQL's <c>for update</c> where a row is to be kept from others,
/// and <see cref="Sql"/> makes of it what the engine reads.
/// </summary>
internal interface ISqlDialect
{
    /// <summary>Where the ledger is, for messages: a file, or a database and its server. Never a secret.</summary>
    string Place { get; }

    /// <summary>The folder of the engine's scripts.</summary>
    string Scripts { get; }

    /// <summary>A query for the number of tables called <c>@name</c>.</summary>
    string TableExists { get; }

    /// <summary>Makes the table of applied scripts where it is absent.</summary>
    string CreateHistory { get; }

    /// <summary>How many seconds one statement may take.</summary>
    int Timeout { get; }

    /// <summary>How many transactions of this process may write side by side.</summary>
    int Writers { get; }

    /// <summary>Writes many rows at once.</summary>
    IBulkWriter Bulk { get; }

    /// <summary>Opens a connection that is ready for use.</summary>
    DbConnection Open(ConnectionUse use);

    /// <summary>Begins a transaction that sees one state of the ledger.</summary>
    DbTransaction BeginRead(DbConnection connection);

    /// <summary>Begins a transaction that may write, so that it never fails half-way for having read first. Finds out at once where the connection has ended.</summary>
    DbTransaction BeginWrite(DbConnection connection, Durability durability);

    /// <summary>The engine's form of a statement.</summary>
    string Sql(string shared);

    /// <summary>A statement for hot paths: made ready once for a connection, and run often.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="sql">The statement, in the engine's form.</param>
    /// <param name="names">Its parameters, in the order in which values are given.</param>
    PreparedCommand Command(Session session, string sql, ReadOnlySpan<string> names) => new ProviderCommand(session, sql, names);

    /// <summary>Gives a parameter its value; null is the database's null.</summary>
    void Bind(DbParameter parameter, object? value);

    /// <summary>Makes a command ready to be run often.</summary>
    void Prepare(DbCommand command);

    /// <summary>What lets statements travel together; null where each is done in this process, so that nothing is gained.</summary>
    IStatementQueue? Queue(DbConnection connection);

    /// <summary>Lets one transaction at a time do something, until it ends.</summary>
    void Serialize(Session session, string what);

    /// <summary>The same without waiting; false where another transaction is at it.</summary>
    bool TrySerialize(Session session, string what);

    /// <summary>Takes a lock that belongs to the connection; false where another has it.</summary>
    bool TryLock(DbConnection connection, string name);

    /// <summary>The first of consecutive numbers that no row of a table has or will be given: larger than all that a transaction that has ended was given.</summary>
    long NextNumbers(Session session, string table);

    /// <summary>Lets the engine look at tables in which much has just changed, where it would not do so soon enough by itself.</summary>
    void Analyze(Session session, params ReadOnlySpan<string> tables);

    /// <summary>Lets the engine plan the statements that follow in this transaction for all values instead of for each: many of the same, each finding its rows by a key.</summary>
    void ManyAlike(Session session);

    /// <summary>True where the connection is gone, so that nothing more can be asked on it.</summary>
    bool IsGone(DbException problem);

    /// <summary>Says what an engine's error means to a person.</summary>
    StoreException Translate(DbException problem);
}

/// <summary>What a connection is for.</summary>
internal enum ConnectionUse
{
    /// <summary>Reading only; the engine refuses anything else.</summary>
    Read,

    /// <summary>Writing.</summary>
    Write,

    /// <summary>Holding a lock for a long time.</summary>
    Lock,
}

/// <summary>What a commit must survive. All survive the death of the process.</summary>
internal enum Durability
{
    /// <summary>A power cut, or the death of a database server, may undo it, together with everything after it: for what is read or decided again.</summary>
    Process,

    /// <summary>The death of a database server may not undo it, since this process lives on and acts on it; a power cut under all of them may.</summary>
    Server,

    /// <summary>A power cut may not undo it: for what others have seen or will see.</summary>
    Power,
}
