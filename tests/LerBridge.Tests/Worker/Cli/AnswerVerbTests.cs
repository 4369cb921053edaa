using System.Text.Json;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Cli;

/// <summary>The questions that somebody asks about one credential, or about one that is not there.</summary>
internal sealed class AnswerVerbTests
{
    [Test]
    public async Task Explain_names_the_record_the_lines_of_the_mapping_the_key_the_status_places_and_every_answer()
    {
        using var desk = new GradesDesk();
        desk.Grades(GradesDesk.Rows(2));
        await desk.RunAsync(0, "run", "grades");
        desk.Grades([.. GradesDesk.Rows(1, "A"), .. GradesDesk.Rows(1, from: 1)]);
        await desk.RunAsync(0, "run", "grades");
        var found = (await desk.JsonAsync(0, "credential", "find")).GetProperty("credentials")[0].GetProperty("id").GetString() ?? string.Empty;

        var answer = await desk.JsonAsync(0, "credential", "explain", found);
        await desk.RunAsync(0, "credential", "explain", found);

        var versions = answer.GetProperty("versions").EnumerateArray().ToArray();
        var claims = answer.GetProperty("claims").EnumerateArray().ToDictionary(claim => claim.GetProperty("path").GetString() ?? string.Empty);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(versions.Select(version => version.GetProperty("operation").GetString()), Is.EqualTo(new[] { "issue", "correct" }));
            Assert.That(versions.Select(version => version.GetProperty("planHash").GetString()), Is.Unique.And.All.Length.EqualTo(64));
            Assert.That(versions[1].GetProperty("key").GetString(), Does.StartWith("did:web:ler.college.example#"));
            Assert.That(answer.GetProperty("keyState").GetString(), Is.EqualTo("active"));
            Assert.That(claims["credentialSubject.term"].GetProperty("where").GetString(), Does.Match(@"grades\.yaml:\d+:\d+$"));
            Assert.That(claims["credentialSubject.term"].GetProperty("fields")[0].GetString(), Is.EqualTo("site.grade"));
            Assert.That(answer.GetProperty("mappingNow").GetProperty("asSigned").GetBoolean(), Is.True);
            Assert.That(answer.GetProperty("record").GetProperty("lastSeen").GetProperty("asDecided").GetBoolean(), Is.True);
            Assert.That(answer.GetProperty("statusPlaces").GetArrayLength(), Is.EqualTo(1));
            Assert.That(answer.GetProperty("deliveries").EnumerateArray().Select(delivery => delivery.GetProperty("attempts")[0].GetProperty("outcome").GetString()), Is.EqualTo(new[] { "accepted", "accepted" }));
            Assert.That(answer.GetRawText(), Does.Not.Contain("\"p0\"").And.Not.Contain("p0@college.example"));
            Assert.That(desk.Output, Does.Contain("p0").And.Contain("grades.yaml").And.Contain("to folder: correct of version 2, accepted"));
        }
    }

    [Test]
    public async Task Explain_says_what_has_changed_since_it_was_signed()
    {
        using var desk = new GradesDesk();
        desk.Grades(GradesDesk.Rows(1));
        await desk.RunAsync(0, "run", "grades");
        var found = (await desk.JsonAsync(0, "credential", "find")).GetProperty("credentials")[0].GetProperty("id").GetString() ?? string.Empty;
        desk.Mapping("{ new: true }", "{ changed: hold }");

        var answer = await desk.JsonAsync(0, "credential", "explain", found);

        Assert.That(answer.GetProperty("mappingNow").GetProperty("asSigned").GetBoolean(), Is.False);
    }

    [Test]
    public async Task Explain_tells_the_other_key_with_the_record_and_the_key_after_the_last_version()
    {
        using var desk = new GradesDesk();
        desk.Grades(GradesDesk.Rows(1));
        await desk.RunAsync(0, "run", "grades");
        desk.Grades("p9,S0,p0@college.example,NUR-210,B");
        var run = (await desk.JsonAsync(0, "run", "grades")).GetProperty("runs")[0].GetProperty("id").GetString();
        var found = (await desk.JsonAsync(0, "credential", "find")).GetProperty("credentials").EnumerateArray().Single().GetProperty("id").GetString() ?? string.Empty;

        await desk.RunAsync(0, "credential", "explain", found);

        var lines = desk.Output.Split('\n').Select(line => line.TrimEnd()).ToList();
        var moved = lines.FindIndex(line => line.StartsWith("  went on as [\"p9\",\"NUR-210\"] instead of [\"p0\",\"NUR-210\"] on ", StringComparison.Ordinal));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(moved, Is.GreaterThan(lines.FindIndex(line => line.StartsWith("record: ", StringComparison.Ordinal))).And.LessThan(lines.FindIndex(line => line.StartsWith("mapping: ", StringComparison.Ordinal))));
            Assert.That(lines[moved], Does.EndWith($"in {run}; nothing else changed"));
            Assert.That(lines[lines.FindLastIndex(line => line.StartsWith("version ", StringComparison.Ordinal)) + 1], Does.StartWith("key: "));
        }
    }

    [TestCase("S0", "issue", null)]
    [TestCase("p1@college.example", "skip", "LB3001")]
    [TestCase("[\"p2\",\"NUR-210\"]", "hold", "LB3002")]
    public async Task Why_not_answers_by_any_identifier_with_reason_and_place(string who, string outcome, string? code)
    {
        using var desk = new GradesDesk();
        desk.Grades([.. GradesDesk.Rows(1), .. GradesDesk.Rows(1, "F", 1), .. GradesDesk.Rows(1, "I", 2)]);
        await desk.RunAsync(0, "run", "grades");

        var record = (await desk.JsonAsync(0, "credential", "why-not", "--person", who, "--mapping", "grades")).GetProperty("records")[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That((record.GetProperty("outcome").GetString(), record.GetProperty("code").GetString()), Is.EqualTo((outcome, code)));
            Assert.That(record.GetProperty("where").GetString(), code is null ? Is.Null : Does.Match(@"grades\.yaml:\d+:\d+$"));
            Assert.That(record.GetProperty("credential").ValueKind, Is.EqualTo(code is null ? JsonValueKind.String : JsonValueKind.Null));
            Assert.That(record.GetProperty("heldCode").GetString(), Is.EqualTo(outcome == "hold" ? "LB3002" : null));
        }
    }

    [Test]
    public async Task Why_not_finds_the_records_of_a_person_who_was_linked()
    {
        using var desk = new GradesDesk();
        desk.Grades("p1,S1,,NUR-210,B", "p2,S2,,NUR-220,F", "p3,S3,,NUR-230,F");
        await desk.RunAsync(0, "run", "grades");
        desk.Grades("p1,S1,,NUR-210,B", "p2,S2,,NUR-220,A", "p3,S3,,NUR-230,F");
        await desk.RunAsync(0, "run", "grades");
        await desk.RunAsync(0, "person", "link", "S1", "S2", "--reason", "same student", "--yes");

        var records = (await desk.JsonAsync(0, "credential", "why-not", "--person", "S1", "--mapping", "grades")).GetProperty("records");
        await desk.RunAsync(0, "credential", "why-not", "--person", "S1", "--mapping", "grades");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(records.EnumerateArray().Select(record => record.GetProperty("linked").GetBoolean()), Is.EquivalentTo(new[] { false, true }));
            Assert.That(desk.Output, Does.Contain("NUR-220").And.Contain("of the same person, under another identifier").And.Not.Contain("NUR-230"));
        }
    }

    [Test]
    public async Task Why_not_says_what_a_person_decided_about_a_held_record()
    {
        using var desk = new GradesDesk(onChange: "{ changed: hold, no_longer_qualifies: revoke }");
        desk.Grades("p1,S1,,NUR-210,B", "p2,S2,,NUR-220,B");
        await desk.RunAsync(0, "run", "grades");
        desk.Grades("p1,S1,,NUR-210,A", "p2,S2,,NUR-220,A");
        await desk.RunAsync(0, "run", "grades");
        await desk.RunAsync(0, "hold", "reject", "[\"p1\",\"NUR-210\"]", "--reason", "clerical error", "--by", "Dana", "--yes");
        await desk.RunAsync(0, "hold", "release", "[\"p2\",\"NUR-220\"]", "--reason", "checked", "--by", "Dana", "--yes");

        await desk.RunAsync(0, "credential", "why-not", "--person", "S1", "--mapping", "grades");
        var rejected = desk.Output;
        var released = (await desk.JsonAsync(0, "credential", "why-not", "--person", "S2", "--mapping", "grades")).GetProperty("records")[0].GetProperty("verdict");
        await desk.RunAsync(0, "run", "grades");
        await desk.RunAsync(0, "credential", "why-not", "--person", "S1", "--mapping", "grades");
        var after = desk.Output;
        desk.Grades("p1,S1,,NUR-210,C", "p2,S2,,NUR-220,A");
        await desk.RunAsync(0, "run", "grades");
        var stale = (await desk.JsonAsync(0, "credential", "why-not", "--person", "S1", "--mapping", "grades")).GetProperty("records")[0].GetProperty("verdict");

        using (Assert.EnterMultipleScope())
        {
            foreach (var said in new[] { rejected, after })
            {
                Assert.That(said, Does.Contain("rejected by Dana").And.Contain("clerical error").And.Contain("(LB4010)").And.Contain("No run does it until the record changes"));
            }

            Assert.That((released.GetProperty("verdict").GetString(), released.GetProperty("code").GetString(), released.GetProperty("counts").GetBoolean()), Is.EqualTo(("release", "LB4010", true)));
            Assert.That((stale.GetProperty("verdict").GetString(), stale.GetProperty("counts").GetBoolean()), Is.EqualTo(("reject", false)));
        }
    }

    [Test]
    public async Task Why_not_says_where_the_source_does_not_show_the_person_and_where_nothing_was_read_yet()
    {
        using var desk = new GradesDesk();
        desk.Grades(GradesDesk.Rows(1));
        await desk.RunAsync(2, "credential", "why-not", "--person", "S0", "--mapping", "grades");
        Assert.That(desk.Errors, Does.Contain("No run has read anything"));
        await desk.RunAsync(0, "run", "grades");

        await desk.RunAsync(0, "credential", "why-not", "--person", "S999", "--mapping", "grades");

        Assert.That(desk.Output, Does.Contain("Nobody by that identifier").And.Contain("files does not show the person"));
    }
}
