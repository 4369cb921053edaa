using LerBridge.Core.Credentials;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping;

/// <summary>A mapping that was read, checked and compiled: immutable, hashed, ready to run. Nothing at run time reads YAML.</summary>
public sealed record MappingPlan
{
    /// <summary>The mapping's id; part of every credential's id.</summary>
    public required string Id { get; init; }

    /// <summary>What a person calls it.</summary>
    public required string Title { get; init; }

    /// <summary>Who answers questions about it.</summary>
    public required string Owner { get; init; }

    /// <summary>The file it was read from, as it was named.</summary>
    public required string File { get; init; }

    /// <summary>The connector, by its name in settings.</summary>
    public required string Connector { get; init; }

    /// <summary>The schema of the stream it reads, in whose slots it was compiled.</summary>
    public required RecordSchema Schema { get; init; }

    /// <summary>Hex SHA-256 over everything that decides what comes out: the mapping's content, its tables' rows, its frameworks, the issuer's DID.</summary>
    public required string Hash { get; init; }

    /// <summary>True where the outcome may differ from one day to the next for the same record.</summary>
    public required bool ReadsRecordDate { get; init; }

    /// <summary>Every field that a formula reads or a person is found by, with file, line and column of the first place that does.</summary>
    public IReadOnlyDictionary<string, string> ReadFields { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The restricted fields that it names and that may therefore be stored.</summary>
    public required IReadOnlySet<string> RestrictedFields { get; init; }

    /// <summary>Every computed value that can reach the credential: where it goes, and the fields it is made of.</summary>
    public IReadOnlyList<PlannedOutput> Outputs { get; init; } = [];

    /// <summary>Which line wrote which part of the credential, constants included; null in plans that no file is behind.</summary>
    internal Running.ClaimPlaces? Places { get; init; }

    /// <summary>
    /// Places (file, line and column) of the reasons under <c>when</c> that a person's yes can pass over. Not among them is a reason that speaks of a missing value: what stands below it
    /// counts on the value.
    /// </summary>
    public IReadOnlySet<string> Releasable { get; init; } = new HashSet<string>();

    /// <summary>The profile it issues.</summary>
    public required CredentialProfile Profile { get; init; }

    /// <summary>How a record finds its person.</summary>
    public required PersonRule Person { get; init; }

    /// <summary>What it may do without being asked.</summary>
    public required AllowPolicy Allow { get; init; }

    /// <summary>What a later change of the source does.</summary>
    public required OnChangePolicy OnChange { get; init; }

    /// <summary>Which record of several stands for a credential, and by what they are compared.</summary>
    public RepeatPolicy Repeat { get; init; } = RepeatPolicy.Every;

    /// <summary>Where its credentials go, in order.</summary>
    public required IReadOnlyList<DeliveryRule> Deliver { get; init; }

    /// <summary>The compiled mapping itself. Thread-safe.</summary>
    public required IRecordMapper Mapper { get; init; }
}

/// <summary>A computed value of the credential.</summary>
/// <param name="Path">Where it goes in the claims, without indices.</param>
/// <param name="Fields">The fields whose values can reach it.</param>
/// <param name="Where">File, line and column.</param>
public sealed record PlannedOutput(string Path, IReadOnlyCollection<string> Fields, string Where);

/// <summary>Turns one record into claims or a reason. Stateless and thread-safe.</summary>
public interface IRecordMapper
{
    /// <summary>Maps a record, whose <c>record_date</c> slot is filled.</summary>
    MapResult Map(SourceRecord record);

    /// <summary>The same, passing over reasons to hold that a person has released for the record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="released">Places of such reasons, each of which is among <see cref="MappingPlan.Releasable"/>.</param>
    MapResult Map(SourceRecord record, IReadOnlySet<string> released) => this.Map(record);
}

/// <summary>How a record finds its person (mapping/v1 §4.5).</summary>
/// <param name="Match">Identifier kinds in order, as in <c>sis_id</c>; a plain <c>email</c> is never among them.</param>
/// <param name="HoldIfNone">True for <c>if_none: hold</c>; otherwise a person is created.</param>
/// <param name="Where">File, line and column of the section, for reasons.</param>
public sealed record PersonRule(IReadOnlyList<string> Match, bool HoldIfNone, string Where);

/// <summary>What a mapping may do without being asked.</summary>
public sealed record AllowPolicy(Allowed New, Allowed Correct, Allowed Withdraw, string Where)
{
    /// <summary>How much one run may do at the most; null where the mapping does not say.</summary>
    public AllowLimits? Limits { get; init; }
}

/// <summary>How much one run may do before it waits as a whole (<c>allow.limits</c>); null where there is no cap.</summary>
/// <param name="New">How many credentials it may issue.</param>
/// <param name="Correct">How many it may correct.</param>
/// <param name="Withdraw">How many it may withdraw or suspend.</param>
public sealed record AllowLimits(long? New, long? Correct, long? Withdraw);

/// <summary>One permission of <c>allow</c>.</summary>
public enum Allowed
{
    /// <summary>Done in the run itself.</summary>
    Yes,

