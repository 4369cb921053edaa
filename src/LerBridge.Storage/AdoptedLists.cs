namespace LerBridge.Storage;

/// <summary>What the public status lists say that a ledger from a backup does not.</summary>
/// <param name="RevokedCount">How many credentials of the ledger are revoked in public, and not in the ledger.</param>
/// <param name="Revoked">Their ids, of the first twenty.</param>
/// <param name="SuspendedCount">How many are suspended in public, and valid in the ledger.</param>
/// <param name="Suspended">Their ids, of the first twenty.</param>
/// <param name="Unknown">How many places are set in public that belong to no credential of the ledger: those were issued later.</param>
public sealed record AdoptedLists(long RevokedCount, IReadOnlyList<string> Revoked, long SuspendedCount, IReadOnlyList<string> Suspended, long Unknown);
