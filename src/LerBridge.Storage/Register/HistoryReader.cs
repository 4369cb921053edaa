using LerBridge.Core.Credentials;
using LerBridge.Core.Delivery;
using LerBridge.Core.Ledger;
using LerBridge.Storage.Runs;

namespace LerBridge.Storage.Register;

/// <summary>Reads every version of a credential.</summary>
internal static class HistoryReader
{
    private const string Select =
        """
        select v.version, v.at, v.operation, v.state, v.change, v.stopped_by, v.code, v.reason, v.by_whom, run.id
        from credential_version v
        join credential c on c.number = v.credential
        join run on run.number = v.run
        where c.id = @id
        order by v.version
        """;

    public static IReadOnlyList<CredentialHistory> Read(Session session, string credentialId)
    {
        var select = session.Prepare(Select, "@id");
        select[0] = credentialId;
        var history = new List<CredentialHistory>();
        using var reader = select.Read();
        while (reader.Read())
        {
            history.Add(new CredentialHistory
            {
                Version = reader.Int(0),
                At = Instants.Read(reader.GetInt64(1)),
                Operation = Enum.Parse<DeliveryOperation>(reader.GetString(2)),
                State = Enum.Parse<CredentialState>(reader.GetString(3)),
                Change = reader.WordOrNull<SourceChange>(4),
                Cause = reader.WordOrNull<StopCause>(5),
                Code = reader.TextOrNull(6),
                Reason = reader.TextOrNull(7),
                By = reader.TextOrNull(8),
                RunId = reader.GetString(9),
            });
        }

        return history;
    }
}
