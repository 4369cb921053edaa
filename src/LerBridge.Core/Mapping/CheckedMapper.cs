using LerBridge.Core.Credentials;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping;

/// <summary>A mapping over records as they are staged: read back, given their day and number, mapped, and held against the profile. Runs and previews share it, so that both come to the same.</summary>
/// <param name="plan">The mapping.</param>
/// <param name="recordDate">The day of <c>record_date</c>.</param>
/// <param name="check">Holds claims against their profile.</param>
internal sealed class CheckedMapper(MappingPlan plan, DateOnly recordDate, Func<CredentialProfile, ReadOnlyMemory<byte>, IReadOnlyList<ClaimProblem>> check)
{
    private readonly RecordCodec codec = new(plan.Schema);
    private readonly int number = plan.Schema.Sequence is { } sequence ? plan.Schema.Slot(sequence.Field) : -1;

    /// <summary>True where records of the stream are numbered over the extract.</summary>
    public bool IsNumbered => this.number >= 0;

    /// <summary>A record of canonical content.</summary>
    /// <param name="content">What was staged.</param>
    /// <param name="spell">Its number, in streams that are numbered.</param>
    public SourceRecord Read(ReadOnlySpan<byte> content, int? spell)
    {
        var record = this.codec.Decode(content);
        record[plan.Schema.RecordDateSlot] = Value.Of((DateOnly?)recordDate);
        if (this.IsNumbered && spell is { } counted)
        {
            record[this.number] = Value.Of((decimal?)counted);
        }

        return record;
    }

    /// <summary>What the record comes to; claims that do not pass their profile's rules hold it.</summary>
    public MapResult Map(SourceRecord record) => plan.Mapper.Map(record) switch
    {
        MapResult.Issue issue when check(plan.Profile, issue.Claims) is [var first, ..] => new MapResult.Hold(new MapReason(first.Code, $"{first.Message} ({first.Pointer})", plan.File)),
        var result => result,
    };

    /// <summary>What a row comes to that could not be read.</summary>
    public MapResult Rejected(string code, string? reason, string? place) => new MapResult.Fail(new MapReason(code, reason ?? string.Empty, place ?? plan.File));
}
