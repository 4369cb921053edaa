using LerBridge.Connectors.Columns;
using LerBridge.Connectors.Workday;
using LerBridge.Connectors.Workday.Soap;
using LerBridge.Core.Mapping;
using LerBridge.Core.Records;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Tests.Drivers;
using LerBridge.Tests.Pipeline;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Workday;

/// <summary>Certifications, skills and learning, by report and by the SOAP services.</summary>
internal sealed class WorkdayTalentTests : SandboxFixture
{
    private const string Issue = """
        issue:
          profile: ob3@3.0.3
          name: ${NAME}
          identifier: none
          credentialSubject:
            term: = TERM
            achievement:
              id: https://college.example/achievements/${url_encode(NAME)}
              name: ${NAME}
              description: Something that a worker can show.
              criteria: { narrative: "As the employer has it." }
        allow: { new: true, correct: true, withdraw: true }
        on_change: { changed: correct, no_longer_qualifies: revoke }
        deliver: [ { to: folder } ]
        """;

    private static readonly string[] Person = ["person.id", "person.login", "person.verified_email", "person.full_name", "person.family_name"];

    [TestCase("certifications", "LER_Certifications", "certification.id,certification.name,certification.issuer,certification.number,certification.issued_on,certification.expires_on,certification.removed")]
    [TestCase("worker_skills", "LER_Skills", "skill.name,skill.category,skill.inactive")]
    public async Task Both_ways_tell_the_same_of_every_worker(string stream, string report, string fields)
    {
        var names = Person.Concat(fields.Split(','));
        HashSet<string> Told(Pulled pulled) => [.. pulled.Records.Select(row => string.Join('|', names.Select(name => row[name].IsMissing ? "-" : RecordCodec.TextOf(row[name]).Trim().ToUpperInvariant())))];

        var soap = await Pulled.AllAsync(this.Soap(stream));
        var reports = new[] { ReportFormat.Json, ReportFormat.Csv, ReportFormat.SimpleXml }.Select(format => Pulled.AllAsync(this.Report(stream, report, format))).ToList();

        Assert.That(soap.IsComplete, Is.True, string.Join("; ", soap.Ends.Values));
        Assert.That(soap.Records.Count(), Is.GreaterThan(70));
        foreach (var read in reports)
        {
            Assert.That(Told(soap), Is.SubsetOf(Told(await read)));
            Assert.That((await read).Rejected, Is.Empty);
        }
    }

    [Test]
    public async Task Learning_is_the_same_by_report_and_by_the_web_service()
    {
        string[] names = ["person.id", "course.id", "course.title", "grade.letter", "grade.score", "expires_on", "rescinded"];
        List<string> Told(Pulled pulled) => [.. pulled.Records.GroupBy(row => (row["person.id"].Text, row["course.id"].Text)).Select(same => same.Last()).Select(row => string.Join('|', names.Select(name => row[name].IsMissing ? "-" : RecordCodec.TextOf(row[name])).Append(row["completed_at"].IsMissing ? "-" : "done"))).Order(StringComparer.Ordinal)];

        var soap = await Pulled.AllAsync(this.Soap("learning_completions", new SoapOptions { Streams = ["learning_completions"], PageSize = 40 }));
        var report = await Pulled.AllAsync(this.Report("learning_completions", "LER_Learning"));

        Assert.That(soap.IsComplete, Is.True);
        Assert.That(Told(soap), Is.EqualTo(Told(report)));
        Assert.That(soap.Staged, Has.Count.EqualTo(240));
    }

