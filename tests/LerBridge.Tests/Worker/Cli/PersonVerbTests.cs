using NUnit.Framework;

namespace LerBridge.Tests.Worker.Cli;

/// <summary>Who is who, as a registrar says it, and what the next runs make of it.</summary>
internal sealed class PersonVerbTests
{
    [Test]
    public async Task Two_persons_become_one_once_the_consequences_were_agreed_to_and_the_next_run_corrects_what_was_issued()
    {
        using var desk = new GradesDesk();
        desk.Grades("p1,S1,a@college.example,NUR-210,B", "p2,S2,b@college.example,NUR-220,A");
        await desk.RunAsync(0, "run", "grades");
        desk.Cli.Asks = true;

        desk.Cli.Input = "no\n";
        await desk.RunAsync(0, "person", "link", "S1", "B@college.example", "--reason", "same student");
        var shown = desk.Errors;
        await desk.RunAsync(0, "person", "find", "S2");
        var apart = desk.Output;
        desk.Cli.Input = "yes\n";
        await desk.RunAsync(0, "person", "link", "S1", "B@college.example", "--reason", "same student");
        var linked = desk.Output;
        var run = (await desk.JsonAsync(0, "run", "grades")).GetProperty("runs")[0].GetProperty("counts");
        var person = (await desk.JsonAsync(0, "person", "find", "S2")).GetProperty("persons")[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(shown, Does.Contain("3 identifiers").And.Contain("grades: the next run decides anew about 1 credential").And.Contain("on_change.person_changed").And.Contain("Nothing was done"));
            Assert.That(apart, Does.Contain("sis_id=S2").And.Not.Contain("sis_id=S1"));
            Assert.That(linked, Does.Contain("sis_id=S1").And.Contain("sis_id=S2"));
            Assert.That((run.GetProperty("corrected").GetInt64(), run.GetProperty("unchanged").GetInt64()), Is.EqualTo((1L, 1L)));
            Assert.That((person.GetProperty("identifiers").GetArrayLength(), person.GetProperty("credentials").GetArrayLength()), Is.EqualTo((6, 2)));
            Assert.That(person.GetRawText(), Does.Not.Contain("\"S2\""));
        }
    }

