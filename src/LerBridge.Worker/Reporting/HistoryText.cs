using LerBridge.Core.Credentials;
using LerBridge.Core.Delivery;
using LerBridge.Core.Ledger;

namespace LerBridge.Worker.Reporting;

/// <summary>One version of a credential as a person reads it: when, what, why, by whom.</summary>
internal static class HistoryText
{
    public static string Of(CredentialHistory version, TimeZoneInfo zone)
    {
        var why = version.Change is { } change && change != SourceChange.First ? $", {ChangeText.Word(change)}" : string.Empty;
        var reason = version.Reason is { Length: > 0 } text ? $": {text}{(version.Code is { } code ? $" ({code})" : string.Empty)}" : string.Empty;
        return $"{LocalTime.Text(version.At, zone)}  {What(version)}{why}{reason}, {(version.By is { } by ? $"by {by} ({version.RunId})" : $"run {version.RunId}")}";
    }

    /// <summary>A change of key, for which there is no version.</summary>
    public static string Of(KeyChange moved, TimeZoneInfo zone) => $"{LocalTime.Text(moved.At, zone)}  goes on as {moved.To}, {ChangeText.Word(SourceChange.KeyChange)} (it was {moved.From}), run {moved.RunId}";

    /// <summary>What happened, in a word.</summary>
    public static string What(CredentialHistory version) => (version.Operation, version.State) switch
    {
        (DeliveryOperation.Withdraw, _) when version is { By: not null, Cause: StopCause.Withdrawal } => "released for a new one",
        (DeliveryOperation.Issue, _) => "issued",
        (DeliveryOperation.Correct, CredentialState.Suspended) => "corrected, still suspended",
        (DeliveryOperation.Correct, _) => "corrected",
        (DeliveryOperation.Suspend, _) => "suspended",
        (DeliveryOperation.Reinstate, _) => "reinstated",
        _ => "revoked",
    };
}
