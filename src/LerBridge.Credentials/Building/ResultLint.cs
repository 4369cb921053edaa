using System.Text.Json;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Building;

/// <summary>Results and what describes them: every link resolves, and a result of type Status has a status (Open Badges 3.0, section B.1.19 Result).</summary>
internal static class ResultLint
{
    public static void Check(LintRun run, JsonElement subject, JsonElement achievement)
    {
        var results = Json.Items(subject, "result");
        if (results.Count == 0)
        {
            return;
        }

        var descriptions = Json.Items(achievement, "resultDescription");
        for (var index = 0; index < results.Count; index++)
        {
            run.Enter("result");
            run.Enter(index);
            CheckOne(run, results[index], descriptions);
            run.Leave();
            run.Leave();
        }
    }

    private static void CheckOne(LintRun run, JsonElement result, IReadOnlyList<JsonElement> descriptions)
    {
        if (Json.Text(result, "resultDescription") is not { } link)
        {
            return;
        }

        var described = descriptions.Where(description => Json.Text(description, "id") == link).Take(1).ToArray();
        if (described.Length == 0)
        {
            // in a credential of others the description may stand elsewhere; in ours it is beside
            if (run.Ours)
            {
                run.Add(LintCodes.BrokenLink, "resultDescription names none of achievement.resultDescription.", "resultDescription");
            }

            return;
        }

        if (Json.Text(described[0], "resultType") == "Status" && Json.Member(result, "status") is null)
        {
            run.Add(LintCodes.NoResultStatus, "A result whose description is of type Status needs a status.", "status");
        }

        if (Json.Text(result, "achievedLevel") is { } level
            && !Json.Items(described[0], "rubricCriterionLevel").Any(one => Json.Text(one, "id") == level)
            && run.Ours)
        {
            run.Add(LintCodes.BrokenLink, "achievedLevel names none of the description's rubricCriterionLevel.", "achievedLevel");
        }
    }
}
