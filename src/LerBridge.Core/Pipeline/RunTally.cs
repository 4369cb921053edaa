using LerBridge.Core.Installation;
using LerBridge.Core.Ledger;

namespace LerBridge.Core.Pipeline;

/// <summary>Adds up what became of the records, and groups equal reasons. Every record is counted exactly once.</summary>
internal sealed class RunTally
{
    // Reasons come from mappings and code, never from data; the cap only guards against a defect.
    private const int MostReasons = 1000;

    private readonly InstallationSecret secret;
    private readonly long[] kinds = new long[Enum.GetValues<DecisionKind>().Length];
    private readonly Dictionary<(DecisionKind Kind, string Code, string Message, string? Where), (long Count, string Example, string? Where)> reasons = [];
    private long waiting;

    public RunTally(InstallationSecret secret) => this.secret = secret;

    /// <param name="kind">What became of the record.</param>
    /// <param name="recordKey">Its key.</param>
    /// <param name="code">Why, as a code; null where there is nothing to say.</param>
    /// <param name="reason">Why, in words.</param>
    /// <param name="where">Where: a place in the mapping, or the row of the source that could not be read.</param>
    /// <param name="waits">It waits for a person.</param>
    /// <param name="row">The place is a row, so that equal reasons differ in it: the first stands for all.</param>
    public void Add(DecisionKind kind, string recordKey, string? code, string? reason, string? where, bool waits, bool row)
    {
        this.kinds[(int)kind]++;
        this.waiting += waits ? 1 : 0;
        if (kind is DecisionKind.Unchanged or DecisionKind.New or DecisionKind.Corrected or DecisionKind.AbsentKept || code is null)
        {
            return;
        }

        var group = (kind, code, reason ?? string.Empty, row ? null : where);
        if (this.reasons.TryGetValue(group, out var seen))
        {
            this.reasons[group] = seen with { Count = seen.Count + 1 };
        }
        else if (this.reasons.Count < MostReasons)
        {
            this.reasons[group] = (1, this.secret.Redact(recordKey), where);
        }
    }

    /// <summary>A record that stands as it did.</summary>
    public void Add(KnownRecord known, bool row) =>
        this.Add(known.Outcome, known.Key, known.Code, known.Reason, known.Where, known is { Outcome: DecisionKind.Held, Code: ChangePolicy.WaitsCode }, row);

    /// <summary>Records that stand as they did, many at once.</summary>
    public void Add(IEnumerable<(SettledClass Class, long Count)> settled)
    {
        foreach (var (one, count) in settled)
        {
            // The first says what they came to, and the others are so many more of it.
            this.Add(one.Outcome, one.Example, one.Code, one.Reason, one.Where, waits: false, row: false);
            this.kinds[(int)one.Outcome] += count - 1;
            var group = (one.Outcome, one.Code ?? string.Empty, one.Reason ?? string.Empty, one.Where);
            if (this.reasons.TryGetValue(group, out var seen))
            {
                this.reasons[group] = seen with { Count = seen.Count + count - 1 };
            }
        }
    }

    /// <summary>Takes back a record that was counted as it stood, since it is looked at again.</summary>
    public void Remove(KnownRecord known, bool row)
    {
        this.kinds[(int)known.Outcome]--;
        this.waiting -= known is { Outcome: DecisionKind.Held, Code: ChangePolicy.WaitsCode } ? 1 : 0;
        var group = (known.Outcome, known.Code ?? string.Empty, known.Reason ?? string.Empty, row ? null : known.Where);
        if (this.reasons.TryGetValue(group, out var seen))
        {
            this.reasons[group] = seen with { Count = seen.Count - 1 };
        }
    }

    public void Add(Decision decision, bool row = false) => this.Add(decision.Kind, decision.RecordKey, decision.Code, decision.Reason, decision.Where, decision.Waits, row);

    /// <summary>What it holds, to be added to another.</summary>
    public TallyState State() => new(
        [.. this.kinds],
        this.waiting,
        [.. this.reasons.Select(pair => new ReasonState((int)pair.Key.Kind, pair.Key.Code, pair.Key.Message, pair.Key.Where, pair.Value.Where, pair.Value.Example, pair.Value.Count))]);

    /// <summary>Adds what another one holds.</summary>
    public void Add(TallyState other)
    {
        for (var kind = 0; kind < this.kinds.Length; kind++)
        {
            this.kinds[kind] += other.Kinds[kind];
        }

        this.waiting += other.Waiting;
        foreach (var reason in other.Reasons)
        {
            var group = ((DecisionKind)reason.Kind, reason.Code, reason.Message, reason.Group);
            if (this.reasons.TryGetValue(group, out var seen))
            {
                this.reasons[group] = seen with { Count = seen.Count + reason.Count };
            }
            else if (this.reasons.Count < MostReasons)
            {
                this.reasons[group] = (reason.Count, reason.Example, reason.Where);
            }
        }
    }

    public RunCounts Counts(long duplicates) => new()
    {
        Unchanged = this.kinds[(int)DecisionKind.Unchanged],
        New = this.kinds[(int)DecisionKind.New],
        Corrected = this.kinds[(int)DecisionKind.Corrected],
        Withdrawn = this.kinds[(int)DecisionKind.Withdrawn],
        Skipped = this.kinds[(int)DecisionKind.Skipped],
        Held = this.kinds[(int)DecisionKind.Held],
        Failed = this.kinds[(int)DecisionKind.Failed],
        AbsentKept = this.kinds[(int)DecisionKind.AbsentKept],
        AbsentHeld = this.kinds[(int)DecisionKind.AbsentHeld],
        AbsentWithdrawn = this.kinds[(int)DecisionKind.AbsentWithdrawn],
        Waiting = this.waiting,
        Duplicates = duplicates,
    };

    public IReadOnlyList<RunProblem> Problems() =>
        [.. this.reasons
            .Where(pair => pair.Value.Count > 0)
            .Select(pair => new RunProblem(pair.Key.Kind, pair.Key.Code, pair.Key.Message, pair.Value.Where, pair.Value.Count, pair.Value.Example))
            .OrderByDescending(problem => problem.Count)
            .ThenBy(problem => problem.Code, StringComparer.Ordinal)
            .ThenBy(problem => problem.Where, StringComparer.Ordinal)];
}
