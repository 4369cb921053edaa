using System.Data.Common;
using LerBridge.Core.Ledger;
using LerBridge.Storage.Dialects;

namespace LerBridge.Storage.Runs;

/// <summary>Held records, and what persons decided about them.</summary>
internal sealed class HoldStore(Database database) : IHoldLedger
{
    private const string Select =
        """
        select r.mapping, r.record_key, r.fingerprint, coalesce(r.absent_code, r.code, ''), case when r.absent_code is null then r.reason else r.absent_reason end,
               case when r.absent_code is null then r.place else r.absent_place end, r.decided_on, r.absent_since, r.absent_code is not null, c.id,
               v.verdict, v.reason, v.by_whom, v.at, v.mapping_hash, v.places
        from record_state r
        left join credential c on c.number = r.credential and c.record_key = r.record_key
        left join hold_verdict v on v.mapping = r.mapping and v.record_key = r.record_key and v.fingerprint = r.fingerprint and v.code = coalesce(r.absent_code, r.code)
        where (r.outcome = 'Held' or r.absent_code is not null)
        """;

    private const string All = $"{Select} order by r.mapping, r.record_key limit @limit";
    private const string OfMapping = $"{Select} and r.mapping = @mapping order by r.record_key limit @limit";

    private const string Verdicts = "select record_key, code, fingerprint, verdict, reason, by_whom, at, mapping_hash, places from hold_verdict where mapping = @mapping";

    private const string StillHeld =
        """
        select 1 from record_state
        where mapping = @Mapping and record_key = @RecordKey and fingerprint = @Fingerprint and (outcome = 'Held' or absent_code is not null) and coalesce(absent_code, code) = @Code
        """;

    private const string Keep =
        """
        insert into hold_verdict (mapping, record_key, code, fingerprint, verdict, mapping_hash, reason, by_whom, at, places, unsigned)
        values (@Mapping, @RecordKey, @Code, @Fingerprint, @verdict, @MappingHash, @Reason, @By, @at, @places, 0)
        on conflict (mapping, record_key) do update
        set code = excluded.code, fingerprint = excluded.fingerprint, verdict = excluded.verdict, mapping_hash = excluded.mapping_hash, reason = excluded.reason,
            by_whom = excluded.by_whom, at = excluded.at, places = excluded.places, unsigned = excluded.unsigned
        """;

    private const string ReleasedBefore =
        "select places from hold_verdict where mapping = @Mapping and record_key = @RecordKey and fingerprint = @Fingerprint and mapping_hash = @MappingHash";

    private const string AddAct =
        """
        insert into run (id, mapping, connector, stream, state, outcome, started_at, ended_at, record_date, mapping_hash, by_hand)
        values (@Id, @mapping, '', '', 'Ended', 'Succeeded', @at, @at, @day, '', 1)
        returning number
        """;

    private const string KeepAct =
        """
        insert into hold_act (run, mapping, record_key, code, fingerprint, verdict, mapping_hash, places, reason, by_whom, at)
        values (@run, @Mapping, @RecordKey, @Code, @Fingerprint, @verdict, @MappingHash, @places, @Reason, @By, @at)
        """;

    // an empty mapping_hash: the record is evaluated again
    private const string DecideAnew = "update record_state set mapping_hash = '' where mapping = @Mapping and record_key = @RecordKey";

