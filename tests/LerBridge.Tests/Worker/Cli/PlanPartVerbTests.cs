using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Cli;

/// <summary>Plans of a term and of a list of persons, as a registrar makes, reads and applies them.</summary>
internal sealed class PlanPartVerbTests
{
    private const string Columns =
        """
        [ { "Field": "person.id", "Source": "person" }, { "Field": "person.sis_id", "Source": "sis" }, { "Field": "person.verified_email", "Source": "email" },
          { "Field": "site.course", "Source": "course" }, { "Field": "site.grade", "Source": "grade" }, { "Field": "term.code", "Source": "term", "Optional": true },
          { "Field": "ended_on", "Source": "ended", "Type": "date", "Optional": true } ]
        """;

    [Test]
    public async Task Two_terms_are_planned_reviewed_by_term_and_applied()
    {
        using var desk = Desk();

        await desk.RunAsync(0, "plan", "grades", "--from", "2024-08-15", "--to", "2025-06-30");
        var told = desk.Output;
        var id = (await desk.JsonAsync(0, "plans", "list")).GetProperty("plans")[0].GetProperty("id").GetString() ?? string.Empty;
        var shown = (await desk.JsonAsync(0, "plans", "show", id)).GetProperty("plans")[0];
        await desk.RunAsync(0, "apply", id);
        var applied = desk.Output;
        await desk.RunAsync(0, "runs", "list");
        var list = desk.Output;
        await desk.RunAsync(0, "runs", "show", id);
        var run = desk.Output;
        var night = (await desk.JsonAsync(0, "run", "grades")).GetProperty("runs")[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(told, Does.Contain("It is about a part of the stream: 2024-08-15 to 2025-06-30, by ended_on. Whatever else there is stays as it is.").And.Not.Contain("usual"));
            Assert.That(told, Does.Match(@"202410\W+2\W+2\W+0").And.Match(@"202420\W+1\W+1\W+0"));
            Assert.That(shown.GetProperty("periods").EnumerateArray().Select(period => (period.GetProperty("name").GetString(), period.GetProperty("new").GetInt64())), Is.EqualTo(new[] { ("202410", 2L), ("202420", 1L) }));
            Assert.That(shown.GetProperty("plan").GetProperty("scope").GetRawText().ReplaceLineEndings(string.Empty).Replace(" ", string.Empty, StringComparison.Ordinal), Is.EqualTo("""{"from":"2024-08-15","to":"2025-06-30","persons":null,"met":null,"cohort":null}"""));
            Assert.That(applied, Does.Contain("3 records read of a part of the stream (2024-08-15 to 2025-06-30); 3 issued"));
            Assert.That(list, Does.Contain("succeeded, of 2024-08-15 to 2025-06-30"));
            Assert.That(run, Does.Contain("It is about a part of the stream"));
            Assert.That((night.GetProperty("counts").GetProperty("unchanged").GetInt64(), night.GetProperty("counts").GetProperty("new").GetInt64(), night.GetProperty("scope").ValueKind), Is.EqualTo((3L, 1L, JsonValueKind.Null)));
            Assert.That(desk.Delivered, Has.Length.EqualTo(4));
            await desk.RunAsync(0, "runs", "verify");
        }
    }

    [Test]
    public async Task A_list_of_persons_comes_from_a_file_or_the_standard_input_and_nobody_on_it_is_named_again()
    {
        using var desk = Desk();
        desk.Cli.Write("list.csv", "sis_id,name\nS0,Ann\nS1,Bo\nS-GONE,Cy\n");

        var made = await desk.JsonAsync(0, "plan", "grades", "--cohort", "list.csv", "--out", "plan.jsonl");
        desk.Cli.Input = "email\nP3@college.example\n";
        var typed = await desk.JsonAsync(0, "plan", "grades", "--cohort", "-");
        var file = await File.ReadAllTextAsync(Path.Combine(desk.Cli.Folder, "plan.jsonl"));
        var ledger = Directory.GetFiles(desk.Cli.Folder, "lerbridge.db*", SearchOption.AllDirectories).Select(name => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(name))).ToArray();
        await desk.RunAsync(0, "apply", "plan.jsonl");

