using System.Globalization;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;
using LerBridge.Worker.Answers;
using LerBridge.Worker.Cli;

namespace LerBridge.Worker.Reporting;

/// <summary>Answers as a registrar reads them.</summary>
internal static class ExplanationText
{
    public static void Write(Explanation explanation, TimeZoneInfo zone, Terminal terminal)
    {
        var (entry, trace, output) = (explanation.Entry, explanation.Trace, terminal.Output);
        output.WriteLine($"{entry.Id}, {JsonText.Word(entry.State)}, version {entry.Version}, valid from {LocalTime.Text(entry.ValidFrom, zone)}");
        output.WriteLine($"record: {entry.RecordKey}, decided by its content {trace.Fingerprint ?? "(forgotten)"}{(trace.AbsentSince is { } since ? $"; gone from the source since {since.ToString("O", CultureInfo.InvariantCulture)}" : string.Empty)}");
        output.WriteLine(explanation.Record is { } record
            ? $"  last read by {record.ReadBy}{(record.Place is null ? string.Empty : $" at {record.Place}")}, {(record.AsDecided ? "the same content" : $"with other content ({record.Fingerprint})")}; the mapping would {record.Outcome} it{(record.Reason is null ? string.Empty : $": {record.Reason}")}"
            : "  not in the last extract");
        foreach (var moved in trace.KeyChanges)
        {
            output.WriteLine($"  went on as {moved.To} instead of {moved.From} on {LocalTime.Text(moved.At, zone)} in {moved.RunId}; nothing else changed");
        }

        output.WriteLine(explanation.Mapping is { } mapping
            ? $"mapping: {mapping.File} of {mapping.Owner}, {(mapping.AsSigned ? "the same" : "changed since")} as it was signed with ({mapping.Hash})"
            : $"mapping: {entry.Mapping}, which the site no longer has");
        if (explanation.Released is { } released)
        {
            output.WriteLine($"released by {released.By} on {LocalTime.Text(released.At, zone)}, although {released.Places.ReplaceLineEndings(" and ")} holds it: {released.Reason}");
        }

        foreach (var claim in explanation.Claims)
        {
            output.WriteLine($"  {claim.Path}: {claim.Where}{(claim.Fields.Count > 0 ? $", from {string.Join(", ", claim.Fields)}" : string.Empty)}");
        }

        foreach (var row in explanation.Rows)
        {
            output.WriteLine($"table row: {row.Table}[{row.Key}] at {row.File}{(row.Line > 0 ? $":{row.Line}" : string.Empty)}");
        }

        foreach (var place in entry.Status)
        {
            output.WriteLine($"status: {JsonText.Word(place.Purpose)}, list {place.List}, index {place.Index}");
        }

        foreach (var version in trace.Versions)
        {
            var signed = version.KeyId is null ? string.Empty : $", signed by {version.KeyId}";
            var who = version.By is { } by ? $" by hand of {by}" : version.ApprovedBy is { } approved ? $", approved by {approved}" : string.Empty;
            output.WriteLine($"version {version.Version}: {JsonText.Word(version.Operation)} on {LocalTime.Text(version.At, zone)} in {version.RunId}{who}{(version.Change is { } change ? $", {ChangeText.Word(change)}" : string.Empty)}{(version.Reason is null ? string.Empty : $": {version.Reason}")}{signed}");
        }

        if (explanation.KeyState is { } state)
        {
            output.WriteLine($"key: {state}");
        }

        foreach (var delivery in trace.Deliveries)
        {
            output.WriteLine($"to {delivery.Destination}: {JsonText.Word(delivery.Operation)} of version {delivery.Version}, {delivery.State}{(delivery.HeldCode is { } held ? $" ({held})" : string.Empty)}");
            foreach (var attempt in delivery.Attempts)
            {
                output.WriteLine($"  {LocalTime.Text(attempt.At, zone)}: {attempt.Outcome}{(attempt.Reason is null ? string.Empty : $", {attempt.Reason} ({attempt.Code})")}{(attempt.Answer is { Length: > 0 } answer ? $"; it answered: {AnswerStatus.Shown(answer, terminal.OutputIsTerminal).ReplaceLineEndings(" ")}" : string.Empty)}");
            }
        }
    }

    public static void Write(WhyNotAnswer answer, TimeZoneInfo zone, Terminal terminal)
    {
        foreach (var record in answer.Records)
        {
            var why = record.Outcome.Reason is { } reason ? $"{Word(record.Outcome.Word)}: {reason.Text} ({reason.Code}, {reason.Where}) - {Remedy.Who(reason.Code, answer.Mapping.Connector, answer.Mapping)}" : "qualifies";
            terminal.Output.WriteLine($"{record.Key}{(record.Place is null ? string.Empty : $" at {record.Place}")}: {why}");
            if (record.IsLinked)
            {
                terminal.Output.WriteLine("  of the same person, under another identifier. See: lerbridge person find");
            }

            if (record.Credential is { } credential)
            {
                terminal.Output.WriteLine($"  has {credential.Id}, {JsonText.Word(credential.State)} since {LocalTime.Text(credential.ChangedAt, zone)}");
            }

            if (record.Verdict is { } verdict)
            {
                terminal.Output.WriteLine($"  {Verdict(record, verdict, answer.Mapping.Id, zone)}");
            }

            if (record.Held is { } held)
            {
                terminal.Output.WriteLine($"  held by the last run: {held.Reason} ({held.Code}). See: lerbridge hold list --mapping {answer.Mapping.Id}");
            }
        }

        terminal.Output.WriteLine(Conclusion(answer, zone));
    }

    /// <summary>What a person decided about a held record, and what follows from it.</summary>
    private static string Verdict(WhyNotRecord record, HoldVerdict verdict, string mapping, TimeZoneInfo zone)
    {
        var said = FullStop.Once($"{(verdict.Release ? "released" : "rejected")} by {verdict.By} on {LocalTime.Text(verdict.At, zone)} ({verdict.Code}): {verdict.Reason}");
        return (record.VerdictCounts, verdict.Release) switch
        {
            (false, _) => $"{said} The record has changed since, so that this no longer counts",
            (_, false) => $"{said} No run does it until the record changes at its source",
            _ when record.Credential is null => $"{said} The next run acts on it: lerbridge run {mapping}",
            _ => FullStop.Without(said),
        };
    }

    /// <summary>The answer in a sentence.</summary>
    public static string Conclusion(WhyNotAnswer answer, TimeZoneInfo zone)
    {
        var extract = answer.Extract;
        var looked = $"the {Counted.Of(extract.Count, "record")} that the run of {LocalTime.Text(extract.ReadAt, zone)} read{(extract.Complete ? string.Empty : ", which were not all of the source")}";
        return answer.Records.Count switch
        {
            0 => $"Nobody by that identifier is among {looked}: {answer.Mapping.Connector} does not show the person in {answer.Mapping.Schema.Stream}. Ask whoever keeps its records.",
            var count when answer.Records.All(record => record.Credential is { State: Core.Credentials.CredentialState.Valid }) => $"The person has a credential for each of {Counted.Of(count, "record")} in {looked}.",
            var count => $"{Counted.Of(count, "record")} of the person in {looked}.",
        };
    }

    private static string Word(string outcome) => outcome switch
    {
        "skip" => "skipped",
        "hold" => "held",
        "fail" => "cannot be mapped",
        _ => "stops the run",
    };
}
