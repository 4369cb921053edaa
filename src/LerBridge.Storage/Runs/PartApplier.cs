using LerBridge.Core.Credentials;
using LerBridge.Core.Ledger;
using LerBridge.Storage.Outbox;
using LerBridge.Storage.Register;
using LerBridge.Storage.Status;

namespace LerBridge.Storage.Runs;

/// <summary>Applies some rows of a plan within one transaction: register, status, outbox and record states together.</summary>
internal sealed class PartApplier
{
    private const string MovedOn = "LB4003";
    private const string MovedOnReason = "The credential was changed after this was planned; the next run decides again.";
    private const string AnyVerdict = "select 1 where exists (select 1 from hold_verdict where mapping = @mapping)";

    // A yes counts once: what changes later is for a person again.
    // What released the mapping's own reasons (places) counts as long as record and mapping stay as they were; it stays behind under the code of those reasons.
    private const string SpendVerdict = "delete from hold_verdict where mapping = @mapping and record_key = @key and verdict = 'Release' and places = ''";
    private const string KeepPlaces = "update hold_verdict set code = 'LB3002' where mapping = @mapping and record_key = @key and verdict = 'Release'";

    private const string RaiseProblem = "update run_problem set count = count + 1 where run = @run and kind = @kind and code = @code and message = @message and (place = @place or (place is null and @place is null))";

    private readonly Session session;
    private readonly RunRow run;
    private readonly StatusAllotment allotment;
    private readonly RegisterWriter register;
    private readonly RecordStates states;
    private readonly OutboxWriter outbox;
    private readonly StatusChanges lists;
    private readonly bool hasVerdicts;
    private RunCounts moved = new();

    public PartApplier(Session session, RunRow run, StatusAllotment allotment)
    {
        this.session = session;
        this.run = run;
        this.allotment = allotment;
        this.register = new RegisterWriter(session, run.Number, run.Mapping);
        this.states = new RecordStates(session, run);
        this.outbox = new OutboxWriter(session, run.Number);
        this.lists = new StatusChanges(session);
        this.hasVerdicts = session.Scalar<long?>(AnyVerdict, new { mapping = run.Mapping }) is not null;
    }

    /// <summary>Applies the next rows.</summary>
    /// <param name="after">Behind which row.</param>
    /// <param name="last">Up to which row at most.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="sign">Makes what is written.</param>
    /// <returns>What it came to, and up to which row the plan is applied now; the caller writes that down.</returns>
    public (ApplyResult Result, long Through) Apply(long after, long last, int limit, Func<IReadOnlyList<PlannedChange>, IReadOnlyList<AppliedChange>> sign)
    {
        var rows = PlannedRow.Next(this.session, this.run.Number, after, last, limit);
        if (rows.Count == 0)
        {
            return (new ApplyResult(0, []), after);
        }

        this.session.Dialect.ManyAlike(this.session);
        var changed = new List<Decision>();
        var going = this.Check(rows, changed);
        var planned = this.Plan(going);
        var applied = sign(planned);
        if (applied.Count != planned.Count)
        {
            throw new InvalidOperationException($"{planned.Count} rows were given to be signed and {applied.Count} came back.");
        }

        for (var i = 0; i < applied.Count; i++)
        {
            this.Write(going[i], planned[i], applied[i]);
            this.Note(going[i].Row, applied[i].Decision, changed);
        }

        this.lists.Flush();
        if (changed.Count > 0)
        {
            RunTable.AddCounts(this.session, this.run.Number, this.moved);
        }

        return (new ApplyResult(rows.Count, changed), rows[^1].Number);
    }

    private static RunCounts Add(RunCounts counts, DecisionKind kind, int rows) => kind switch
    {
        DecisionKind.Unchanged => counts with { Unchanged = counts.Unchanged + rows },
        DecisionKind.New => counts with { New = counts.New + rows },
        DecisionKind.Corrected => counts with { Corrected = counts.Corrected + rows },
        DecisionKind.Withdrawn => counts with { Withdrawn = counts.Withdrawn + rows },
        DecisionKind.Skipped => counts with { Skipped = counts.Skipped + rows },
        DecisionKind.Held => counts with { Held = counts.Held + rows },
        DecisionKind.Failed => counts with { Failed = counts.Failed + rows },
        DecisionKind.AbsentKept => counts with { AbsentKept = counts.AbsentKept + rows },
        DecisionKind.AbsentHeld => counts with { AbsentHeld = counts.AbsentHeld + rows },
        DecisionKind.AbsentWithdrawn => counts with { AbsentWithdrawn = counts.AbsentWithdrawn + rows },
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static bool ChangesCredential(DecisionKind kind) => kind is DecisionKind.New or DecisionKind.Corrected or DecisionKind.Withdrawn or DecisionKind.AbsentWithdrawn;

    private static bool GoesOn(Decision decision) => decision is { Kind: DecisionKind.Unchanged or DecisionKind.Skipped, Change: SourceChange.KeyChange };

    /// <summary>Holds the rows whose credential is no longer what they were planned on, also by an earlier row of this part; returns the others.</summary>
    private List<CheckedRow> Check(IReadOnlyList<PlannedRow> rows, List<Decision> changed)
    {
        var going = new List<CheckedRow>(rows.Count);
        var current = this.register.Current(rows.SelectMany(row => new[] { row.Decision.CredentialId, row.Decision.Replaces?.Id }).OfType<string>());
        var touched = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var decision = row.Decision;
            var before = decision.CredentialId is { } id ? current.GetValueOrDefault(id) : null;
            var replaced = decision.Replaces;
            if ((GoesOn(decision) && decision.BaseVersion != before?.Version) || (ChangesCredential(decision.Kind) && decision.CredentialId is { } credential
                && (decision.BaseVersion != (before?.Version ?? 0) || !touched.Add(credential)
                    || (replaced is not null && (replaced.Version != current.GetValueOrDefault(replaced.Id)?.Version || !touched.Add(replaced.Id))))))
            {
                var held = decision with
                {
                    Kind = decision.Kind == DecisionKind.AbsentWithdrawn ? DecisionKind.AbsentHeld : DecisionKind.Held,
                    Action = null,
                    Code = MovedOn,
                    Reason = MovedOnReason,
                };
                this.states.Keep(held, credential: null, stood: false);
                this.Note(row, held, changed);
                continue;
            }

            going.Add(new CheckedRow(row, before));
        }

        return going;
    }

