using LerBridge.Core.Credentials;
using LerBridge.Core.Delivery;
using LerBridge.Core.Ledger;
using LerBridge.Storage.Outbox;
using LerBridge.Storage.Runs;

namespace LerBridge.Storage.Register;

/// <summary>Reads where a credential comes from and where it went.</summary>
internal static class TraceReader
{
    private const string Record =
        """
        select c.number, r.fingerprint, r.decided_on, r.absent_since
        from credential c
        left join record_state r on r.mapping = c.mapping and r.record_key = c.record_key
        where c.id = @id
        """;

    private const string Versions =
        """
        select v.version, v.at, v.operation, v.state, v.change, run.id, run.mapping_hash, run.plan_hash, run.approved_by, v.claims_hash, v.key_id, v.by_whom, v.reason
        from credential_version v
        join run on run.number = v.run
        where v.credential = @credential
        order by v.version
        """;

    private const string Messages =
        "select number, destination, version, operation, state, held_code, idempotency_key from outbox where credential = @credential order by number";

    public static CredentialTrace? Read(Session session, string credentialId)
    {
        var select = session.Prepare(Record, "@id");
        select[0] = credentialId;
        long credential;
        (string? Fingerprint, string? DecidedOn, string? AbsentSince) record;
        using (var reader = select.Read())
        {
            if (!reader.Read())
            {
                return null;
            }

            credential = reader.GetInt64(0);
            record = (reader.TextOrNull(1), reader.TextOrNull(2), reader.TextOrNull(3));
        }

        return new CredentialTrace
        {
            Fingerprint = record.Fingerprint,
            DecidedOn = Instants.ReadDayOrNull(record.DecidedOn),
            AbsentSince = Instants.ReadDayOrNull(record.AbsentSince),
            Versions = ReadVersions(session, credential),
            KeyChanges = KeyChangeReader.Read(session, credentialId),
            Deliveries = [.. ReadMessages(session, credential).Select(message => message.Delivery with { Attempts = AttemptReader.Read(session, message.Number) })],
        };
    }

    private static List<TracedVersion> ReadVersions(Session session, long credential)
    {
        var select = session.Prepare(Versions, "@credential");
        select[0] = credential;
        var versions = new List<TracedVersion>();
        using var reader = select.Read();
        while (reader.Read())
        {
            versions.Add(new TracedVersion(
                reader.Int(0),
                Instants.Read(reader.GetInt64(1)),
                Enum.Parse<DeliveryOperation>(reader.GetString(2)),
                Enum.Parse<CredentialState>(reader.GetString(3)),
                reader.WordOrNull<SourceChange>(4),
                reader.GetString(5),
                reader.GetString(6),
                reader.TextOrNull(7),
                reader.TextOrNull(8),
                reader.TextOrNull(9),
                reader.TextOrNull(10),
                reader.TextOrNull(11),
                reader.TextOrNull(12)));
        }

        return versions;
    }

    private static List<(long Number, TracedDelivery Delivery)> ReadMessages(Session session, long credential)
    {
        var select = session.Prepare(Messages, "@credential");
        select[0] = credential;
        var messages = new List<(long, TracedDelivery)>();
        using var reader = select.Read();
        while (reader.Read())
        {
            messages.Add((
                reader.GetInt64(0),
                new TracedDelivery(reader.GetString(1), reader.Int(2), Enum.Parse<DeliveryOperation>(reader.GetString(3)), reader.GetString(4), reader.TextOrNull(5), reader.GetString(6), [])));
        }

        return messages;
    }
}
