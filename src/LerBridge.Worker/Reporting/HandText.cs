using LerBridge.Core.Credentials;
using LerBridge.Core.Pipeline;
using LerBridge.Worker.Cli;

namespace LerBridge.Worker.Reporting;

/// <summary>What a person is shown before and after acting on a credential.</summary>
internal static class HandText
{
    /// <summary>What would follow.</summary>
    public static void WriteProposal(HandProposal proposal, string verb, string why, string who, TimeZoneInfo zone, Terminal terminal)
    {
        var entry = proposal.Entry;
        terminal.Error.WriteLine($"To {verb} {entry.Id} of {entry.Mapping}, {StateOf(entry.State)} since {LocalTime.Text(entry.ChangedAt, zone)}, for its record {entry.RecordKey}:");
        foreach (var consequence in proposal.Consequences)
        {
            terminal.Error.WriteLine($"  - {consequence}");
        }

        terminal.Error.WriteLine($"Reason: {why} (by {who})");
    }

    /// <summary>What was done.</summary>
    public static void Write(HandOutcome outcome, IReadOnlyList<string> told, TimeZoneInfo zone, Terminal terminal)
    {
        var entry = outcome.Entry;
        terminal.Output.WriteLine($"{entry.Id} is {StateOf(entry.State)} since {LocalTime.Text(entry.ChangedAt, zone)} (version {entry.Version}, {outcome.ActId}).");
        terminal.Output.WriteLine(outcome.Published
            ? "The signed status lists say so."
            : "The signed status lists do not say so yet, because another process publishes them: it will, or do it with: lerbridge status publish");
        var delivery = outcome.Delivery;
        if (told.Count > 0)
        {
            var waiting = delivery.Queued + delivery.Retrying;
            terminal.Output.WriteLine($"Told: {delivery.Accepted} of {told.Count}{(waiting > 0 ? $"; {waiting} to be tried again by the service or the next run" : string.Empty)}{(delivery.Refused > 0 ? $"; {delivery.Refused} refused, see: lerbridge doctor" : string.Empty)}{(delivery.InDoubt > 0 ? $"; {delivery.InDoubt} in doubt, see: lerbridge delivery list" : string.Empty)}.");
        }
    }

    private static string StateOf(CredentialState state) => state switch
    {
        CredentialState.Valid => "valid",
        CredentialState.Suspended => "suspended",
        _ => "revoked",
    };
}