    private List<PlannedChange> Plan(List<CheckedRow> going)
    {
        var revocation = new Queue<StatusEntry>(this.allotment.Draw(this.session, StatusPurpose.Revocation, going.Count(row => row.IsNew)));
        var suspension = new Queue<StatusEntry>(this.allotment.Draw(this.session, StatusPurpose.Suspension, going.Count(row => row.LacksSuspension)));
        var planned = new List<PlannedChange>(going.Count);
        foreach (var row in going)
        {
            IReadOnlyList<StatusEntry> status = row.IsNew ? [revocation.Dequeue()] : row.Before is { } credential ? StatusBits.Of(this.session, credential.Number) : [];
            planned.Add(new PlannedChange
            {
                Decision = row.Row.Decision,
                Status = row.LacksSuspension ? [.. status, suspension.Dequeue()] : status,
                PreviousValidFrom = row.Before is { } before ? Instants.Read(before.ValidFrom) : null,
                State = row.Before?.State,
            });
        }

        return planned;
    }

    private void Write(CheckedRow row, PlannedChange planned, AppliedChange applied)
    {
        var decision = applied.Decision;
        if (applied.Version is not { } version)
        {
            var stands = decision.Kind == DecisionKind.Unchanged || GoesOn(decision) ? row.Before?.Number : null;
            if (stands is { } standing)
            {
                this.register.Stand(standing, decision);
                if (GoesOn(decision) && row.Before is { } former && former.RecordKey != decision.RecordKey)
                {
                    this.register.Pass(former, decision.RecordKey, applied.At);
                    this.states.PassOn(former, decision);
                }

                this.outbox.Release(standing, applied.Released);
            }

            this.states.Keep(decision, stands, stood: true);
            return;
        }

        var before = row.Before;
        foreach (var (earlier, messages) in applied.Earlier)
        {
            var own = earlier.CredentialId == version.CredentialId;
            var current = own ? before : this.register.Current(earlier.CredentialId);
            var number = this.register.Write(own ? decision : null, earlier, current);
            this.Follow(number, earlier, current, own ? planned.Status : StatusBits.Of(this.session, number), messages);
            before = own ? this.register.Current(earlier.CredentialId) : before;
        }

        var credential = this.register.Write(decision, version, before);
        this.Follow(credential, version, before, planned.Status, applied.Messages);
        foreach (var entry in planned.Status.Where(entry => row.IsNew || (row.LacksSuspension && entry.Purpose == StatusPurpose.Suspension)))
        {
            this.lists.Take(entry, credential);
        }

        this.states.Keep(decision, credential, stood: true);
        if (this.hasVerdicts)
        {
            this.session.Execute(SpendVerdict, new { mapping = this.run.Mapping, key = decision.RecordKey });
            this.session.Execute(KeepPlaces, new { mapping = this.run.Mapping, key = decision.RecordKey });
        }
    }

    private void Follow(long credential, CredentialVersion version, CurrentVersion? before, IReadOnlyList<StatusEntry> status, IReadOnlyList<NewMessage> messages)
    {
        this.lists.Changed(status, before?.State ?? CredentialState.Valid, version.State);
        this.outbox.Add(credential, version, messages);
    }

    /// <summary>Notes a row that became something else than was planned: it is counted there, with its reason among the run's problems.</summary>
    private void Note(PlannedRow row, Decision became, List<Decision> changed)
    {
        if (became.Kind == row.Decision.Kind)
        {
            return;
        }

        row.Become(this.session, became);
        changed.Add(became);
        this.moved = Add(Add(this.moved, row.Decision.Kind, -1), became.Kind, 1);
        var (code, message) = (became.Code ?? MovedOn, became.Reason ?? MovedOnReason);
        var counted = this.session.Execute(
            RaiseProblem,
            new { run = this.run.Number, kind = became.Kind.ToString(), code, message, place = became.Where });
        if (counted == 0)
        {
            Runs.Plan.AddProblem(this.session, this.run.Number, new RunProblem(became.Kind, code, message, became.Where, 1, Example: null));
        }
    }

    private sealed record CheckedRow(PlannedRow Row, CurrentVersion? Before)
    {
        public bool IsNew => this.Row.Decision.Kind == DecisionKind.New && this.Row.Decision.CredentialId is not null && this.Before is null;

        /// <summary>It is to be signed with a place in a suspension list, and has none yet.</summary>
        public bool LacksSuspension => this.Row.Decision is { Suspendable: true, Claims.IsEmpty: false } && (this.IsNew || this.Before is { Suspendable: false });
    }
}
