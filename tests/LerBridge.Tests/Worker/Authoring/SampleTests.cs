using System.Text.Json;
using System.Xml.Linq;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Authoring;

internal sealed class SampleTests : IDisposable
{
    private const string Sheet = "mappings/samples/positions.yaml";

    // everything about persons that the drop folder says
    private static readonly string[] Marks = ["Ana", "Ruiz", "Wei", "Sam", "Doe", "Kim", "Lee", "Park", "Quarrel", "manager"];

    private readonly AuthorDesk desk = new();

    public void Dispose() => this.desk.Dispose();

    [Test]
    public async Task Samples_show_every_outcome_of_what_was_read_and_nobody_by_name()
    {
        await this.desk.NightAsync();

        var code = await this.desk.RunAsync("mapping", "sample", "positions");

        Assert.That(code, Is.Zero, this.desk.Error);
        Assert.That(this.desk.Out, Does.Contain("written to mappings/samples/positions.yaml").And.Contain("hold: the position has no title").And.Contain("skip: not started yet"));
        var text = this.desk.Read(Sheet);
        foreach (var mark in Marks)
        {
            Assert.That(text, Does.Not.Match($@"(?i)\b{mark}\b"));
        }

        Assert.That(text, Does.Not.Match(@"\bE[1-5]\b").And.Contain("targetCode: S2").And.Contain("company.name: Example Health"));
    }

    [Test]
    public async Task What_is_frozen_comes_to_the_same_until_something_changes()
    {
        await this.desk.NightAsync();
        await this.desk.RunAsync("mapping", "sample", "positions");

        Assert.That(await this.desk.RunAsync("mapping", "test"), Is.Zero, this.desk.Out + this.desk.Error);
        Assert.That(this.desk.Out, Does.Match(@"1 of 1 test passed\. (\d) of \1 golden samples came to the same as before\."));

        this.desk.Cli.Write("mappings/tables/jobs.csv", AuthorDesk.Jobs.Replace("https://skills.example/S2,2", "https://skills.example/S2,1", StringComparison.Ordinal));
        Assert.That(await this.desk.RunAsync("mapping", "test"), Is.EqualTo(1));
        Assert.That(this.desk.Out.ReplaceLineEndings("\n"), Does.Match(@"DIFF  mappings/samples/positions\.yaml:\d+  issue: Nurse, Example Health\n      employment\.skills\n        was       S2\n        is        not there\n      because   table row mappings/tables/jobs\.csv:3 \(S2\) now has level 1"));
    }

    [Test]
    public async Task What_is_shown_can_be_accepted_and_names_and_notes_stay()
    {
        await this.desk.NightAsync();
        await this.desk.RunAsync("mapping", "sample", "positions");
        var before = this.desk.Read(Sheet).Replace("- name: \"skip: not started yet\"", "- name: starts later\n    note: asked for by the chair", StringComparison.Ordinal);
        this.desk.Cli.Write(Sheet, before);
        this.desk.Changed("mappings/positions.yaml", "title: = position.business_title", "title: = upper(position.business_title)");

        var code = await this.desk.RunAsync("mapping", "test", "--update-samples");

        Assert.That(code, Is.Zero, this.desk.Out + this.desk.Error);
        Assert.That(this.desk.Out, Does.Contain("was       Nurse").And.Contain("is        NURSE"));
        Assert.That(this.desk.Error, Does.Match(@"\d golden samples of positions accepted as they come out now: mappings/samples/positions\.yaml\."));
        Assert.That(this.desk.Read(Sheet), Does.Contain("NURSE").And.Contain("name: starts later").And.Contain("note: asked for by the chair"));
        Assert.That(await this.desk.RunAsync("mapping", "test"), Is.Zero);
    }