    public Task<IReadOnlyList<HeldRecord>> ListAsync(string? mapping, int limit, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<HeldRecord>>(
        session =>
        {
            var select = mapping is null ? session.Prepare(All, "@limit") : session.Prepare(OfMapping, "@limit", "@mapping");
            select[0] = limit;
            if (mapping is not null)
            {
                select[1] = mapping;
            }

            var held = new List<HeldRecord>();
            using var reader = select.Read();
            while (reader.Read())
            {
                held.Add(Read(reader));
            }

            return held;
        },
        cancellationToken);

    public Task<IReadOnlyDictionary<string, HoldVerdict>> VerdictsAsync(string mapping, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyDictionary<string, HoldVerdict>>(
        session =>
        {
            var select = session.Prepare(Verdicts, "@mapping");
            select[0] = mapping;
            var verdicts = new Dictionary<string, HoldVerdict>(StringComparer.Ordinal);
            using var reader = select.Read();
            while (reader.Read())
            {
                verdicts[reader.GetString(0)] = new HoldVerdict
                {
                    Mapping = mapping,
                    RecordKey = reader.GetString(0),
                    Code = reader.GetString(1),
                    Fingerprint = reader.GetString(2),
                    Release = reader.GetString(3) == "Release",
                    Reason = reader.GetString(4),
                    By = reader.GetString(5),
                    At = Instants.Read(reader.GetInt64(6)),
                    MappingHash = reader.GetString(7),
                    Places = reader.GetString(8),
                };
            }

            return verdicts;
        },
        cancellationToken);

    public Task<bool> RuleAsync(HoldAct act, ManifestSigner sign, CancellationToken cancellationToken) => database.WriteAsync(
        Durability.Power,
        session =>
        {
            var verdict = act.Verdict;
            if (session.Scalar<long?>(StillHeld, new { verdict.Mapping, verdict.RecordKey, verdict.Fingerprint, verdict.Code }) is null)
            {
                return false;
            }

            var before = session.Scalar<string?>(ReleasedBefore, new { verdict.Mapping, verdict.RecordKey, verdict.Fingerprint, verdict.MappingHash }) ?? string.Empty;
            var at = Instants.Write(verdict.At);
            var run = session.Single<long>(AddAct, new { act.Id, mapping = verdict.Mapping, at, day = Instants.WriteDay(act.Day) });
            var kept = new
            {
                run,
                verdict.Mapping,
                verdict.RecordKey,
                verdict.Code,
                verdict.Fingerprint,
                verdict = verdict.Release ? "Release" : "Reject",
                verdict.MappingHash,
                verdict.Reason,
                verdict.By,
                at,
                places = string.Join('\n', Released(before.Split('\n'), verdict)),
            };
            session.Execute(Keep, kept);
            session.Execute(KeepAct, kept);
            session.Execute(DecideAnew, new { verdict.Mapping, verdict.RecordKey });
            ManifestStore.Seal(session, act.Id, sign);
            return true;
        },
        cancellationToken);

    // What is rejected is released no more, whatever was said of it before; other reasons that were released stay so.
    private static IEnumerable<string> Released(IEnumerable<string> before, HoldVerdict verdict) =>
        (verdict.Release ? before.Append(verdict.Places) : before.Where(place => place != verdict.Places)).Where(place => place.Length > 0).Distinct(StringComparer.Ordinal);

    private static HeldRecord Read(DbDataReader row)
    {
        var held = new HeldRecord
        {
            Mapping = row.GetString(0),
            RecordKey = row.GetString(1),
            Fingerprint = row.GetString(2),
            Code = row.GetString(3),
            Reason = row.TextOrNull(4) ?? string.Empty,
            Where = row.TextOrNull(5),
            Since = Instants.ReadDayOrNull(row.TextOrNull(7)) ?? Instants.ReadDay(row.GetString(6)),
            Absent = row.Int(8) != 0,
            CredentialId = row.TextOrNull(9),
        };
        return row.IsDBNull(10) ? held : held with
        {
            Verdict = new HoldVerdict
            {
                Mapping = held.Mapping,
                RecordKey = held.RecordKey,
                Code = held.Code,
                Fingerprint = held.Fingerprint,
                Release = row.GetString(10) == "Release",
                Reason = row.GetString(11),
                By = row.GetString(12),
                At = Instants.Read(row.GetInt64(13)),
                MappingHash = row.GetString(14),
                Places = row.GetString(15),
            },
        };
    }
}
