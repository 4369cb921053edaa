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
    public async Task What_the_mappings_own_reason_holds_is_issued_once_a_person_releases_it_for_that_content_and_mapping()
    {
        using var desk = new GradesDesk();
        desk.Grades(GradesDesk.Rows(2, "I"));
        await desk.RunAsync(0, "run", "grades");
        var hold = (await desk.JsonAsync(0, "hold", "list", "--kind", "mapping")).GetProperty("holds")[0];
        await desk.RunAsync(0, "hold", "release", hold.GetProperty("id").GetString() ?? string.Empty, "--reason", "the registrar agrees", "--by", "Dana", "--yes");
        var issued = await CountsAsync(desk);
        var found = (await desk.JsonAsync(0, "credential", "find")).GetProperty("credentials")[0].GetProperty("id").GetString() ?? string.Empty;
        var explained = (await desk.JsonAsync(0, "credential", "explain", found)).GetProperty("released");
        await desk.RunAsync(0, "credential", "explain", found);
        var told = desk.Output;
        var quiet = await CountsAsync(desk);
        desk.Mapping("{ new: true, correct: true }", "{ changed: correct }", title: "Grades, anew");
        var otherMapping = await CountsAsync(desk);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(hold.GetProperty("releasable").GetBoolean(), Is.True);
            Assert.That((issued.GetProperty("new").GetInt64(), issued.GetProperty("held").GetInt64()), Is.EqualTo((1L, 1L)));
            Assert.That((explained.GetProperty("by").GetString(), explained.GetProperty("reason").GetString()), Is.EqualTo(("Dana", "the registrar agrees")));
            Assert.That(explained.GetProperty("reasons")[0].GetString(), Does.Match(@"grades\.yaml:\d+:\d+$"));
            Assert.That(told, Does.Contain("released by Dana").And.Contain("holds it: the registrar agrees"));
            Assert.That((quiet.GetProperty("unchanged").GetInt64(), quiet.GetProperty("held").GetInt64()), Is.EqualTo((1L, 1L)));
            Assert.That(otherMapping.GetProperty("held").GetInt64(), Is.EqualTo(2), "a release counts with the mapping that the person looked at");
        }
    }

    [Test]
    public async Task A_release_counts_for_the_content_that_the_person_saw()
    {
        using var desk = new GradesDesk();
        desk.Grades("p0,S0,,NUR-210,I");
        await desk.RunAsync(0, "run", "grades");
        var id = (await desk.JsonAsync(0, "hold", "list")).GetProperty("holds")[0].GetProperty("id").GetString() ?? string.Empty;
        await desk.RunAsync(0, "hold", "release", id, "--reason", "agreed", "--yes");

        desk.Grades("p0,S0,p0@college.example,NUR-210,I");

        Assert.That((await CountsAsync(desk)).GetProperty("held").GetInt64(), Is.EqualTo(1));
    }

    [Test]
    public async Task Each_reason_is_released_by_itself_and_the_ones_before_stay_released()
    {
        using var desk = new GradesDesk();
        Change(desk, "  - hold: incomplete\n", "  - hold: late course\n    if: = site.course = \"NUR-210\"\n  - hold: incomplete\n");
        desk.Grades(GradesDesk.Rows(1, "I"));
        await desk.RunAsync(0, "run", "grades");
        var first = await ReleaseAsync(desk);
        await desk.RunAsync(0, "run", "grades");
        var second = await ReleaseAsync(desk);

        var counts = await CountsAsync(desk);

        Assert.That((first, second, counts.GetProperty("new").GetInt64()), Is.EqualTo(("late course", "incomplete", 1L)));
    }

    [Test]
    public async Task What_has_to_be_mended_first_is_refused_with_what_to_do()
    {
        using var desk = new GradesDesk();
        Change(desk, "if: = site.grade = \"I\"", "if: = person.verified_email = missing");
        desk.Grades("p0,S0,,NUR-210,B");
        await desk.RunAsync(0, "run", "grades");
        var hold = (await desk.JsonAsync(0, "hold", "list")).GetProperty("holds")[0];
        var id = hold.GetProperty("id").GetString() ?? string.Empty;

        await desk.RunAsync(2, "hold", "release", id, "--reason", "x", "--yes");
        Assert.That(hold.GetProperty("releasable").GetBoolean(), Is.False);
        Assert.That(desk.Errors, Does.Contain("LB4071").And.Contain("counts on a value"));
        await desk.RunAsync(2, "hold", "release", "0000", "--reason", "x", "--yes");
        Assert.That(desk.Errors, Does.Contain("No held record"));
    }

    [TestCase("{ withdraw: true }", "{ absent: revoke }", "they revoke it (on_change: absent)")]
    [TestCase("{ withdraw: ask }", "{ absent: revoke }", "they ask a person to let them revoke it (on_change: absent)")]
    [TestCase("{ withdraw: true }", "{ absent: ignore }", "it stays as it is (on_change: absent), and the person has two")]
    [TestCase("{ withdraw: true }", "{ changed: correct }", "they hold it, and a person decides whether it is revoked (on_change: absent)")]
    public async Task Whoever_releases_what_is_perhaps_known_is_told_what_becomes_of_the_other_credential(string allow, string onChange, string becomes)
    {
        using var desk = new GradesDesk(allow, onChange);
        desk.Grades(GradesDesk.Rows(2));
        await desk.RunAsync(0, "run", "grades");
        desk.Grades([.. GradesDesk.Rows(1, from: 1), "p9,S0,p0@college.example,NUR-210,B", "p3,S3"]);
        await desk.RunAsync(1, "run", "grades");
        var hold = (await desk.JsonAsync(0, "hold", "list", "--kind", "key")).GetProperty("holds")[0];
        desk.Cli.Asks = true;
        desk.Cli.Input = "no\n";

        await desk.RunAsync(0, "hold", "release", hold.GetProperty("id").GetString() ?? string.Empty, "--reason", "taken twice");
        var asked = desk.Errors;
        await desk.RunAsync(0, "hold", "release", hold.GetProperty("id").GetString() ?? string.Empty, "--reason", "taken twice", "--yes");

        var consequence = $"Where complete runs then find the record of that one gone from the source, {becomes}.";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(hold.GetProperty("code").GetString(), Is.EqualTo("LB4018"));
            Assert.That(hold.GetProperty("consequences").EnumerateArray().Select(one => one.GetString()), Has.Exactly(2).Items.And.Some.EndsWith(consequence));
            Assert.That(asked, Does.Contain(consequence).And.Contain("Nothing was done."));
            Assert.That(desk.Output, Does.Contain("1 record released.").And.Contain(consequence));
        }
    }

    [Test]
    public async Task A_release_of_what_is_perhaps_known_does_to_the_other_credential_what_was_said()
    {
        using var desk = new GradesDesk(allow: "{ withdraw: true }", onChange: "{ absent: revoke }");
        desk.Grades(GradesDesk.Rows(2));
        await desk.RunAsync(0, "run", "grades");
        desk.Grades([.. GradesDesk.Rows(1, from: 1), "p9,S0,p0@college.example,NUR-210,B", "p3,S3"]);
        await desk.RunAsync(1, "run", "grades");
        var id = (await desk.JsonAsync(0, "hold", "list", "--kind", "key")).GetProperty("holds")[0].GetProperty("id").GetString() ?? string.Empty;
        await desk.RunAsync(0, "hold", "release", id, "--reason", "taken twice", "--yes");
        await desk.RunAsync(1, "run", "grades");
        var beside = desk.States;

        for (var night = 0; night < 2; night++)
        {
            desk.Grades([.. GradesDesk.Rows(1, from: 1), "p9,S0,p0@college.example,NUR-210,B"]);
            await desk.RunAsync(0, "run", "grades");
        }

        Assert.That((beside, desk.States), Is.EqualTo(("valid valid valid", "revoked valid valid")));
    }

    private static async Task<System.Text.Json.JsonElement> CountsAsync(GradesDesk desk) => (await desk.JsonAsync(0, "run", "grades")).GetProperty("runs")[0].GetProperty("counts");

    private static async Task<string?> ReleaseAsync(GradesDesk desk)
    {
        var hold = (await desk.JsonAsync(0, "hold", "list")).GetProperty("holds")[0];
        await desk.RunAsync(0, "hold", "release", hold.GetProperty("id").GetString() ?? string.Empty, "--reason", "agreed", "--yes");
        return hold.GetProperty("reason").GetString();
    }

    private static void Change(GradesDesk desk, string from, string to)
    {
        var file = Path.Combine(desk.Cli.Folder, "mappings", "grades.yaml");
        var text = File.ReadAllText(file);
        Assert.That(text, Does.Contain(from));
        File.WriteAllText(file, text.Replace(from, to, StringComparison.Ordinal));
    }
}
