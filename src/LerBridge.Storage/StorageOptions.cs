namespace LerBridge.Storage;

/// <summary>Where the ledger is kept.</summary>
public sealed record StorageOptions
{
    /// <summary>The data directory, made where it is absent, for this user only. On SQLite the ledger's file and the locks of runs are in it.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The kind of database.</summary>
    public LedgerProvider Provider { get; init; }

    /// <summary>A connection string of the engine; for SQLite null for the file <c>lerbridge.db</c> in <see cref="DataDirectory"/>. It may hold a password and is never told to anyone.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>How long a call waits for another process that is writing before it gives up.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many bits a new status list has: at least 131,072 (Bitstring Status List 1.0, section 3.1).</summary>
    public int StatusListLength { get; init; } = 131_072;

    /// <summary>Without the connection string.</summary>
    public override string ToString() => $"{this.Provider} ({this.DataDirectory})";
}

/// <summary>The kinds of database that can keep a ledger.</summary>
public enum LedgerProvider
{
    /// <summary>One file on one machine.</summary>
    Sqlite,

    /// <summary>PostgreSQL 13 or newer, for one machine or several.</summary>
    PostgreSql,

    /// <summary>SQL Server 2019 or newer, or Azure SQL, for one machine or several.</summary>
    SqlServer,
}
