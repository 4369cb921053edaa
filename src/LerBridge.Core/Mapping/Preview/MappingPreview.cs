using LerBridge.Core.Credentials;
using LerBridge.Core.Ledger;
using LerBridge.Core.People;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Preview;

/// <summary>
/// Maps records as a run would - the same compiled mapping, the same check of the profile, the same match of persons - and writes nothing anywhere. Records come in the form in which a
/// run stages them, so that two versions of a mapping see the same bytes.
/// </summary>
public sealed class MappingPreview
{
    private readonly MappingPlan plan;
    private readonly CheckedMapper mapper;
    private readonly PreviewPersons? persons;

    /// <summary>Makes a preview of a mapping.</summary>
    /// <param name="plan">The mapping.</param>
    /// <param name="recordDate">The day of <c>record_date</c>, for records that do not carry one.</param>
    /// <param name="check">Holds claims against their profile.</param>
    /// <param name="persons">The persons of the ledger; null where there is none, and every person counts as found.</param>
    public MappingPreview(MappingPlan plan, DateOnly recordDate, Func<CredentialProfile, ReadOnlyMemory<byte>, IReadOnlyList<ClaimProblem>> check, PreviewPersons? persons)
    {
        this.plan = plan;
        this.mapper = new CheckedMapper(plan, recordDate, check);
        this.persons = persons;
    }

    /// <summary>What becomes of records, one for one and in order. Uses all cores.</summary>
    /// <param name="records">Not more than a few thousand at a time.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<PreviewOutcome>> MapAsync(IReadOnlyList<SeenRecord> records, CancellationToken cancellationToken)
    {
        var results = new (MapResult Result, SourceRecord? Record)[records.Count];
        Parallel.For(0, records.Count, new ParallelOptions { CancellationToken = cancellationToken }, i => results[i] = this.Map(records[i]));
        if (this.persons is { } known)
        {
            await known.MatchAsync(this.plan, results, cancellationToken);
        }

        return [.. results.Select(pair => PreviewOutcome.Of(pair.Result))];
    }

    /// <summary>A record as this mapping reads it, with its day and number filled in; null for a row that could not be read.</summary>
    public SourceRecord? Read(SeenRecord seen) => seen.RejectCode is null ? this.mapper.Read(seen.Content.Span, seen.Number) : null;

    /// <summary>What becomes of one record that has its day and number already, whoever its person is.</summary>
    public PreviewOutcome Map(SourceRecord record) => PreviewOutcome.Of(this.mapper.Map(record));

    private (MapResult Result, SourceRecord? Record) Map(SeenRecord seen) => this.Read(seen) is { } record
        ? (this.mapper.Map(record), record)
        : (this.mapper.Rejected(seen.RejectCode ?? string.Empty, seen.RejectReason, seen.Place), null);
}
