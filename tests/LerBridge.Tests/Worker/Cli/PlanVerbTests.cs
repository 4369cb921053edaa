using System.Text.Json;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Cli;

/// <summary>Plans as a person makes, passes on and applies them.</summary>
internal sealed class PlanVerbTests
{
    [Test]
    public async Task A_plan_is_made_shown_listed_and_applied_by_its_id()
    {
        using var desk = new GradesDesk();
        desk.Grades(GradesDesk.Rows(3));

        var made = await desk.JsonAsync(0, "plan", "grades");
        var plan = made.GetProperty("plans")[0];
        var id = Id(plan);
        var before = desk.Delivered.Length;
        await desk.RunAsync(0, "plans", "show", id);
        var shown = desk.Output;
        var listed = await desk.JsonAsync(0, "plans", "list");
        var applied = await desk.JsonAsync(0, "apply", id);
        await desk.RunAsync(2, "apply", id);
        var again = desk.Output;
        var refused = await desk.JsonAsync(2, "apply", id);
        var none = await desk.JsonAsync(0, "plans", "list");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(made.GetProperty("schema").GetString(), Is.EqualTo("lerbridge/plan/v1"));
            Assert.That(plan.GetProperty("plan").GetProperty("counts").GetProperty("new").GetInt64(), Is.EqualTo(3));
            Assert.That(plan.GetProperty("samples").GetArrayLength(), Is.EqualTo(3));
            Assert.That(made.GetRawText(), Does.Not.Contain("S1").And.Not.Contain("college.example\""), "no person is named");
            Assert.That((before, desk.Delivered.Length), Is.EqualTo((0, 3)));
            Assert.That(shown, Does.Contain($"lerbridge apply {id}").And.Contain("planned"));
            Assert.That(listed.GetProperty("plans")[0].GetProperty("id").GetString(), Is.EqualTo(id));
            Assert.That(applied.GetProperty("runs")[0].GetProperty("outcome").GetString(), Is.EqualTo("succeeded"));
            Assert.That(again, Does.Contain("LB4060").And.Contain("applied already"));
            Assert.That(refused.GetProperty("runs")[0].GetProperty("outcome").GetString(), Is.EqualTo("failed"));
            Assert.That(none.GetProperty("plans").GetArrayLength(), Is.Zero);
        }
    }

    [Test]
    public async Task The_exit_code_tells_scripts_whether_something_would_change()
    {
        using var desk = new GradesDesk();
        desk.Grades(GradesDesk.Rows(1));

        await desk.RunAsync(3, "plan", "grades", "--exit-code");
        await desk.RunAsync(0, "run", "grades");
        await desk.RunAsync(0, "plan", "--all", "--exit-code");
        desk.Grades(GradesDesk.Rows(1, "A"));
        await desk.RunAsync(3, "plan", "--all", "--exit-code");

        Assert.That(desk.Output, Does.Contain("usual, of 1 run"));
    }

    [Test]
    public async Task A_plan_file_is_applied_as_it_was_written_and_refused_once_a_letter_of_it_is_changed()
    {
        using var desk = new GradesDesk();
        desk.Grades(GradesDesk.Rows(2));
        await desk.RunAsync(0, "plan", "grades", "--out", "plan.jsonl");
        var file = Path.Combine(desk.Cli.Folder, "plan.jsonl");
        var text = await File.ReadAllTextAsync(file);

        desk.Cli.Write("edited.jsonl", text.Replace("\"decision\":\"New\"", "\"decision\":\"Old\"", StringComparison.Ordinal));
        desk.Cli.Write("shorter.jsonl", string.Join('\n', text.Split('\n').Where((_, i) => i != 1)));
        desk.Cli.Write("other.jsonl", "{}\n");
        foreach (var bad in new[] { "edited.jsonl", "shorter.jsonl", "other.jsonl" })
        {
            await desk.RunAsync(2, "apply", bad);
            Assert.That(desk.Errors, Does.Contain("LB4067"), bad);
        }

        var before = desk.Delivered.Length;
        await desk.RunAsync(0, "apply", "plan.jsonl");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(4));
            Assert.That(text[..text.LastIndexOf("{\"signature", StringComparison.Ordinal)], Does.Not.Contain("S1"), "no person is named");
            Assert.That((before, desk.Delivered.Length), Is.EqualTo((0, 2)));
        }
    }

    [Test]
    public async Task A_changed_mapping_makes_a_plan_void()
    {
        using var desk = new GradesDesk();
        desk.Grades(GradesDesk.Rows(1));
        var id = Id((await desk.JsonAsync(0, "plan", "grades")).GetProperty("plans")[0]);

        desk.Mapping("{ new: true, correct: true, withdraw: true }", "{ changed: hold }");
        var refused = await desk.JsonAsync(2, "apply", id);

        Assert.That(refused.GetProperty("runs")[0].GetProperty("problems")[0].GetProperty("code").GetString(), Is.EqualTo("LB4063"));
    }

    [Test]
    public async Task A_plan_that_is_refused_shows_why_and_no_figures()
    {
        using var desk = new GradesDesk();
        desk.Grades(GradesDesk.Rows(7));
        var id = Id((await desk.JsonAsync(0, "plan", "grades")).GetProperty("plans")[0]);
        desk.Mapping("{ new: true, correct: true, withdraw: true }", "{ changed: hold }");

        await desk.RunAsync(2, "apply", id);
        var shown = desk.Output;
        var run = (await desk.JsonAsync(2, "apply", id)).GetProperty("runs")[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(shown, Does.Contain("(LB4063)").And.Not.Contain("delivered").And.Not.Contain("unchanged"));
            Assert.That(run.GetProperty("counts").EnumerateObject().Select(count => count.Value.GetInt64()), Is.All.Zero);
            Assert.That(run.GetProperty("problems")[0].GetProperty("code").GetString(), Is.EqualTo("LB4063"));
        }
    }

    [Test]
    public async Task A_plan_that_is_refused_claims_nothing_of_an_extract_and_names_itself_as_where()
    {
        using var desk = new GradesDesk();
        desk.Grades(GradesDesk.Rows(2));
        var id = Id((await desk.JsonAsync(0, "plan", "grades")).GetProperty("plans")[0]);
        await desk.RunAsync(0, "plan", "grades");

        var run = (await desk.JsonAsync(2, "apply", id)).GetProperty("runs")[0];
        var problem = run.GetProperty("problems").EnumerateArray().Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((run.GetProperty("id").GetString(), run.GetProperty("outcome").GetString(), run.GetProperty("extract").ValueKind), Is.EqualTo((id, "failed", JsonValueKind.Null)));
            Assert.That((problem.GetProperty("code").GetString(), problem.GetProperty("where").GetString()), Is.EqualTo(("LB4061", id)));
            Assert.That(run.GetProperty("failure").GetProperty("side").GetString(), Is.EqualTo("plan"));
            Assert.That(desk.Delivered, Is.Empty);
        }
    }

    [Test]
    public async Task Why_a_plan_ended_is_told_with_one_full_stop()
    {
        using var desk = new GradesDesk();
        desk.Grades(GradesDesk.Rows(2));
        var replaced = Id((await desk.JsonAsync(0, "plan", "grades")).GetProperty("plans")[0]);
        var discarded = Id((await desk.JsonAsync(0, "plan", "grades")).GetProperty("plans")[0]);
        await desk.RunAsync(0, "plans", "discard", discarded, "--by", "Dana", "--reason", "Not this term.");

        await desk.RunAsync(0, "plans", "show", replaced);
        var shown = desk.Output;
        await desk.RunAsync(0, "plans", "show", discarded);
        var thrown = desk.Output;
        await desk.RunAsync(2, "apply", replaced);
        var refused = desk.Output;
        await desk.RunAsync(2, "apply", discarded);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(shown, Does.Contain($"{discarded} took its place.").And.Not.Contain(".."));
            Assert.That(thrown, Does.Contain("Not this term.").And.Not.Contain(".."));
            Assert.That(refused, Does.Contain($"{discarded} took its place. Make a new one: lerbridge plan grades"));
            Assert.That(desk.Output, Does.Contain("Discarded by Dana: Not this term.").And.Not.Contain(".."));
        }
    }

    [Test]
    public async Task What_a_mapping_asks_for_ends_the_run_in_4_and_is_done_by_applying_the_rest()
    {
        using var desk = new GradesDesk(allow: "{ new: true, withdraw: ask }");
        desk.Grades(GradesDesk.Rows(3));
        await desk.RunAsync(0, "run", "grades");
        desk.Grades([.. GradesDesk.Rows(1, "F"), .. GradesDesk.Rows(2, from: 1)]);

        var run = (await desk.JsonAsync(4, "run", "grades")).GetProperty("runs")[0];
        var rest = run.GetProperty("rest").GetProperty("id").GetString() ?? string.Empty;
        var waiting = desk.States;
        await desk.RunAsync(0, "apply", rest);
        await desk.RunAsync(0, "run", "grades");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((run.GetProperty("counts").GetProperty("held").GetInt64(), run.GetProperty("rest").GetProperty("changes").GetInt64()), Is.EqualTo((1L, 1L)));
            Assert.That((waiting, desk.States), Is.EqualTo(("valid valid valid", "revoked valid valid")));
        }
    }

    [Test]
    public async Task A_plan_shows_what_was_done_of_it_and_what_waits()
    {
        using var desk = new GradesDesk(allow: "{ new: true, withdraw: ask }");
        desk.Grades(GradesDesk.Rows(3));
        await desk.RunAsync(0, "run", "grades");
        desk.Grades([.. GradesDesk.Rows(1, "F"), .. GradesDesk.Rows(4, from: 1)]);
        await desk.RunAsync(4, "run", "grades");
        var rest = (await desk.JsonAsync(0, "plans", "list")).GetProperty("plans")[0].GetProperty("id").GetString() ?? string.Empty;
        await desk.RunAsync(0, "plans", "show", rest);
        var waiting = desk.Output;

        await desk.RunAsync(0, "apply", rest, "--by", "Dana");
        await desk.RunAsync(0, "plans", "show", rest);
        var text = desk.Output;
        var shown = (await desk.JsonAsync(0, "plans", "show", rest)).GetProperty("plans")[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(waiting, Does.Contain("Nothing of it is done yet."));
            Assert.That(text, Does.Contain("It is applied, approved by Dana 20").And.Contain("Done: 0 issued, 0 corrected, 1 withdrawn. Of its messages 1 arrived, 0 are on the way."));
            Assert.That((shown.GetProperty("moved").GetInt64(), shown.GetProperty("delivery").GetProperty("accepted").GetInt64(), shown.GetProperty("applying").ValueKind), Is.EqualTo((0L, 1L, JsonValueKind.Null)));
        }
    }

    [Test]
    public async Task A_plan_that_has_expired_is_refused_in_the_times_of_the_site()
    {
        using var desk = new GradesDesk();
        desk.Settings(settings => settings["TimeZone"] = "America/Chicago");
        var time = new LerBridge.Tests.Drivers.ManualTime(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));
        desk.Cli.Time = time;
        desk.Grades(GradesDesk.Rows(1));
        var id = Id((await desk.JsonAsync(0, "plan", "grades")).GetProperty("plans")[0]);
        time.Advance(TimeSpan.FromDays(30));

        await desk.RunAsync(2, "apply", id);

        Assert.That(desk.Output, Does.Contain("could be applied until 2026-11-27 02:00 -06:00.").And.Contain("LB4062").And.Not.Contain("UTC"));
    }

    [Test]
    public async Task An_empty_file_stops_the_night_in_9_and_the_reason_for_going_on_is_kept()
    {
        using var desk = new GradesDesk(onChange: "{ absent: hold }");
        desk.Grades(GradesDesk.Rows(25));
        await desk.RunAsync(0, "run", "grades");
        desk.Grades();

        var braked = (await desk.JsonAsync(9, "run", "grades")).GetProperty("runs")[0];
        var id = braked.GetProperty("id").GetString() ?? string.Empty;
        await desk.RunAsync(9, "apply", id);
        await desk.RunAsync(2, "apply", id, "--override-brake", " ");
        await desk.RunAsync(0, "apply", id, "--override-brake", "The term has not begun", "--by", "Dana");
        var shown = (await desk.JsonAsync(0, "plans", "show", id)).GetProperty("plans")[0].GetProperty("plan");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((braked.GetProperty("outcome").GetString(), braked.GetProperty("brakes")[0].GetProperty("code").GetString()), Is.EqualTo(("held", "LB4050")));
            Assert.That((braked.GetProperty("brakes")[0].GetProperty("expected").GetInt64(), braked.GetProperty("brakes")[0].GetProperty("seen").GetInt64()), Is.EqualTo((25L, 0L)));
            Assert.That((shown.GetProperty("state").GetString(), shown.GetProperty("approvedBy").GetString(), shown.GetProperty("overrideReason").GetString()), Is.EqualTo(("applied", "Dana", "The term has not begun")));
            Assert.That(desk.States.Split(' '), Is.All.EqualTo("valid"));
        }
    }

    [Test]
    public async Task A_plan_that_nobody_wants_is_discarded()
    {
        using var desk = new GradesDesk();
        desk.Grades(GradesDesk.Rows(1));
        var id = Id((await desk.JsonAsync(0, "plan", "grades")).GetProperty("plans")[0]);

        await desk.RunAsync(0, "plans", "discard", id, "--reason", "wrong file");
        await desk.RunAsync(2, "apply", id);

        Assert.That(desk.Output, Does.Contain("wrong file"));
    }

    [Test]
    public async Task Runs_show_says_what_waits_and_what_was_never_applied()
    {
        using var desk = new GradesDesk();
        desk.Grades(GradesDesk.Rows(1));
        var first = Id((await desk.JsonAsync(0, "plan", "grades")).GetProperty("plans")[0]);
        await desk.RunAsync(0, "runs", "show", first);
        var waiting = desk.Output;
        await desk.RunAsync(0, "run", "grades");
        await desk.RunAsync(0, "runs", "show", first);

        Assert.That(waiting, Does.Contain("waits as a plan").And.Contain($"lerbridge plans show {first}"));
        Assert.That(desk.Output, Does.Contain("never applied").And.Contain("took its place"));
    }

    [Test]
    public async Task A_site_sets_its_own_brakes()
    {
        using var desk = new GradesDesk();
        var settings = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(desk.Cli.Folder, "appsettings.json"))) ?? throw new AssertionException("The desk has settings.");
        (settings["LerBridge"] as System.Text.Json.Nodes.JsonObject)?.Add("Brakes", new System.Text.Json.Nodes.JsonObject { ["EmptyFrom"] = 2 });
        (settings["LerBridge"] as System.Text.Json.Nodes.JsonObject)?.Add("Plans", new System.Text.Json.Nodes.JsonObject { ["ExpireAfterDays"] = 1 });
        desk.Cli.Write("appsettings.json", settings.ToJsonString());
        desk.Grades(GradesDesk.Rows(2));
        await desk.RunAsync(0, "run", "grades");
        desk.Grades();

        await desk.RunAsync(9, "run", "grades");
        var plan = (await desk.JsonAsync(0, "plans", "list")).GetProperty("plans")[0];

        Assert.That(plan.GetProperty("expiresAt").GetDateTimeOffset() - plan.GetProperty("madeAt").GetDateTimeOffset(), Is.EqualTo(TimeSpan.FromDays(1)).Within(TimeSpan.FromMinutes(2)));
    }

    [TestCase("plan")]
    [TestCase("plan", "grades", "--all")]
    [TestCase("plan", "grdes")]
    [TestCase("apply", "20261120T020000123-a1b2c3")]
    [TestCase("plans", "show", "20261120T020000123-a1b2c3")]
    public async Task What_is_not_there_is_wrong_usage(params string[] arguments)
    {
        using var desk = new GradesDesk();
        desk.Grades(GradesDesk.Rows(1));

        await desk.RunAsync(2, arguments);
    }

    private static string Id(JsonElement view) => view.GetProperty("plan").GetProperty("id").GetString() ?? string.Empty;
}
