using LerBridge.Core.Ledger;

namespace LerBridge.Storage.Register;

/// <summary>Reads with which keys a credential went on.</summary>
internal static class KeyChangeReader
{
    private const string Select =
        """
        select k.at as At, run.id as RunId, k.from_key as FromKey, k.to_key as ToKey
        from key_change k
        join run on run.number = k.run
        where k.credential = (select number from credential where id = @id)
        order by k.number
        """;

    public static IReadOnlyList<KeyChange> Read(Session session, string credentialId) =>
        [.. session.Query<Row>(Select, new { id = credentialId }).Select(row => new KeyChange(Instants.Read(row.At), row.RunId, row.FromKey, row.ToKey))];

    private sealed record Row(long At, string RunId, string FromKey, string ToKey);
}
