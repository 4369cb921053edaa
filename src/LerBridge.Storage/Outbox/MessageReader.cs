using System.Data.Common;
using LerBridge.Core.Credentials;
using LerBridge.Storage.Runs;
using LerBridge.Core.Delivery;
using LerBridge.Core.Ledger;

namespace LerBridge.Storage.Outbox;

/// <summary>Reads messages with what they tell: the credential as it was in the version they are about.</summary>
internal static class MessageReader
{
    private const string Select =
        """
        select o.number, o.attempts, c.id, o.version, o.operation, o.idempotency_key,
               d.document, d.media_type, c.mapping, v.person, v.valid_from, v.state, v.state_since, o.begun_at
        from outbox o
        join credential c on c.number = o.credential
        join credential_version v on v.credential = o.credential and v.version = o.version
        join credential_version d on d.credential = o.credential and d.version = v.document_version
        where o.number = @number
        """;

    public static IReadOnlyList<OutboxMessage> Read(Session session, IEnumerable<long> numbers)
    {
        var messages = new List<OutboxMessage>();
        var select = session.Prepare(Select, "@number");
        foreach (var number in numbers)
        {
            select[0] = number;
            using var reader = select.Read();
            messages.Add(reader.Read() ? Message(reader) : throw new InvalidOperationException($"Message {number} tells of a version that is not in the register."));
        }

        return messages;
    }

    private static OutboxMessage Message(DbDataReader row) => new(
        row.GetInt64(0),
        row.Int(1),
        new DeliveryRequest
        {
            CredentialId = row.GetString(2),
            Version = row.Int(3),
            Operation = Enum.Parse<DeliveryOperation>(row.GetString(4)),
            IdempotencyKey = row.GetString(5),
            Document = row.GetFieldValue<byte[]>(6),
            MediaType = row.GetString(7),
            Mapping = row.GetString(8),
            Person = row.GetString(9),
            ValidFrom = Instants.Read(row.GetInt64(10)),
            State = Enum.Parse<CredentialState>(row.GetString(11)),
            Since = Instants.Read(row.GetInt64(12)),
        })
    {
        BegunAt = row.IsDBNull(13) ? null : Instants.Read(row.GetInt64(13)),
    };
}
