using LerBridge.Core.Ledger;
using LerBridge.Worker.Cli;

namespace LerBridge.Worker.Reporting;

/// <summary>Messages to destinations as persons read them.</summary>
internal static class DeliveryText
{
    public static Spectre.Console.Table Table(IReadOnlyList<DeliveryMessage> messages, TimeZoneInfo zone)
    {
        var table = Tables.Plain("id", "destination", "state", "tells", "tries", "due");
        table.Add(Tables.Wrapped("credential"), Tables.Wrapped("why"));
        foreach (var message in messages)
        {
            table.Row(
                $"{message.Number}",
                message.Destination,
                DeliveryJson.Word(message.State),
                $"{JsonText.Word(message.Operation)} v{message.Version}",
                $"{message.Attempts}",
                message.State is DeliveryState.Queued or DeliveryState.Retrying ? LocalTime.Text(message.DueAt, zone) : "-",
                message.CredentialId,
                Why(message));
        }

        return table;
    }

    public static void Write(DeliveryDossier dossier, TimeZoneInfo zone, Terminal terminal)
    {
        var (message, output) = (dossier.Message, terminal.Output);
        output.WriteLine($"Delivery {message.Number} to {message.Destination}: {JsonText.Word(message.Operation)}, version {message.Version} of {message.CredentialId} ({message.Mapping})");
        output.WriteLine($"  {DeliveryJson.Word(message.State)}{(message.Overtaken ? ", and a later version is there or on its way" : string.Empty)}");
        output.WriteLine($"  idempotency key {dossier.IdempotencyKey}");
        foreach (var attempt in dossier.Attempts)
        {
            output.WriteLine($"  {LocalTime.Text(attempt.At, zone)}  {attempt.Outcome}{(attempt.Code is null ? string.Empty : $": {attempt.Reason} ({attempt.Code})")}");
            if (attempt.Answer is { Length: > 0 } answer)
            {
                output.WriteLine($"    it answered: {AnswerStatus.Shown(answer, terminal.OutputIsTerminal).ReplaceLineEndings("\n    ")}");
            }
        }

        foreach (var act in dossier.Acts)
        {
            output.WriteLine($"  {LocalTime.Text(act.At, zone)}  {DeliveryJson.Word(act.Kind)} by {act.By}, was {DeliveryJson.Word(act.Before)}: {act.Reason}");
        }
    }

    private static string Why(DeliveryMessage message) => (message.Reason, message.Code) switch
    {
        (null, null) => "-",
        (null, var code) => code,
        var (reason, code) => $"{reason} ({code})",
    };
}
