using NUnit.Framework;

namespace LerBridge.Tests.Worker.Cli;

/// <summary>Held records as a registrar works through them.</summary>
internal sealed class HoldVerbTests
{
    [Test]
    public async Task A_held_change_is_listed_with_kind_and_owner_released_with_a_reason_and_made_by_the_next_run()
    {
        using var desk = new GradesDesk(onChange: "{ changed: hold }");
        desk.Grades(GradesDesk.Rows(2));
        await desk.RunAsync(0, "run", "grades");
        desk.Grades([.. GradesDesk.Rows(1, "A"), .. GradesDesk.Rows(1, from: 1)]);
        await desk.RunAsync(0, "run", "grades");

        await desk.RunAsync(0, "hold", "list");
        var table = desk.Output;
        var hold = (await desk.JsonAsync(0, "hold", "list", "--kind", "change")).GetProperty("holds")[0];
        var id = hold.GetProperty("id").GetString() ?? string.Empty;
        await desk.RunAsync(2, "hold", "release", id);
        var unreasoned = desk.Errors;
        await desk.RunAsync(2, "hold", "release", id, "--reason", "checked");
        var unasked = desk.Errors;
        await desk.RunAsync(0, "hold", "release", id, "--reason", "checked", "--by", "Dana", "--yes");
        var waiting = (await desk.JsonAsync(0, "hold", "list")).GetProperty("holds")[0].GetProperty("verdict");
        var run = (await desk.JsonAsync(0, "run", "grades")).GetProperty("runs")[0];
        await desk.RunAsync(0, "hold", "list");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(table, Does.Contain("change").And.Contain("p0").And.Contain("registrar@college.example"));
            Assert.That((hold.GetProperty("kind").GetString(), hold.GetProperty("releasable").GetBoolean()), Is.EqualTo(("change", true)));
            Assert.That(hold.GetRawText(), Does.Not.Contain("p0"), "scripts get the hash");
            Assert.That(unreasoned, Does.Contain("LB4043").And.Contain("--reason"));
            Assert.That(unasked, Does.Contain("LB4043").And.Contain("--yes"));
            Assert.That((waiting.GetProperty("decision").GetString(), waiting.GetProperty("by").GetString()), Is.EqualTo(("release", "Dana")));
            Assert.That(run.GetProperty("counts").GetProperty("corrected").GetInt64(), Is.EqualTo(1));
            Assert.That(desk.Output, Does.Contain("Nothing is held"));
        }
    }

    [Test]
    public async Task A_person_is_asked_and_may_say_no()
    {
        using var desk = new GradesDesk(onChange: "{ changed: hold }");
        desk.Grades(GradesDesk.Rows(1));
        await desk.RunAsync(0, "run", "grades");
        desk.Grades(GradesDesk.Rows(1, "A"));
        await desk.RunAsync(0, "run", "grades");
        desk.Cli.Asks = true;

        desk.Cli.Input = "no\n";
        await desk.RunAsync(0, "hold", "reject", "[\"p0\",\"NUR-210\"]", "--reason", "not ours");
        var no = desk.Errors;
        desk.Cli.Input = "yes\n";
        await desk.RunAsync(0, "hold", "reject", "[\"p0\",\"NUR-210\"]", "--reason", "not ours");
        await desk.RunAsync(0, "run", "grades");
        await desk.RunAsync(0, "hold", "list");

        Assert.That(no, Does.Contain("stay as they are").And.Contain("Nothing was done"));
        Assert.That(desk.Output, Does.Contain("Nothing is held"));
    }

    [Test]
    public async Task What_has_to_be_mended_first_is_refused_with_what_to_do()
    {
        using var desk = new GradesDesk();
        desk.Grades(GradesDesk.Rows(1, "I"));
        await desk.RunAsync(0, "run", "grades");
        var id = (await desk.JsonAsync(0, "hold", "list")).GetProperty("holds")[0].GetProperty("id").GetString() ?? string.Empty;

        await desk.RunAsync(2, "hold", "release", id, "--reason", "x", "--yes");
        Assert.That(desk.Errors, Does.Contain("LB4071"));
        await desk.RunAsync(2, "hold", "release", "0000", "--reason", "x", "--yes");
        Assert.That(desk.Errors, Does.Contain("No held record"));
    }
}
