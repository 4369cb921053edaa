namespace LerBridge.Core.Ledger;

/// <summary>A new record that may be a known one under another key.</summary>
/// <param name="RecordKey">Its key.</param>
/// <param name="PersonId">The person it is about.</param>
/// <param name="ClaimsHash">Hex SHA-256 of what it would say.</param>
public sealed record KeyCandidate(string RecordKey, string PersonId, string ClaimsHash);

/// <summary>A new record, and the one whose credential it may go on with.</summary>
/// <param name="Staged">The new record.</param>
/// <param name="Credential">The credential; null where several records, or several credentials, would fit, so that nobody can tell.</param>
/// <param name="Partition">Where the record was that the credential stands for so far.</param>
/// <param name="IsGone">True where a complete extract shows that it is gone.</param>
public sealed record KeyMatch(StagedRecord Staged, KnownCredential? Credential, string Partition, bool IsGone);

/// <summary>A credential went on with another key, though nothing else changed.</summary>
/// <param name="At">When.</param>
/// <param name="RunId">In which run.</param>
/// <param name="From">The key that its record had.</param>
/// <param name="To">The key that it has.</param>
public sealed record KeyChange(DateTimeOffset At, string RunId, string From, string To);