    [Test]
    public async Task Learning_is_asked_for_course_by_course_where_settings_name_courses()
    {
        var pulled = await Pulled.AllAsync(this.Soap("learning_completions", new SoapOptions { Streams = ["learning_completions"], Courses = ["COURSE-1", "COURSE-3"] }));

        Assert.That(pulled.Ends.Keys, Is.EqualTo(new[] { "COURSE-1", "COURSE-3" }));
        Assert.That(pulled.Records.Select(row => row["course.id"].Text).Distinct(), Is.EquivalentTo(new[] { "COURSE-1", "COURSE-3" }));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_course_that_is_taken_again_and_not_finished_does_not_take_its_completion_away(bool soap)
    {
        var pulled = await Pulled.AllAsync(soap ? this.Soap("learning_completions") : this.Report("learning_completions", "LER_Learning"));

        var rows = pulled.Records.Where(row => row["person.id"].Text == "004834" && row["course.id"].Text == "COURSE-1").ToList();
        Assert.That(rows, Has.Count.EqualTo(1), "the enrolment that is under way says less");
        Assert.That(rows[0]["completed_at"].IsMissing, Is.False);
    }

    [Test]
    public async Task A_completion_of_which_only_the_day_is_known_stays_on_that_day_in_every_zone()
    {
        var pulled = await Pulled.AllAsync(this.Report("learning_completions", "LER_Learning"));

        var row = pulled.Records.First(row => row["person.id"].Text == "004501" && row["course.id"].Text == "COURSE-1");
        Assert.That(row["completed_at"].Time, Is.EqualTo(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.FromHours(-7))));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_certification_that_is_renewed_is_corrected_and_one_that_is_removed_is_withdrawn(bool soap)
    {
        await using var night = await NightAsync("certifications", soap ? this.Soap("certifications") : this.Report("certifications", "LER_Certifications"), "certification.name", "${certification.issued_on}");
        var first = await night.NightAsync();
        this.Sandbox.Switches.WorkdayRenewed = "004501";
        this.Sandbox.Switches.WorkdayRemoved = "004612";

        var second = await night.NextNightAsync();
        var third = await night.NextNightAsync();

        Assert.That((first.Run.Counts.New, first.Run.Counts.Skipped, first.Run.Counts.Failed), Is.EqualTo((72L, 8L, 0L)), "those that were removed are not issued, though the mapping does not ask");
        Assert.That(first.Problems.Select(problem => problem.Code), Does.Contain("LB3003"));
        Assert.That((second.Run.Counts.Corrected, second.Run.Counts.Withdrawn, second.Run.Counts.New), Is.EqualTo((1L, 1L, 0L)));
        Assert.That((third.Run.Counts.Corrected, third.Run.Counts.Withdrawn, third.Run.Counts.New), Is.EqualTo((0L, 0L, 0L)));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_skill_that_is_no_longer_in_use_is_not_issued_and_withdrawn_once_it_is_not(bool soap)
    {
        await using var night = await NightAsync("worker_skills", soap ? this.Soap("worker_skills") : this.Report("worker_skills", "LER_Skills"), "skill.name", "A skill");
        var first = await night.NightAsync();
        this.Sandbox.Switches.WorkdayRetiredSkill = "SKILL-2";

        var second = await night.NextNightAsync();

        var inactive = first.Problems.Single(problem => problem.Code == "LB3003");
        Assert.That((inactive.Count, first.Run.Counts.Failed), Is.EqualTo((48L, 0L)));
        Assert.That(second.Run.Counts.Withdrawn, Is.EqualTo(48));
    }

    [Test]
    public async Task A_skill_that_was_typed_in_a_second_time_is_one_row()
    {
        var soap = await Pulled.AllAsync(this.Soap("worker_skills"));

        Assert.That(soap.Records.GroupBy(row => (row["person.id"].Text, row["skill.name"].Text.Trim().ToUpperInvariant())).Select(same => same.Count()), Has.All.EqualTo(1));
        Assert.That(soap.Records.Select(row => row["skill.id"].Text), Has.None.StartsWith("FREE-"), "the one of the list counts");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Learning_that_is_under_way_or_was_taken_back_is_not_issued(bool soap)
    {
        await using var night = await NightAsync("learning_completions", soap ? this.Soap("learning_completions") : this.Report("learning_completions", "LER_Learning"), "course.title", "A course");
        var first = await night.NightAsync();
        this.Sandbox.Switches.WorkdayRemoved = "004612";

        var second = await night.NextNightAsync();

        Assert.That((first.Run.Counts.New, first.Run.Counts.Skipped), Is.EqualTo((110L, 130L)));
        Assert.That(second.Run.Counts.Withdrawn, Is.EqualTo(1));
    }

    [Test]
    public async Task A_mapping_that_asks_decides_itself()
    {
        await using var night = await NightAsync("certifications", this.Soap("certifications"), "certification.name", "= if(certification.removed, \"removed\", \"in force\")");

        var first = await night.NightAsync();

        Assert.That((first.Run.Counts.New, first.Run.Counts.Skipped), Is.EqualTo((80L, 0L)));
    }

    [TestCase("certifications", "Qualification_Data")]
    [TestCase("worker_skills", "Skill_Data")]
    public async Task A_domain_that_is_taken_away_withdraws_nothing(string stream, string section)
    {
        var before = await Pulled.AllAsync(this.Soap(stream));
        this.Sandbox.Switches.WorkdayHiddenSections = section;

        var pulled = await Pulled.AllAsync(this.Soap(stream), Pulled.Request(this.Soap(stream)) with { Live = before.Cursor });
        var again = await Pulled.AllAsync(this.Soap(stream), Pulled.Request(this.Soap(stream)) with { Live = pulled.Cursor });

        Assert.That(pulled.Records, Is.Empty);
        Assert.That((pulled.Ends.Values.Single() as PartitionEnd.Partial)?.Reason, Does.Contain("Worker Data: Skills and Experience"));
        Assert.That(again.Ends.Values.Single(), Is.InstanceOf<PartitionEnd.Partial>(), "nor on the night after");
    }

    [Test]
    public async Task Pay_and_ratings_in_the_reports_are_not_even_looked_at()
    {
        foreach (var (stream, report) in new[] { ("certifications", "LER_Certifications"), ("worker_skills", "LER_Skills") })
        {
            var pulled = await Pulled.AllAsync(this.Report(stream, report));

            var seen = pulled.Batches[^1].Fields.Where(field => field.Name is "Base_Pay" or "Performance_Rating").ToList();
            Assert.That(seen, Has.Count.EqualTo(1));
            Assert.That((seen[0].Form, seen[0].Fields.Count, seen[0].Looked), Is.EqualTo(("not looked at", 0, 0L)));
        }
    }

    [Test]
    public async Task The_sections_that_a_stream_does_not_need_are_not_asked_for()
    {
        var wire = new RecordingWire();

        await Pulled.AllAsync(this.Soap("worker_skills", wire: wire));

        Assert.That(wire.Bodies[0], Does.Contain("<wd:Include_Skills>true").And.Contain("<wd:Include_Compensation>false").And.Contain("<wd:Include_Employment_Information>false").And.Contain("<wd:Include_Qualifications>false"));
    }

    private static async Task<NightDriver> NightAsync(string stream, IConnector connector, string name, string term)
    {
        var text = $"lerbridge: mapping/v1\nid: talent\ntitle: Talent\nowner: hr@college.example\nsource: {{ connector: workday, stream: {stream} }}\nperson: {{ match: [employee_id] }}\n"
            + (term.Contains("issued_on", StringComparison.Ordinal) ? "when:\n  - hold: no day\n    if: = certification.issued_on = missing\n" : string.Empty)
            + Issue.Replace("NAME", name, StringComparison.Ordinal).Replace("= TERM", term, StringComparison.Ordinal);
        var compiled = MappingCompiler.Compile("talent.yaml", text, new MappingContext { Schemas = new ShippedNight.StreamsOf(connector), Files = new LerBridge.Tests.Core.Mapping.Files(), IssuerDid = "did:web:ler.college.example", Destinations = ["folder", "registry"] });
        var night = await NightDriver.StartAsync();
        night.Plan = compiled.Plan ?? throw new InvalidOperationException(string.Join("; ", compiled.Diagnostics.Select(problem => problem.Message)));
        night.Other = connector;
        return night;
    }

    private WorkdayConnector Soap(string stream, SoapOptions? soap = null, HttpMessageHandler? wire = null) => new(
        "workday",
        new WorkdayOptions { BaseUrl = this.Sandbox.WorkdayUrl, Tenant = "demo", Username = "isu", Password = new Secret(this.Sandbox.Options.WorkdayPassword), Soap = soap ?? new SoapOptions { Streams = [stream], PageSize = 50 } },
        new ConnectorServices(new FastTime(), NullLoggerFactory.Instance),
        wire);

    private WorkdayConnector Report(string stream, string report, ReportFormat format = ReportFormat.Json) => new(
        "workday",
        new WorkdayOptions
        {
            BaseUrl = this.Sandbox.WorkdayUrl,
            Username = "isu",
            Password = new Secret(this.Sandbox.Options.WorkdayPassword),
            Reports = [new WorkdayReport((ShippedTable.Find(stream) ?? throw new InvalidOperationException("No such table.")).Set() with { Zone = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles") }, this.Sandbox.WorkdayReport(report), format)],
        },
        new ConnectorServices(new FastTime(), NullLoggerFactory.Instance));
}
