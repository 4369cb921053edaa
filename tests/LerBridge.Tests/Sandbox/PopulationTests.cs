using System.Text.Json.Nodes;
using LerBridge.Sandbox;
using NUnit.Framework;

namespace LerBridge.Tests.Sandbox;

/// <summary>The figures that the demo and its documentation speak of, counted from what the sites answer.</summary>
internal sealed class PopulationTests
{
    [Test]
    public async Task Canvas_has_so_many_completions_of_each_kind()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        var outcomes = new Dictionary<string, int>();
        var learners = new HashSet<string>();
        var rows = 0;
        var nursing = 0;

        foreach (var course in await visitor.CanvasRowsAsync("/api/v1/accounts/1/courses?state[]=all&per_page=100&include[]=concluded"))
        {
            var completed = await CompletedAsync(visitor, course);
            var enrolments = await visitor.CanvasRowsAsync(
                $"/api/v1/courses/{course["id"]}/enrollments?{SandboxVisitor.AllStates}&type[]=StudentEnrollment&per_page=100");
            rows += enrolments.Count;
            foreach (var person in enrolments.GroupBy(row => row["user_id"]!.ToString()))
            {
                var outcome = Outcome(course, person.First(), completed.Contains(person.Key));
                outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
                if (outcome == "C or better")
                {
                    learners.Add(person.Key);
                    nursing += course["course_code"]!.ToString().StartsWith("NUR", StringComparison.Ordinal) ? 1 : 0;
                }
            }
        }

        Assert.That(rows, Is.EqualTo(1042));
        Assert.That(outcomes, Is.EquivalentTo(new Dictionary<string, int>
        {
            ["C or better"] = 522,
            ["still enrolled"] = 278,
            ["below C"] = 104,
            ["withdrawn or deleted"] = 57,
            ["no letter"] = 34,
            ["no code"] = 13,
            ["not posted"] = 9,
        }));
        Assert.That((learners.Count, nursing), Is.EqualTo((241, 148)));
    }

    [Test]
    public async Task Banner_has_so_many_transcript_grades_of_each_kind()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        var token = await visitor.EthosTokenAsync();
        var letters = (await visitor.EthosRowsAsync(token, "grade-definitions")).ToDictionary(row => row["id"]!.ToString(), row =>
            row["grade"]!["value"]!.ToString());

        var rows = await visitor.EthosRowsAsync(token, "student-transcript-grades");

        var own = rows.Where(row => row["course"]!["section"] is not null || row["course"]!["detail"] is not null).ToList();
        Assert.That(rows.CountBy(row => letters.GetValueOrDefault(row["grade"]!["id"]!.ToString(), "unknown")).ToDictionary(),
            Is.EquivalentTo(new Dictionary<string, int>
            {
                ["A"] = 213,
                ["B"] = 274,
                ["C"] = 192,
                ["D"] = 42,
                ["F"] = 48,
                ["W"] = 69,
                ["I"] = 22,
                ["P"] = 6,
                ["AU"] = 2,
                ["TA"] = 17,
                ["TB"] = 16,
                ["TC"] = 10,
                ["unknown"] = 1,
            }));
        Assert.That(own.Where(row => letters.GetValueOrDefault(row["grade"]!["id"]!.ToString()) is "A" or "B" or "C"), Has.Exactly(679).Items);
        Assert.That(rows.CountBy(row => row["credit"]!["repeatedSection"]?.ToString() ?? "absent").ToDictionary(), Is.EquivalentTo(new Dictionary<string, int>
        {
            ["notRepeated"] = 779,
            ["repeatedIncludeNeither"] = 21,
            ["repeatedIncludeBoth"] = 20,
            ["absent"] = 92,
        }));
        Assert.That(rows.Where(row => row["changeDetails"] is not null), Has.Exactly(11).Items);
        Assert.That(rows.Where(row => row["recordedOn"] is null), Has.Exactly(3).Items);
    }

    [Test]
    public async Task Workday_has_so_many_spells_of_each_kind()
    {
        await using var visitor = await SandboxVisitor.StartAsync();

        var rows = await visitor.WorkdayRowsAsync();

        Assert.That(rows.CountBy(Spell).ToDictionary(), Is.EquivalentTo(new Dictionary<string, int>
        {
            ["open"] = 112,
            ["ended"] = 63,
            ["ending"] = 3,
            ["future"] = 4,
            ["rescinded"] = 2,
        }));
        Assert.That(rows.Select(row => row["Job_Profile_ID"]!.ToString()).Distinct(), Has.Exactly(15).Items);
        Assert.That(rows.Where(row => Text(row, "Skills_Confirmed_On").Length > 0), Has.Exactly(99).Items);
    }

    private static async Task<HashSet<string>> CompletedAsync(SandboxVisitor visitor, JsonObject course)
    {
        if (course["course_format"] is null)
        {
            return [];
        }

        var progress = await visitor.CanvasRowsAsync($"/api/v1/courses/{course["id"]}/bulk_user_progress?per_page=100");
        return [.. progress.Where(row => row["progress"]!["completed_at"] is not null).Select(row => row["id"]!.ToString())];
    }

    // in the order in which the shipped mapping of nursing courses decides
    private static string Outcome(JsonObject course, JsonObject row, bool completed)
    {
        var grades = row["grades"]!.AsObject();
        var letter = grades["override_grade"] ?? grades["final_grade"];
        if (!course["concluded"]!.GetValue<bool>() && !completed)
        {
            return "still enrolled";
        }

        return row["enrollment_state"]!.ToString() is "inactive" or "deleted" ? "withdrawn or deleted"
            : course["course_code"] is null ? "no code"
            : grades["final_grade"]?.ToString() != grades["unposted_final_grade"]?.ToString()
                || grades["final_score"]?.ToString() != grades["unposted_final_score"]?.ToString() ? "not posted"
            : letter is null ? "no letter"
            : letter.ToString() is "D" or "F" ? "below C"
            : "C or better";
    }

    private static string Spell(JsonObject row) => row["Hire_Rescinded"]!.ToString() == "1" ? "rescinded"
        : !Before(row, "Start_Date") ? "future"
        : Text(row, "End_Date").Length == 0 ? "open"
        : Before(row, "End_Date") ? "ended"
        : "ending";

    private static bool Before(JsonObject row, string column) => string.CompareOrdinal(Text(row, column), "2026-11-21") < 0;

    private static string Text(JsonObject row, string column) => row[column]?.ToString() ?? "";
}