    [Test]
    public async Task One_person_who_was_two_is_split_and_the_next_run_corrects_what_was_issued_about_the_other()
    {
        using var desk = new GradesDesk();
        desk.Grades("p1,S1,,NUR-210,B", "p2,S2,,NUR-220,A");
        await desk.RunAsync(0, "run", "grades");
        await desk.RunAsync(0, "person", "link", "S1", "S2", "--reason", "by mistake", "--yes");
        await desk.RunAsync(0, "run", "grades");

        await desk.RunAsync(0, "person", "split", "S1", "--identifier", "sis_id=S2", "--identifier", "connector:files=p2", "--reason", "two students after all", "--yes");
        var run = (await desk.JsonAsync(0, "run", "grades")).GetProperty("runs")[0].GetProperty("counts");
        await desk.RunAsync(0, "person", "find", "S2");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((run.GetProperty("corrected").GetInt64(), run.GetProperty("held").GetInt64()), Is.EqualTo((1L, 0L)));
            Assert.That(desk.Output, Does.Contain("connector:files=p2").And.Not.Contain("S1"));
        }
    }

    [Test]
    public async Task A_split_shows_whose_each_credential_would_be_and_moves_the_sources_own_key_where_that_is_said()
    {
        using var desk = new GradesDesk();
        desk.Grades("p1,S1,,NUR-210,B", "p2,S2,,NUR-220,A");
        await desk.RunAsync(0, "run", "grades");
        await desk.RunAsync(0, "person", "link", "S1", "S2", "--reason", "by mistake", "--yes");
        await desk.RunAsync(0, "run", "grades");
        desk.Cli.Asks = true;

        desk.Cli.Input = "no\n";
        await desk.RunAsync(0, "person", "split", "S1", "--identifier", "sis_id=S2", "--reason", "two students");
        var without = desk.Errors;
        desk.Cli.Input = "yes\n";
        await desk.RunAsync(0, "person", "split", "S1", "--identifier", "sis_id=S2", "--with-source-keys", "--reason", "two students");
        var with = desk.Errors;
        var run = (await desk.JsonAsync(0, "run", "grades")).GetProperty("runs")[0].GetProperty("counts");
        desk.Grades("p1,S1,,NUR-210,B", "p2,S2,,NUR-220,A", "p2,,,NUR-230,A");
        var next = (await desk.JsonAsync(0, "run", "grades")).GetProperty("runs")[0].GetProperty("counts");
        var other = (await desk.JsonAsync(0, "person", "find", "S2")).GetProperty("persons")[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(without, Does.Contain("grades: 1 credential of records that stay this person's").And.Contain("grades: 1 credential of records with identifiers of both").And.Contain("LB3503").And.Contain("--with-source-keys"));
            Assert.That(without, Does.Contain("connector:files would stay").And.Contain("Nothing was done"));
            Assert.That(with, Does.Contain("2 identifiers (sis_id, connector:files)").And.Contain("grades: 1 credential of records that are the other person's then").And.Contain("on_change.person_changed"));
            Assert.That((run.GetProperty("corrected").GetInt64(), run.GetProperty("held").GetInt64(), run.GetProperty("unchanged").GetInt64()), Is.EqualTo((1L, 0L, 1L)));
            Assert.That((next.GetProperty("new").GetInt64(), next.GetProperty("held").GetInt64()), Is.EqualTo((1L, 0L)));
            Assert.That((other.GetProperty("identifiers").GetArrayLength(), other.GetProperty("credentials").GetArrayLength()), Is.EqualTo((2, 2)));
        }
    }

    [Test]
    public async Task Records_that_are_not_in_the_last_extract_are_told_when_a_person_is_split()
    {
        using var desk = new GradesDesk();
        desk.Grades("p1,S1,a@college.example,NUR-210,B", "p9,S9,,NUR-210,B");
        await desk.RunAsync(0, "run", "grades");
        desk.Grades("p9,S9,,NUR-210,B");
        await desk.RunAsync(0, "run", "grades");
        desk.Cli.Asks = true;
        desk.Cli.Input = "no\n";

        await desk.RunAsync(0, "person", "split", "S1", "--identifier", "verified_email=a@college.example", "--reason", "two students");

        Assert.That(desk.Errors, Does.Contain("grades: 1 credential of records that are not in the last extract"));
    }

    [TestCase("link", "S1", "S1", "--reason", "x", "--yes")]
    [TestCase("link", "S1", "S9", "--reason", "x", "--yes")]
    [TestCase("link", "S1", "S2", "--yes")]
    [TestCase("link", "S1", "S2", "--reason", "x")]
    [TestCase("split", "S1", "--identifier", "sis_id=S2", "--reason", "x", "--yes")]
    [TestCase("split", "S1", "--identifier", "sis_id=S1", "--with-source-keys", "--reason", "x", "--yes")]
    [TestCase("split", "S1", "--identifier", "S1", "--reason", "x", "--yes")]
    [TestCase("split", "S1", "--identifier", "sis_id=S1", "--identifier", "connector:files=p1", "--reason", "x", "--yes")]
    public async Task What_makes_no_sense_or_has_no_reason_is_refused_and_nothing_is_done(params string[] arguments)
    {
        using var desk = new GradesDesk();
        desk.Grades("p1,S1,,NUR-210,B", "p2,S2,,NUR-220,A");
        await desk.RunAsync(0, "run", "grades");

        await desk.RunAsync(2, ["person", .. arguments]);

        await desk.RunAsync(0, "person", "find", "S1");
        Assert.That(desk.Output, Does.Contain("sis_id=S1").And.Contain("connector:files=p1").And.Not.Contain("S2"));
    }
}
