using LerBridge.Core.Ledger;
using LerBridge.Storage.Runs;

namespace LerBridge.Storage.Outbox;

/// <summary>Reads how often a message was tried, and what each time was answered.</summary>
internal static class AttemptReader
{
    private const string Attempts = "select at, outcome, code, reason, answer from outbox_attempt where message = @message order by number";

    public static List<TracedAttempt> Read(Session session, long message)
    {
        var select = session.Prepare(Attempts, "@message");
        select[0] = message;
        var attempts = new List<TracedAttempt>();
        using var reader = select.Read();
        while (reader.Read())
        {
            attempts.Add(new TracedAttempt(Instants.Read(reader.GetInt64(0)), reader.GetString(1), reader.TextOrNull(2), reader.TextOrNull(3), reader.TextOrNull(4)));
        }

        return attempts;
    }
}