    [Test]
    public async Task A_written_test_that_fails_is_not_accepted_with_the_samples()
    {
        await this.desk.NightAsync();
        await this.desk.RunAsync("mapping", "sample", "positions");
        this.desk.Changed("mappings/positions.yaml", "s.level >= 2", "s.level >= 9");

        Assert.That(await this.desk.RunAsync("mapping", "test", "--update-samples"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_draft_says_how_many_samples_would_differ()
    {
        await this.desk.NightAsync();
        await this.desk.RunAsync("mapping", "sample", "positions");
        var draft = this.desk.Changed("draft.yaml", "s.level >= 2", "s.level >= 1");

        Assert.That(await this.desk.RunAsync("mapping", "preview", "positions", "--with", draft), Is.Zero, this.desk.Error);
        Assert.That(this.desk.Out, Does.Match(@"1 of \d golden samples would differ:").And.Contain("is        S1"));

        await this.desk.RunAsync("mapping", "preview", "positions", "--with", draft, "--output", "json");
        using var document = JsonDocument.Parse(this.desk.Out);
        Assert.That(document.RootElement.GetProperty("samples").GetProperty("differ").EnumerateArray().Single().GetProperty("mismatches")[0].GetProperty("got").GetString(), Is.EqualTo("S1"));

        await this.desk.RunAsync("mapping", "preview", "positions", "--with", "mappings/positions.yaml");
        Assert.That(this.desk.Out, Does.Match(@"None of \d golden samples would differ\."));
    }

    [Test]
    public async Task A_second_capture_adds_only_what_no_sample_shows_yet()
    {
        await this.desk.NightAsync();
        await this.desk.RunAsync("mapping", "sample", "positions", "--most", "2");
        var first = this.desk.Read(Sheet);

        Assert.That(await this.desk.RunAsync("mapping", "sample", "positions"), Is.Zero, this.desk.Error);
        var second = this.desk.Read(Sheet);
        Assert.That(await this.desk.RunAsync("mapping", "sample", "positions"), Is.Zero, this.desk.Error);

        Assert.That(second, Does.StartWith(first.TrimEnd()).And.Length.GreaterThan(first.Length));
        Assert.That(this.desk.Out, Does.Contain("Nothing new:"));
        Assert.That(this.desk.Read(Sheet), Is.EqualTo(second));
    }

    [Test]
    public async Task One_record_is_kept_under_a_name_of_its_own()
    {
        await this.desk.NightAsync();
        await this.desk.RunAsync("preview", "positions", "--output", "json");
        var hash = Json(this.desk.Out).GetProperty("records").EnumerateArray().First(record => record.GetProperty("outcome").GetString() == "issue").GetProperty("record").GetString() ?? string.Empty;

        Assert.That(await this.desk.RunAsync("mapping", "sample", "positions", "--record", hash, "--name", "as the senate saw it"), Is.Zero, this.desk.Error);
        Assert.That(this.desk.Read(Sheet), Does.Contain("- name: as the senate saw it"));
        Assert.That(await this.desk.RunAsync("mapping", "sample", "positions", "--record", hash, "--name", "as the senate saw it"), Is.EqualTo(2), "a name is one sample's");
    }

    [Test]
    public async Task A_record_that_depends_on_its_person_is_refused_with_its_reason()
    {
        this.desk.Changed("mappings/positions.yaml", "  - skip: not started yet", "  - skip: the president\n    if: = person.full_name = \"Ana Ruiz\"\n  - skip: not started yet");
        this.desk.Cli.Write("ana.json", """{ "person": { "id": "E9", "employee_id": "E9", "full_name": "Ana Ruiz" }, "position": { "id": "P9", "business_title": "Nurse", "start": "2020-01-01" }, "company": { "name": "Example Health" }, "job.code": "RN", "record_date": "2026-11-20" }""");

        Assert.That(await this.desk.RunAsync("mapping", "sample", "positions", "--file", "ana.json"), Is.EqualTo(2));
        Assert.That(this.desk.Error, Does.Contain("LB1409").And.Contain("it ends in issue, not in skip (LB3001)").And.Not.Contain("Ruiz"));
        Assert.That(File.Exists(Path.Combine(this.desk.Folder, Sheet)), Is.False);
    }

    [Test]
    public async Task Reports_for_programs_have_samples_beside_tests()
    {
        await this.desk.NightAsync();
        await this.desk.RunAsync("mapping", "sample", "positions", "--output", "json");
        var added = Json(this.desk.Out).GetProperty("added").GetArrayLength();
        this.desk.Changed("mappings/positions.yaml", "title: = position.business_title", "title: = upper(position.business_title)");

        await this.desk.RunAsync("mapping", "test", "--output", "json");
        var tests = Json(this.desk.Out).GetProperty("tests").EnumerateArray().ToList();
        await this.desk.RunAsync("mapping", "test", "--output", "junit");
        var suites = XDocument.Parse(this.desk.Out).Root?.Elements("testsuite").ToList() ?? [];

        Assert.That(tests.Count(test => test.GetProperty("kind").GetString() == "sample"), Is.EqualTo(added));
        Assert.That(suites.Select(suite => suite.Attribute("name")?.Value), Is.EqualTo(new[] { "mappings/positions.yaml", Sheet }));
        Assert.That(suites[1].Descendants("failure").First().Attribute("message")?.Value, Does.Contain(": was ").And.Contain(", is "));
    }

    [Test]
    public async Task A_mapping_without_samples_is_told_and_how_to_get_some()
    {
        Assert.That(await this.desk.RunAsync("mapping", "test"), Is.Zero);
        Assert.That(this.desk.Error, Does.Contain("LB1408  mappings/positions.yaml has no golden samples").And.Contain("mapping sample positions"));
    }

    [Test]
    public async Task Before_any_run_records_come_from_the_source()
    {
        Assert.That(await this.desk.RunAsync("mapping", "sample", "positions"), Is.EqualTo(2));
        Assert.That(this.desk.Error, Does.Contain("--read"));

        Assert.That(await this.desk.RunAsync("mapping", "sample", "positions", "--read", "5"), Is.Zero, this.desk.Error);
        Assert.That(await this.desk.RunAsync("mapping", "test"), Is.Zero, this.desk.Out + this.desk.Error);
    }

    [TestCase("--record", "x", "--read", "3")]
    [TestCase("--name", "x")]
    [TestCase("--most", "0")]
    public async Task What_cannot_be_meant_is_refused(params string[] arguments) =>
        Assert.That(await this.desk.RunAsync(["mapping", "sample", "positions", .. arguments]), Is.EqualTo(2));

    [Test]
    public async Task A_field_that_the_stream_no_longer_has_is_told_in_its_place()
    {
        await this.desk.NightAsync();
        await this.desk.RunAsync("mapping", "sample", "positions");
        this.desk.Cli.Write(Sheet, this.desk.Read(Sheet).Replace("company.name:", "company.nmae:", StringComparison.Ordinal));

        foreach (var form in new[] { "table", "json", "junit" })
        {
            Assert.That(await this.desk.RunAsync("mapping", "test", "--output", form), Is.EqualTo(2));
            Assert.That(this.desk.Error + this.desk.Out, Does.Contain("LB1102").And.Contain("did you mean company.name?"));
        }

        Assert.That(await this.desk.RunAsync("mapping", "preview", "positions", "--with", "mappings/positions.yaml"), Is.Zero, this.desk.Error);
        Assert.That(this.desk.Out, Does.Match(@"\d+ problems? in mappings/samples/positions\.yaml would have to be mended first"));
    }

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
