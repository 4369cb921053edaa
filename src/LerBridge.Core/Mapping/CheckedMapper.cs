using LerBridge.Core.Credentials;
using LerBridge.Core.Ledger;
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
    public MapResult Map(SourceRecord record) => Checked(plan, plan.Mapper.Map(record), check);

    /// <summary>The same, passing over reasons to hold that a person has released for it.</summary>
    public MapResult Map(SourceRecord record, IReadOnlySet<string> released) => Checked(plan, plan.Mapper.Map(record, released), check);

    /// <summary>A result whose claims keep the rules of their profile; else the first rule that they do not keep, at the line of the mapping that wrote the part.</summary>
    public static MapResult Checked(MappingPlan plan, MapResult result, Func<CredentialProfile, ReadOnlyMemory<byte>, IReadOnlyList<ClaimProblem>> check) => result switch
    {
        MapResult.Issue issue when check(plan.Profile, issue.Claims) is [var first, ..] =>
            new MapResult.Hold(new MapReason(first.Code, first.Pointer.Length == 0 ? first.Message : $"{first.Message} ({first.Pointer})", plan.Places?.Of(first.Pointer, issue.Claims) ?? plan.File)),
        _ => result,
    };

    /// <summary>What a row comes to that has no content: it is held where others of its extract contradict it, and fails where it could not be read.</summary>
    public MapResult Rejected(string code, string? reason, string? place)
    {
        var why = new MapReason(code, reason ?? string.Empty, place ?? plan.File);
        return code == ContestedRows.Code ? new MapResult.Hold(why) : new MapResult.Fail(why);
    }
}
