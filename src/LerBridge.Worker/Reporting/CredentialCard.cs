using System.Text.Json;
using LerBridge.Core.Ledger;
using LerBridge.Credentials.Jose;
using LerBridge.Worker.Cli;

namespace LerBridge.Worker.Reporting;

/// <summary>A credential as a person reads it: what, for whom, by whom, with which competencies, and whether it stands.</summary>
internal static class CredentialCard
{
    public static void Write(RegisterEntry entry, IReadOnlyList<CredentialHistory> history, IReadOnlyList<KeyChange> keys, TimeZoneInfo zone, Terminal terminal)
    {
        var (credential, signed) = Open(entry.Document);
        var subject = At(credential, "credentialSubject");
        var achievement = At(subject, "achievement");
        var lines = new List<(string Label, string? Text)>
        {
            ("what", Text(credential, "name") ?? Text(achievement, "name")),
            ("for", Person(subject)),
            ("by", Text(At(credential, "issuer"), "name")),
            ("awarded", Day(Text(credential, "awardedDate"))),
            ("role", Text(subject, "role")),
            ("from", Day(Text(subject, "activityStartDate"))),
            ("to", Day(Text(subject, "activityEndDate"))),
            ("result", Result(subject)),
        };
        lines.AddRange(Items(achievement, "alignment").Select((alignment, index) => (Label: index == 0 ? "competencies" : string.Empty, Text: (string?)Alignment(alignment))));
        lines.AddRange(Items(subject, "verifiableCredential").Select((held, index) => (Label: index == 0 ? "holds" : string.Empty, Text: (string?)Held(held))));
        lines.AddRange(Items(subject, "achievement").Where(_ => achievement.ValueKind == JsonValueKind.Array).Select((defined, index) => (Label: index == 0 ? "and" : string.Empty, Text: Text(defined, "name"))));
        lines.Add(("stands", entry.State switch
        {
            Core.Credentials.CredentialState.Valid => $"yes, since {LocalTime.Text(entry.ValidFrom, zone)} (version {entry.Version})",
            Core.Credentials.CredentialState.Suspended => $"suspended since {LocalTime.Text(Since(entry, history), zone)}{(entry.StoppedBy == StopCause.Hand ? ", by hand" : string.Empty)}",
            _ => $"withdrawn on {LocalTime.Text(Since(entry, history), zone)}{(entry.StoppedBy == StopCause.Hand ? ", by hand" : string.Empty)}",
        }));
        lines.Add(("signed", signed));
        if (history.Count > 0)
        {
            lines.Add(("record", $"{entry.RecordKey} of {entry.Mapping}"));
        }

        lines.Add(("id", entry.Id));
        lines.AddRange(history.Select(version => (version.At, Text: HistoryText.Of(version, zone)))
            .Concat(keys.Select(moved => (moved.At, Text: HistoryText.Of(moved, zone))))
            .OrderBy(line => line.At)
            .Select((line, index) => (index == 0 ? "history" : string.Empty, (string?)line.Text)));
        foreach (var (label, text) in lines.Where(line => line.Text is { Length: > 0 }))
        {
            terminal.Output.WriteLine($"  {label,-12}  {text}");
        }
    }

    /// <summary>What a signed document says, whichever form it has, and how it is signed.</summary>
    private static (JsonElement Credential, string Signed) Open(ReadOnlyMemory<byte> signed)
    {
        if (JwsCompact.IsOne(signed.Span))
        {
            var report = VcJwtVerifier.Verify(signed, _ => null);
            return (report.Credential ?? throw new InvalidOperationException("A credential of the register is a credential."), report.Proof.Suite);
        }

        using var document = JsonDocument.Parse(signed);
        var credential = document.RootElement.Clone();
        return (credential, string.Join(", ", Items(credential, "proof").Select(proof => Text(proof, "cryptosuite") ?? Text(proof, "type")).OfType<string>()));
    }

    // The newest version may have changed something else, such as its content while it was suspended.
    private static DateTimeOffset Since(RegisterEntry entry, IReadOnlyList<CredentialHistory> history) =>
        history.Reverse().TakeWhile(version => version.State == entry.State).LastOrDefault()?.At ?? entry.ChangedAt;

    private static string? Person(JsonElement subject) => Items(subject, "identifier")
        .Where(identifier => Text(identifier, "identityType") == "name")
        .Select(identifier => Text(identifier, "identityHash"))
        .FirstOrDefault();

    private static string Result(JsonElement subject) => string.Join(", ", Items(subject, "result").Select(result => Text(result, "value")).OfType<string>());

    // one of the credentials of a learner record: what it is for, what was reached, when
    private static string Held(JsonElement credential)
    {
        var subject = At(credential, "credentialSubject");
        var what = Text(credential, "name") ?? Text(At(subject, "achievement"), "name");
        return string.Join(", ", new[] { what, Result(subject), Day(Text(credential, "awardedDate")) }.Where(text => text is { Length: > 0 }));
    }

    private static string Alignment(JsonElement alignment) => Text(alignment, "targetCode") is { } code ? $"{code} {Text(alignment, "targetName")}" : Text(alignment, "targetName") ?? string.Empty;

    private static string? Day(string? time) => time is { Length: >= 10 } ? time[..10] : time;

    private static JsonElement At(JsonElement parent, string name) => parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var found) ? found : default;

    private static string? Text(JsonElement parent, string name) => At(parent, name) is { ValueKind: JsonValueKind.String } found ? found.GetString() : null;

    private static IEnumerable<JsonElement> Items(JsonElement parent, string name) => At(parent, name) switch
    {
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
        { ValueKind: JsonValueKind.Object } single => [single],
        _ => [],
    };
}
