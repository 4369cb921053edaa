using LerBridge.Core.Drift;

namespace LerBridge.Core.Ledger;

/// <summary>
/// The records that the last extract of a mapping held, as they were staged: the stream's declared fields without the restricted ones that the mapping does not name. Kept until a later
/// run of the mapping has ended, so that a changed mapping can be tried on them without asking the source. Reading changes nothing.
/// </summary>
public interface ISeenRecords
{
    /// <summary>The newest extract that a mapping staged to its end, or another mapping of the same stream where it has none; null where there is none.</summary>
    Task<SeenExtract?> FindAsync(string mapping, string connector, string stream, CancellationToken cancellationToken);

    /// <summary>What the last applied run of a mapping met of its stream's fields, or that of another mapping of the same stream where it has none; null where there is none.</summary>
    /// <param name="mapping">The mapping; null for whichever read the stream last.</param>
    /// <param name="connector">The connector.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<SeenFields?> FieldsAsync(string? mapping, string connector, string stream, CancellationToken cancellationToken);

    /// <summary>One record of an extract; null where it does not hold it.</summary>
    Task<SeenRecord?> FindRecordAsync(SeenExtract extract, string recordKey, CancellationToken cancellationToken);

    /// <summary>The records of an extract, those that were read last first.</summary>
    IAsyncEnumerable<SeenRecord> ReadAsync(SeenExtract extract, CancellationToken cancellationToken);
}

/// <summary>An extract whose records are still there.</summary>
/// <param name="RunId">The run that read it.</param>
/// <param name="Mapping">The mapping it was read for, whose restricted fields it may hold.</param>
/// <param name="ReadAt">When the run began.</param>
/// <param name="RecordDate">The day of <c>record_date</c>.</param>
/// <param name="Complete">False where not all of the source could be read.</param>
/// <param name="Count">How many records it holds.</param>
public sealed record SeenExtract(string RunId, string Mapping, DateTimeOffset ReadAt, DateOnly RecordDate, bool Complete, long Count);

/// <summary>A record of an extract.</summary>
/// <param name="Key">The record key.</param>
/// <param name="Content">The canonical content; empty for a row that could not be read.</param>
/// <param name="Number">The number within its group, for streams that are numbered; null for others.</param>
/// <param name="RejectCode">Why the row could not be read, as a code; null where it could.</param>
/// <param name="RejectReason">Why, in words.</param>
/// <param name="Place">Where it stands in its source.</param>
/// <param name="CredentialId">The credential that stands for it; null where there is none.</param>
public sealed record SeenRecord(string Key, ReadOnlyMemory<byte> Content, int? Number, string? RejectCode, string? RejectReason, string? Place, string? CredentialId);
