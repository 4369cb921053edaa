using System.Globalization;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;

namespace LerBridge.Core.Pipeline;

/// <summary>
/// Chooses the records of a plan over a part of its stream, between the source and the ledger. Whatever the source says, no part of the stream ends complete: what was left out is not absent.
/// </summary>
internal sealed class ScopeFilter
{
    private const string Cursor = "LB4100";
    private const string NotMet = "LB4101";
    private const string LeftOut = "LB4102";
    private const string OneOfSeveral = "LB4103";
    private const string Reason = "The plan is about a part of the stream.";

    private readonly BridgeServices services;
    private readonly MappingPlan plan;
    private readonly CohortFilter? cohort;
    private readonly int date;
    private readonly int number;
    private readonly HashSet<string> passedOver = new(StringComparer.Ordinal);
    private bool groupsAreWhole = true;
    private long undated;
    private long unreadable;

    /// <exception cref="ArgumentException">The stream cannot be planned by such a part.</exception>
    public ScopeFilter(BridgeServices services, MappingPlan plan, PlanPart part)
    {
        if (part.ProblemWith(plan) is { } problem)
        {
            throw new ArgumentException(problem, nameof(part));
        }

        this.services = services;
        this.plan = plan;
        this.cohort = part.Cohort is { } persons ? new CohortFilter(services, plan, persons) : null;
        this.Scope = new RunScope
        {
            From = part.From,
            To = part.To,
            Persons = part.Cohort?.Count,
            Cohort = part.Cohort is null ? null : HashOf(part.Cohort, services),
        };
        this.date = this.Scope.HasWindow && plan.Schema.DateField is { } field ? plan.Schema.Slot(field) : -1;
        this.number = plan.Schema.Sequence is { } sequence ? plan.Schema.Slot(sequence.Field) : -1;
    }

    /// <summary>The part, as it is kept with the run.</summary>
    public RunScope Scope { get; }

    /// <summary>How many of the persons the source had so far; null where everybody's records are asked for.</summary>
    public int? Met => this.cohort?.Met;

    /// <summary>The batch with the records of the part alone.</summary>
    public async Task<SourceBatch> TakeAsync(SourceBatch batch, string runId, CancellationToken cancellationToken)
    {
        var listed = this.cohort is null ? null : await this.cohort.FindAsync(batch.Records, runId, cancellationToken);
        var records = new List<SourceRecord>();
        for (var at = 0; at < batch.Records.Count; at++)
        {
            var record = batch.Records[at];
            if (listed?[at] == false)
            {
                this.PassOver(record);
            }
            else if (this.IsInWindow(record))
            {
                this.KeepWhole(record);
                records.Add(record);
            }
        }

        // Whose a row is that could not be read, and of when, cannot be told.
        this.unreadable += batch.Rejected.Count;
        return batch with
        {
            Records = records,
            Rejected = [],
            End = batch.End is null ? null : new PartitionEnd.Partial(Reason) { GroupsAreWhole = this.groupsAreWhole && batch.End is PartitionEnd.Complete or PartitionEnd.Partial { GroupsAreWhole: true } },
        };
    }

    /// <summary>What whoever reads the plan should know of the pull.</summary>
    public async Task<IReadOnlyList<SourceNotice>> NoticesAsync(CancellationToken cancellationToken)
    {
        var notices = new List<SourceNotice>();
        if (await this.services.Runs.LiveCursorAsync(this.plan.Id, cancellationToken) is not null)
        {
            notices.Add(new SourceNotice(Cursor, $"All of the source was read: the cursor{await this.CursorOfAsync(cancellationToken)} is not used for this plan and not moved by it."));
        }

        if (this.cohort is not null && this.Scope.Persons is { } asked && this.cohort.Met < asked)
        {
            var unknown = this.cohort.Unknown.Count == 0 ? string.Empty : $" The stream {this.plan.Schema.Stream} has no {string.Join(" and no ", this.cohort.Unknown)}: such persons are found only where the ledger knows them.";
            notices.Add(new SourceNotice(NotMet, $"Of the {Counted.Of(asked, "person")} that were asked for, {N(asked - this.cohort.Met)} {(asked - this.cohort.Met == 1 ? "has" : "have")} no record at the source.{unknown}"));
        }

        if (this.undated > 0)
        {
            notices.Add(new SourceNotice(LeftOut, $"{Counted.Of(this.undated, "record")} without {this.plan.Schema.DateField} {(this.undated == 1 ? "is" : "are")} left out: it cannot be told whether they are in the window."));
        }

        if (this.unreadable > 0)
        {
            notices.Add(new SourceNotice(LeftOut, $"{Counted.Of(this.unreadable, "row")} that could not be read {(this.unreadable == 1 ? "is" : "are")} left out: it cannot be told whether they belong to the plan. The next run says what is wrong with them."));
        }

        if (this.Scope.HasWindow && this.plan.Repeat.Keep != Keep.Every)
        {
            notices.Add(new SourceNotice(OneOfSeveral, $"The mapping keeps one record of several (repeat: {this.plan.Repeat.Keep.ToString().ToLowerInvariant()}). Those of the window are compared with what is issued, and not with records outside it that no run has decided on yet."));
        }

        return notices;
    }

    // The list in another order, or with a person twice, is the same list.
    private static string HashOf(People.Cohort cohort, BridgeServices services) =>
        services.Secret.Redact(string.Join('\n', cohort.Persons.Select(person => string.Join(';', person.Select(one => $"{one.Type}={one.Value}").Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal)));

    private static string N(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    private async Task<string> CursorOfAsync(CancellationToken cancellationToken)
    {
        var runs = await this.services.Runs.ListAsync(this.plan.Id, 100, cancellationToken);
        return runs.FirstOrDefault(run => run is { State: RunState.Ended, Outcome: RunOutcome.Succeeded, Scope: null }) is { EndedAt: { } at }
            ? $" of the run that ended {TimeZoneInfo.ConvertTime(at, this.services.Zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}"
            : string.Empty;
    }

    private bool IsInWindow(SourceRecord record)
    {
        // The ledger counts all records of a group first, and puts those outside the window aside then.
        if (this.date < 0 || (this.number >= 0 && record[this.number].IsMissing))
        {
            return true;
        }

        if (record[this.date].IsMissing)
        {
            this.undated++;
            return false;
        }

        var day = DayOf(record[this.date], this.services.Zone);
        return !(day < this.Scope.From) && !(day > this.Scope.To);
    }

    /// <summary>The day of a value that is a day or an instant.</summary>
    public static DateOnly DayOf(Value value, TimeZoneInfo zone) =>
        value.Kind == ValueKind.Date ? value.Date : DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(value.Time, zone).DateTime);

    // A person whose first rows did not say who it is has rows on both sides: then nobody's are sure to be whole.
    private void PassOver(SourceRecord record)
    {
        if (this.number >= 0 && this.cohort?.KeyOf(record) is { } key)
        {
            this.passedOver.Add(key);
        }
    }

    private void KeepWhole(SourceRecord record) =>
        this.groupsAreWhole &= this.passedOver.Count == 0 || this.cohort?.KeyOf(record) is not { } key || !this.passedOver.Contains(key);
}
