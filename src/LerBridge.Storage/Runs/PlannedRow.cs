using System.Data.Common;
using LerBridge.Core.Ledger;

namespace LerBridge.Storage.Runs;

/// <summary>A row of a plan with its number.</summary>
internal sealed record PlannedRow(long Number, Decision Decision)
{
    private const string Select =
        """
        select d.number, d.record_key, d.partition, d.fingerprint, d.kind, d.credential_id, d.person_id, d.generation, d.base_version, claims.claims, d.claims_hash,
               d.privacy_unknown, d.waits, d.code, d.reason, d.place, d.absent_since, d.absent_runs,
               d.change, d.action, d.cause, d.replaces_id, d.replaces_version, d.replaces_person, d.rank, d.suspendable, d.pending, d.pending_since, d.pending_runs, claims.outline, d.group_key, d.dated, d.asks
        from decision d
        left join decision_claims claims on claims.decision = d.number
        where d.run = @run and d.number > @after and d.number <= @last
        order by d.number
        limit @limit
        """;

    private const string Write = "update decision set kind = @kind, action = @action, code = @code, reason = @reason, place = @place where number = @number";

    /// <summary>The next rows of a plan, behind one number and up to another.</summary>
    public static IReadOnlyList<PlannedRow> Next(Session session, long run, long after, long last, int limit)
    {
        var select = session.Prepare(Select, "@run", "@after", "@last", "@limit");
        select[0] = run;
        select[1] = after;
        select[2] = last;
        select[3] = limit;
        var rows = new List<PlannedRow>();
        using var reader = select.Read();
        while (reader.Read())
        {
            rows.Add(new PlannedRow(reader.GetInt64(0), Read(reader)));
        }

        return rows;
    }

    /// <summary>Keeps what the row became.</summary>
    public void Become(Session session, Decision decision)
    {
        var write = session.Prepare(Write, "@kind", "@code", "@reason", "@place", "@number", "@action");
        write[0] = decision.Kind.ToString();
        write[1] = decision.Code;
        write[2] = decision.Reason;
        write[3] = decision.Where;
        write[4] = this.Number;
        write[5] = decision.Action?.ToString();
        write.Run();
    }

    private static Decision Read(DbDataReader row) => new()
    {
        RecordKey = row.GetString(1),
        Partition = row.GetString(2),
        Fingerprint = row.GetString(3),
        Kind = Enum.Parse<DecisionKind>(row.GetString(4)),
        CredentialId = row.TextOrNull(5),
        PersonId = row.TextOrNull(6),
        Generation = row.Int(7),
        BaseVersion = row.Int(8),
        Claims = row.IsDBNull(9) ? default : row.GetFieldValue<byte[]>(9),
        ClaimsHash = row.TextOrNull(10),
        PrivacyUnknown = row.Int(11) != 0,
        Waits = row.Int(12) != 0,
        Code = row.TextOrNull(13),
        Reason = row.TextOrNull(14),
        Where = row.TextOrNull(15),
        AbsentSince = Instants.ReadDayOrNull(row.TextOrNull(16)),
        AbsentRuns = row.Int(17),
        Change = row.WordOrNull<SourceChange>(18),
        Action = row.WordOrNull<CredentialAction>(19),
        Cause = row.WordOrNull<StopCause>(20),
        Replaces = row.IsDBNull(21) ? null : new ReplacedCredential(row.GetString(21), row.Int(22), row.GetString(23)),
        Rank = row.TextOrNull(24),
        Suspendable = row.Int(25) != 0,
        Pending = row.PendingOrNull(26),
        Group = row.TextOrNull(30),
        Dated = row.TextOrNull(31),
        Asks = row.TextOrNull(32),
        Outline = row.IsDBNull(29) ? default : row.GetFieldValue<byte[]>(29),
    };
}
