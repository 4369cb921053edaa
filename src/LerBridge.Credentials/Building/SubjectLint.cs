using System.Text.Json;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Building;

/// <summary>The rules of Open Badges 3.0 that its prose and the official checker add to the classes.</summary>
internal static class SubjectLint
{
    public static void Check(LintRun run)
    {
        if (Json.Member(run.Credential, "credentialSubject") is not { ValueKind: JsonValueKind.Object } subject)
        {
            return;
        }

        run.Enter("credentialSubject");
        if (Json.Text(subject, "id") is null && Json.Items(subject, "identifier").Count == 0)
        {
            run.Add(LintCodes.NoSubject, "The subject needs an id or at least one identifier.");
        }

        CheckOrder(run, subject, "activityStartDate", "activityEndDate");
        if (Json.Member(subject, "employment") is { } employment)
        {
            run.Enter("employment");
            CheckOrder(run, employment, "startDate", "endDate");
            run.Leave();
        }

        if (Json.Member(subject, "achievement") is { ValueKind: JsonValueKind.Object } achievement)
        {
            CheckAchievement(run, achievement);
            ResultLint.Check(run, subject, achievement);
        }

        run.Leave();
    }

    private static void CheckAchievement(LintRun run, JsonElement achievement)
    {
        run.Enter("achievement");
        if (Json.Member(achievement, "criteria") is { ValueKind: JsonValueKind.Object } criteria
            && Json.Member(criteria, "id") is null
            && Json.Member(criteria, "narrative") is null)
        {
            run.Add(LintCodes.NoCriteria, "The criteria need an id (a page) or a narrative (words).", "criteria");
        }

        run.Leave();
    }

    private static void CheckOrder(LintRun run, JsonElement element, string start, string end)
    {
        if (Json.Text(element, start) is { Length: >= 10 } from
            && Json.Text(element, end) is { Length: >= 10 } until
            && Day(from) is { } first
            && Day(until) is { } last
            && last < first)
        {
            run.Add(LintCodes.EndBeforeStart, $"{end} lies before {start}.", end);
        }
    }

    private static DateOnly? Day(string text) => PlainDate.TryParse(text[..10], out var day) ? day : null;
}