    /// <summary>A person is asked: what would be done waits as the rest of the run's plan.</summary>
    Ask,

    /// <summary>Held.</summary>
    No,
}

/// <summary>Which record stands for a credential (mapping/v1 §4.5, <c>repeat</c>).</summary>
/// <param name="Keep">Every record of its own, or one of a group.</param>
/// <param name="Per">The slots of the fields that make a group; empty for <see cref="Keep.Every"/>.</param>
/// <param name="Where">File, line and column, for reasons.</param>
public sealed record RepeatPolicy(Keep Keep, IReadOnlyList<int> Per, string Where)
{
    /// <summary>Every record stands for itself.</summary>
    public static RepeatPolicy Every { get; } = new(Keep.Every, [], string.Empty);
}

/// <summary>Which record of a group is kept.</summary>
public enum Keep
{
    /// <summary>Each; there are no groups.</summary>
    Every,

    /// <summary>The one with the latest <c>source.date</c>.</summary>
    Latest,

    /// <summary>The one with the earliest <c>source.date</c>.</summary>
    First,

    /// <summary>The one with the highest <c>rank</c>.</summary>
    Best,
}

/// <summary>What changes of the source do to issued credentials.</summary>
public sealed record OnChangePolicy(OnChangeRule Changed, OnChangeRule NoLongerQualifies, OnChangeRule Absent, OnChangeRule PersonChanged)
{
    /// <summary>What a change does that raises the rank; null where it is as <see cref="Changed"/>.</summary>
    public OnChangeRule? Improved { get; init; }

    /// <summary>What a change does that lowers the rank; null where it is as <see cref="Changed"/>.</summary>
    public OnChangeRule? Worsened { get; init; }

    /// <summary>What happens where a record is back, or qualifies again.</summary>
    public OnChangeRule Returned { get; init; } = new(ChangeAction.Reinstate, TimeSpan.Zero, string.Empty);

    /// <summary>True where a change can suspend, so that its credentials need a place in a suspension list.</summary>
    public bool CanSuspend =>
        new[] { this.Changed, this.NoLongerQualifies, this.Absent, this.PersonChanged, this.Improved, this.Worsened }.Any(rule => rule?.Action == ChangeAction.Suspend);
}

/// <summary>One rule of <c>on_change</c>.</summary>
/// <param name="Action">What is done.</param>
/// <param name="After">How long the state must have lasted first; zero for at once.</param>
/// <param name="Where">File, line and column, for reasons.</param>
public sealed record OnChangeRule(ChangeAction Action, TimeSpan After, string Where)
{
    /// <summary>In how many complete runs in a row it must have been seen first; 0 for at once.</summary>
    public int AfterRuns { get; init; }

    /// <summary>
    /// The members of the claims that it is about; empty for all. <see cref="ChangeAction.Ignore"/> then ignores a change of these alone, any other action is taken
    /// where one of these changed; what is left is corrected.
    /// </summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>True where it does not act at once.</summary>
    public bool Waits => this.After > TimeSpan.Zero || this.AfterRuns > 0;
}

/// <summary>What a change of the source does to an issued credential.</summary>
public enum ChangeAction
{
    /// <summary>Same id, newer content.</summary>
    Correct,

    /// <summary>Revoke and issue anew.</summary>
    Reissue,

    /// <summary>Reinstate after a suspension, issue anew after a revocation: the default of <c>returned</c>, and of nothing else.</summary>
    Reinstate,

    /// <summary>Suspend.</summary>
    Suspend,

    /// <summary>Revoke.</summary>
    Revoke,

    /// <summary>Hold for a person; the credential stays as it is.</summary>
    Hold,

    /// <summary>Nothing.</summary>
    Ignore,
}

/// <summary>One line of <c>deliver</c>.</summary>
/// <param name="To">The destination, by its name in settings.</param>
/// <param name="DeliverPrivacyUnknown">True for <c>privacy_unknown: deliver</c>.</param>
/// <param name="Where">File, line and column.</param>
public sealed record DeliveryRule(string To, bool DeliverPrivacyUnknown, string Where);
