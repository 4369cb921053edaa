using LerBridge.Core.Ledger;

namespace LerBridge.Storage.Runs;

/// <summary>Reads the planned rows that change a credential, sorted.</summary>
internal static class PlanReader
{
    private const string Select =
        """
        select credential_id, kind, claims_hash, base_version,
               concat(record_key, '|', action, '|', person_id, '|', generation, '|', cause, '|', suspendable, '|', privacy_unknown, '|', replaces_id, '|', replaces_version, '|', replaces_person)
        from decision
        where run = (select number from run where id = @run)
          and (kind in ('New', 'Corrected', 'Withdrawn', 'AbsentWithdrawn') or (kind in ('Unchanged', 'Skipped') and change = 'KeyChange'))
          and credential_id is not null
          and rest = @rest
        order by credential_id, kind, coalesce(claims_hash, ''), base_version
        """;

    public static IAsyncEnumerable<(string CredentialId, DecisionKind Kind, string? ClaimsHash, int BaseVersion, string Terms)> ReadAsync(Database database, string runId, bool rest, CancellationToken cancellationToken) =>
        database.StreamAsync(
            session =>
            {
                var select = session.Prepare(Select, "@run", "@rest");
                select[0] = runId;
                select[1] = rest ? 1 : 0;
                return select.Read();
            },
            row => (row.GetString(0), Enum.Parse<DecisionKind>(row.GetString(1)), row.TextOrNull(2), row.Int(3), row.GetString(4)),
            cancellationToken);
}
