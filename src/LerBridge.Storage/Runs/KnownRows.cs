using System.Data.Common;
using LerBridge.Core.Credentials;
using LerBridge.Core.Ledger;

namespace LerBridge.Storage.Runs;

/// <summary>Reads what is known of a record: <c>record_state r</c> with its <c>credential c</c>.</summary>
internal static class KnownRows
{
    public const string Columns =
        """
        r.partition, r.fingerprint, r.mapping_hash, r.decided_on, r.outcome, r.code, r.reason, r.place, r.absent_since, r.absent_runs,
        c.id, c.person_id, c.generation, c.version, c.state, c.claims_hash, c.rank, c.stopped_by, c.suspendable, r.pending, r.pending_since, r.pending_runs,
        r.passed_on
        """;

    /// <summary>The known record from a column on; null where there is none.</summary>
    public static KnownRecord? Read(DbDataReader reader, int at, string key, RepeatedText texts)
    {
        if (reader.IsDBNull(at))
        {
            return null;
        }

        return new KnownRecord
        {
            Key = key,
            Partition = texts.Of(reader.GetString(at)),
            Fingerprint = reader.GetString(at + 1),
            MappingHash = texts.Of(reader.GetString(at + 2)),
            DecidedOn = texts.Day(reader.GetString(at + 3)),
            Outcome = Enum.Parse<DecisionKind>(reader.GetString(at + 4)),
            Code = reader.TextOrNull(at + 5),
            Reason = reader.TextOrNull(at + 6),
            Where = reader.TextOrNull(at + 7),
            AbsentSince = Instants.ReadDayOrNull(reader.TextOrNull(at + 8)),
            AbsentRuns = reader.Int(at + 9),
            Pending = reader.PendingOrNull(at + 19),
            PassedOn = reader.IsDBNull(at + 22) ? null : reader.Int(at + 22),
            Credential = reader.IsDBNull(at + 10) ? null : Credential(reader, at + 10),
        };
    }

    public static string? TextOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    /// <summary>A number that is small; engines keep all numbers in 64 bits.</summary>
    public static int Int(this DbDataReader reader, int column) => checked((int)reader.GetInt64(column));

    public static T? WordOrNull<T>(this DbDataReader reader, int column)
        where T : struct, Enum => reader.IsDBNull(column) ? null : Enum.Parse<T>(reader.GetString(column));

    /// <summary>What waits, from its case on: case, since, runs.</summary>
    public static PendingChange? PendingOrNull(this DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : new PendingChange(reader.GetString(column), Instants.ReadDay(reader.GetString(column + 1)), reader.Int(column + 2));

    /// <summary>A credential from its id on.</summary>
    public static KnownCredential Credential(DbDataReader reader, int at) => new()
    {
        Id = reader.GetString(at),
        PersonId = reader.TextOrNull(at + 1) ?? string.Empty,
        Generation = reader.Int(at + 2),
        Version = reader.Int(at + 3),
        State = Enum.Parse<CredentialState>(reader.GetString(at + 4)),
        ClaimsHash = reader.GetString(at + 5),
        Rank = reader.TextOrNull(at + 6),
        StoppedBy = reader.WordOrNull<StopCause>(at + 7),
        Suspendable = reader.Int(at + 8) != 0,
    };
}
