using LerBridge.Core.Ledger;
using LerBridge.Storage.Outbox;
using LerBridge.Storage.Runs;
using LerBridge.Storage.Status;

namespace LerBridge.Storage.Register;

/// <summary>Writes down what a person does to a credential. The act stands among the runs under an id of its own, so that nothing in the register comes from nowhere.</summary>
internal static class HandWriter
{
    private const string OfCredential = "select mapping as Mapping, person as Person from credential where id = @id";

    private const string AddAct =
        """
        insert into run (id, mapping, connector, stream, state, outcome, started_at, ended_at, record_date, mapping_hash, by_hand)
        values (@id, @mapping, '', '', 'Ended', 'Succeeded', @at, @at, @day, '', 1)
        returning number
        """;

    // an empty mapping_hash: the record is evaluated again
    private const string DecideAnew = "update record_state set mapping_hash = '' where mapping = @mapping and credential = @credential";

    /// <returns>False where the credential has moved on; nothing is written then.</returns>
    public static bool Write(Session session, HandAct act, ManifestSigner sign)
    {
        var credential = session.SingleOrDefault<CredentialRow>(OfCredential, new { id = act.CredentialId })
            ?? throw new InvalidOperationException($"There is no credential {act.CredentialId}.");
        if (new RegisterWriter(session, 0, credential.Mapping).Current(act.CredentialId) is not { } before || before.Version != act.BaseVersion)
        {
            return false;
        }

        var run = session.Single<long>(
            AddAct, new { id = act.Id, mapping = credential.Mapping, at = Instants.Write(act.At), day = Instants.WriteDay(act.Day) });
        var version = new CredentialVersion
        {
            CredentialId = act.CredentialId,
            Version = act.BaseVersion + 1,
            State = act.State,
            At = act.At,
            Operation = act.Operation,
            Person = credential.Person,
            Cause = act.Cause,
            Reason = act.Reason,
            By = act.By,
        };
        var number = new RegisterWriter(session, run, credential.Mapping).Write(decision: null, version, before);
        new OutboxWriter(session, run).Add(number, version, act.Messages);
        var lists = new StatusChanges(session);
        lists.Changed(StatusBits.Of(session, number), before.State, version.State);
        lists.Flush();
        session.Execute(DecideAnew, new { mapping = credential.Mapping, credential = number });
        ManifestStore.Seal(session, act.Id, sign);
        return true;
    }

    private sealed record CredentialRow(string Mapping, string Person);
}
