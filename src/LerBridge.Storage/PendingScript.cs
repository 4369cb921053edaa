namespace LerBridge.Storage;

/// <summary>A script that would bring a ledger nearer to the schema of this version.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Name">Its file name.</param>
/// <param name="Checksum">Hex SHA-256 of its text.</param>
/// <param name="Sql">Its text.</param>
public sealed record PendingScript(int Version, string Name, string Checksum, string Sql);
