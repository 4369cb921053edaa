namespace LerBridge.Storage;

/// <summary>Where the ledger is kept.</summary>
public sealed record StorageOptions
{
    /// <summary>The data directory: the ledger's file and the run locks are in it. Made where it is absent, for this user only.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>A connection string of the engine; null for the file <c>lerbridge.db</c> in <see cref="DataDirectory"/>.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>How long a call waits for another process that is writing before it gives up.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many bits a new status list has: at least 131,072 (Bitstring Status List 1.0, section 3.1).</summary>
    public int StatusListLength { get; init; } = 131_072;
}
