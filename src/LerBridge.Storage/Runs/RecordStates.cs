using LerBridge.Core.Ledger;
using LerBridge.Storage.Register;

namespace LerBridge.Storage.Runs;

/// <summary>Writes down what each record of a mapping came to.</summary>
internal sealed class RecordStates
{
    private const string PassedOn = "LB4019";
    private const string PassedOnReason = "The source has the record under another key, and its credential goes on with that.";

    // A record keeps its credential whatever is decided about it later; only another credential takes its place.
    private const string Upsert =
        """
        insert into record_state (mapping, record_key, partition, fingerprint, mapping_hash, decided_on, outcome, code, reason, place, credential, pending, pending_since, pending_runs, group_key, rank, dated)
        values (@mapping, @key, @partition, @fingerprint, @mappingHash, @decidedOn, @outcome, @code, @reason, @place, @credential, @pending, @pendingSince, @pendingRuns, @group, @rank, @dated)
        on conflict (mapping, record_key) do update
        set partition = excluded.partition, fingerprint = excluded.fingerprint, mapping_hash = excluded.mapping_hash, decided_on = excluded.decided_on,
            outcome = excluded.outcome, code = excluded.code, reason = excluded.reason, place = excluded.place,
            credential = coalesce(excluded.credential, record_state.credential), absent_since = null, absent_runs = 0, absent_code = null, absent_reason = null, absent_place = null,
            pending = excluded.pending, pending_since = excluded.pending_since, pending_runs = excluded.pending_runs,
            group_key = coalesce(excluded.group_key, record_state.group_key), rank = coalesce(excluded.rank, record_state.rank), dated = coalesce(excluded.dated, record_state.dated)
        """;

    private const string Miss = "update record_state set absent_since = @since, absent_runs = @runs, absent_code = @code, absent_reason = @reason, absent_place = @place where mapping = @mapping and record_key = @key";

    private const string Lose =
        """
        update record_state
        set absent_since = @since, absent_runs = @runs, absent_code = null, absent_reason = null, absent_place = null, outcome = 'AbsentWithdrawn', code = @code, reason = @reason, place = @place,
            mapping_hash = @mappingHash, decided_on = @decidedOn, pending = null, pending_since = null, pending_runs = 0
        where mapping = @mapping and record_key = @key
        """;

    // Of no mapping's hash: where the key comes back, the record is evaluated again, and has no credential.
    private const string Pass =
        """
        update record_state
        set passed_on = @generation, mapping_hash = '', decided_on = @decidedOn, outcome = 'AbsentWithdrawn', code = @code, reason = @reason, place = null,
            absent_since = null, absent_runs = 0, absent_code = null, absent_reason = null, absent_place = null, pending = null, pending_since = null, pending_runs = 0
        where mapping = @mapping and record_key = @key
        """;

    private readonly PreparedCommand upsert;
    private readonly PreparedCommand miss;
    private readonly PreparedCommand lose;
    private readonly PreparedCommand pass;
    private readonly string mappingHash;

    public RecordStates(Session session, RunRow run)
    {
        this.mappingHash = run.MappingHash;
        this.upsert = session.Prepare(
            Upsert, "@mapping", "@key", "@partition", "@fingerprint", "@mappingHash", "@decidedOn", "@outcome", "@code", "@reason", "@place", "@credential", "@pending", "@pendingSince", "@pendingRuns",
            "@group", "@rank", "@dated");
        this.miss = session.Prepare(Miss, "@mapping", "@key", "@since", "@runs", "@code", "@reason", "@place");
        this.lose = session.Prepare(Lose, "@mapping", "@key", "@since", "@runs", "@code", "@reason", "@place", "@mappingHash", "@decidedOn");
        this.pass = session.Prepare(Pass, "@mapping", "@key", "@generation", "@decidedOn", "@code", "@reason");
        this.upsert[0] = this.miss[0] = this.lose[0] = this.pass[0] = run.Mapping;
        this.upsert[5] = this.lose[8] = this.pass[3] = run.RecordDate;
        this.lose[7] = run.MappingHash;
    }

    /// <summary>Keeps a decision.</summary>
    /// <param name="decision">The row as it was applied.</param>
    /// <param name="credential">The credential that stands for the record from now on; null where that does not change.</param>
    /// <param name="stood">False where the decision did not stand: the record is then evaluated again by the next run.</param>
    public void Keep(Decision decision, long? credential, bool stood)
    {
        switch (decision.Kind)
        {
            case DecisionKind.AbsentKept or DecisionKind.AbsentHeld:
                this.miss[4] = decision.Kind == DecisionKind.AbsentHeld ? decision.Code : null;
                this.miss[5] = decision.Kind == DecisionKind.AbsentHeld ? decision.Reason : null;
                this.miss[6] = decision.Kind == DecisionKind.AbsentHeld ? decision.Where : null;
                Absent(this.miss, decision);
                break;
            case DecisionKind.AbsentWithdrawn:
                this.lose[4] = decision.Code;
                this.lose[5] = decision.Reason;
                this.lose[6] = decision.Where;
                Absent(this.lose, decision);
                break;
            default:
                this.Present(decision, credential, stood);
                break;
        }
    }

    /// <summary>Keeps that a credential goes on with another key than the one it had. Where one record of several is kept, the one that had it is decided by itself.</summary>
    public void PassOn(CurrentVersion former, Decision decision)
    {
        if (decision.Group is null)
        {
            this.pass[1] = former.RecordKey;
            this.pass[2] = former.Generation;
            this.pass[4] = PassedOn;
            this.pass[5] = PassedOnReason;
            this.pass.Queue();
        }
    }

    private static void Absent(PreparedCommand command, Decision decision)
    {
        command[1] = decision.RecordKey;
        command[2] = Instants.WriteDay(decision.AbsentSince);
        command[3] = decision.AbsentRuns;
        command.Queue();
    }

    private void Present(Decision decision, long? credential, bool stood)
    {
        // What stands from now on: an issued record is unchanged until it changes, and a withdrawn one is skipped for the reason it was withdrawn for.
        var outcome = decision.Kind switch
        {
            DecisionKind.New or DecisionKind.Corrected => DecisionKind.Unchanged,
            DecisionKind.Withdrawn => DecisionKind.Skipped,
            var kind => kind,
        };
        this.upsert[1] = decision.RecordKey;
        this.upsert[2] = decision.Partition;
        this.upsert[3] = decision.Fingerprint;
        this.upsert[4] = stood ? this.mappingHash : string.Empty;
        this.upsert[6] = outcome.ToString();
        this.upsert[7] = decision.Code;
        this.upsert[8] = decision.Reason;
        this.upsert[9] = decision.Where;
        this.upsert[10] = credential;
        this.upsert[11] = decision.Pending?.Case;
        this.upsert[12] = Instants.WriteDay(decision.Pending?.Since);
        this.upsert[13] = decision.Pending?.Runs ?? 0;
        this.upsert[14] = decision.Group;
        this.upsert[15] = decision.Group is null ? null : decision.Rank;
        this.upsert[16] = decision.Dated;
        this.upsert.Queue();
    }
}
