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
    private readonly DateOnly recordDate;
    private readonly Func<CredentialProfile, ReadOnlyMemory<byte>, IReadOnlyList<ClaimProblem>> check;
    private readonly PreviewPersons? persons;
    private readonly RecordCodec codec;
    private readonly int number;

    /// <summary>Makes a preview of a mapping.</summary>
    /// <param name="plan">The mapping.</param>
    /// <param name="recordDate">The day of <c>record_date</c>, for records that do not carry one.</param>
    /// <param name="check">Holds claims against their profile.</param>
    /// <param name="persons">The persons of the ledger; null where there is none, and every person counts as found.</param>
    public MappingPreview(MappingPlan plan, DateOnly recordDate, Func<CredentialProfile, ReadOnlyMemory<byte>, IReadOnlyList<ClaimProblem>> check, PreviewPersons? persons)
    {
        this.plan = plan;
        this.recordDate = recordDate;
        this.check = check;
        this.persons = persons;
        this.codec = new RecordCodec(plan.Schema);
        this.number = plan.Schema.Sequence is { } sequence ? plan.Schema.Slot(sequence.Field) : -1;
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
    public SourceRecord? Read(SeenRecord seen)
    {
        if (seen.RejectCode is not null)
        {
            return null;
        }

        var record = this.codec.Decode(seen.Content.Span);
        record[this.plan.Schema.RecordDateSlot] = Value.Of((DateOnly?)this.recordDate);
        if (this.number >= 0 && seen.Number is { } spell)
        {
            record[this.number] = Value.Of((decimal?)spell);
        }

        return record;
    }

    private (MapResult Result, SourceRecord? Record) Map(SeenRecord seen)
    {
        if (this.Read(seen) is not { } record)
        {
            return (new MapResult.Fail(new MapReason(seen.RejectCode ?? string.Empty, seen.RejectReason ?? string.Empty, seen.Place ?? this.plan.File)), null);
        }

        var result = this.plan.Mapper.Map(record);
        if (result is MapResult.Issue issue && this.check(this.plan.Profile, issue.Claims) is [var first, ..])
        {
            result = new MapResult.Hold(new MapReason(first.Code, $"{first.Message} ({first.Pointer})", this.plan.File));
        }

        return (result, record);
    }
}