        using (Assert.EnterMultipleScope())
        {
            var (first, second) = (made.GetProperty("plans")[0], typed.GetProperty("plans")[0]);
            Assert.That((first.GetProperty("plan").GetProperty("counts").GetProperty("new").GetInt64(), first.GetProperty("plan").GetProperty("scope").GetProperty("persons").GetInt32(), first.GetProperty("plan").GetProperty("scope").GetProperty("met").GetInt32()), Is.EqualTo((2L, 3, 2)));
            Assert.That(first.GetProperty("notices")[0].GetProperty("code").GetString(), Is.EqualTo("LB4101"));
            Assert.That((second.GetProperty("plan").GetProperty("counts").GetProperty("new").GetInt64(), second.GetProperty("plan").GetProperty("scope").GetProperty("met").GetInt32()), Is.EqualTo((1L, 1)));
            Assert.That(file, Does.Contain("\"scope\":{\"from\":null,\"to\":null,\"persons\":3,\"met\":2,\"cohort\":"));
            Assert.That(new[] { made.GetRawText(), typed.GetRawText(), file }, Has.None.Contains("S-GONE").And.None.Contains("P3@"));
            Assert.That(ledger, Is.Not.Empty.And.None.Contains("S-GONE"));
            Assert.That(desk.Delivered, Has.Length.EqualTo(2));
        }
    }

    [TestCase("LB4104: the window ends before it begins", "--from", "2025-01-02", "--to", "2025-01-01")]
    [TestCase("--from takes a day, as in 2024-08-15.", "--from", "15.08.2024")]
    [TestCase("LB4105: the list of persons bad.csv cannot be used: none of its 2 headings names", "--cohort", "bad.csv")]
    [TestCase("LB4105: the list of persons from the standard input cannot be used: it names nobody", "--cohort", "-")]
    [TestCase("nowhere.csv cannot be read", "--cohort", "nowhere.csv")]
    public async Task What_cannot_be_planned_is_refused_before_anything_is_read(string expected, params string[] options)
    {
        using var desk = Desk();
        desk.Cli.Write("bad.csv", "name,course\nAnn Lee,NUR-210\n");

        await desk.RunAsync(2, ["plan", "grades", .. options]);
        var said = desk.Errors;

        Assert.That(said, Does.Contain(expected).And.Not.Contain("Ann"));
        Assert.That(Directory.Exists(Path.Combine(desk.Cli.Folder, "data")), Is.False);
    }

    [Test]
    public async Task A_stream_without_a_date_says_how_to_name_one()
    {
        using var desk = new GradesDesk();
        desk.Grades(GradesDesk.Rows(1));

        await desk.RunAsync(2, "plan", "grades", "--to", "2025-01-01");

        Assert.That(desk.Errors, Does.Contain("LB4104: grades reads grades, which has no date by which a window could choose. Name one of its dates in the settings (Date, beside the stream's Columns)"));
    }

    [Test]
    public async Task The_help_shows_both_and_what_a_list_is_headed_by()
    {
        using var desk = Desk();

        await desk.Cli.RunAsync("plan", "--help");

        Assert.That(desk.Output, Does.Contain("lerbridge plan canvas-courses --from 2024-08-15 --to 2025-05-31").And.Contain("--cohort nursing-class-of-2025.csv").And.Contain("sis_id, banner_id, employee_id"));
    }

    private static GradesDesk Desk()
    {
        var desk = new GradesDesk();
        desk.Settings(settings =>
        {
            if (settings["Connectors"]?["files"]?["Streams"]?["grades"] is { } stream)
            {
                stream["Columns"] = JsonNode.Parse(Columns);
                stream["Date"] = "ended_on";
            }
        });
        desk.Cli.Write("drop/grades.csv", """
            person,sis,email,course,grade,term,ended
            p0,S0,p0@college.example,NUR-210,B,202410,2024-12-20
            p1,S1,p1@college.example,NUR-210,B,202410,2024-12-19
            p2,S2,p2@college.example,NUR-210,B,202420,2025-05-30
            p3,S3,p3@college.example,NUR-210,B,202510,2025-12-18

            """);
        return desk;
    }
}
