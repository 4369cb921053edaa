using LerBridge.Connectors.Columns;
using LerBridge.Core.Sources;
using LerBridge.Tests.Connectors.Delimited;
using LerBridge.Worker.Commands;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Columns;

[TestFixture]
internal sealed class LayoutsTests
{
    private readonly DropFolder folder = new();

    public static IEnumerable<string> Names => Layouts.Names;

    [TearDown]
    public void RemoveFolder() => this.folder.Dispose();

    [TestCaseSource(nameof(Names))]
    public async Task The_template_of_a_layout_is_a_file_that_the_layout_reads(string name)
    {
        var connector = Over(this.folder.Path, name);
        var expected = ((ITabularSource)connector).Expected("extract") ?? throw new InvalidOperationException("The layout has no template.");
        var file = (Layouts.Find(name)?.Files ?? string.Empty).Replace("*", "_20261120", StringComparison.Ordinal);
        this.folder.With(file, TemplateText.Csv(expected));

        var plain = await Pulled.AllAsync(connector);
        this.folder.With(file, TemplateText.Excel(expected));
        var excel = await Pulled.AllAsync(connector);

        Assert.That(plain.Rejected, Is.Empty);
        Assert.That(plain.Records.Count(), Is.EqualTo(1));
        Assert.That(plain.IsComplete, Is.True);
        Assert.That(excel.Staged, Is.EqualTo(plain.Staged));
    }

    [TestCase("oneroster-1.1-users", "users.csv")]
    [TestCase("oneroster-1.1-enrollments", "enrollments.csv")]
    [TestCase("oneroster-1.1-classes", "classes.csv")]
    [TestCase("oneroster-1.1-courses", "courses.csv")]
    [TestCase("oneroster-1.1-orgs", "orgs.csv")]
    [TestCase("oneroster-1.1-academic-sessions", "academicSessions.csv")]
    public async Task Recorded_OneRoster_files_are_read_by_their_layout_alone(string name, string file)
    {
        var rows = (await File.ReadAllLinesAsync(Shared.Path($"sources/data/banner/oneroster11/{file}"))).Count(line => line.Length > 0) - 1;

        var pulled = await Pulled.AllAsync(Over(Shared.Path("sources/data/banner/oneroster11"), name));

        Assert.That(pulled.Rejected, Is.Empty);
        Assert.That((pulled.Records.Count(), pulled.IsComplete), Is.EqualTo((rows, true)));
    }

    // The manifest is a list of properties, not of records.
    [Test]
    public async Task The_recorded_manifest_is_read_as_any_table()
    {
        var directory = System.Text.Json.JsonSerializer.Serialize(Shared.Path("sources/data/banner/oneroster11"));
        var connector = SettingsOf.Right($$"""
            { "Kind": "Delimited", "QuietSeconds": 0, "Directory": {{directory}}, "Streams": { "manifest": { "Files": "manifest.csv", "Key": [ "site.name" ], "Columns": [
                { "Field": "site.name", "Source": "propertyName" }, { "Field": "site.value", "Source": "value", "Optional": true } ] } } }
            """);

        var pulled = await Pulled.AllAsync(connector);

        Assert.That(pulled.Records.Where(record => record["site.name"].Text == "oneroster.version").Select(record => record["site.value"].Text), Is.EqualTo(new[] { "1.1" }));
    }

    [Test]
    public async Task A_nightly_extract_of_Banner_grades_is_read_with_what_settings_replace()
    {
        this.folder.With("grades_20261120.csv", """
            SPRIDEN_ID|SPRIDEN_LAST_NAME|SPRIDEN_FIRST_NAME|SPBPERS_CONFID_IND|SHRTCKN_TERM_CODE|SHRTCKN_CRN|SHRTCKN_SUBJ_CODE|SHRTCKN_CRSE_NUMB|SHRTCKN_CRSE_TITLE|SHRTCKG_GRDE_CODE_FINAL|CREDITS|SHRTCKG_FINAL_GRDE_CHG_DATE
            A00012345|Ruiz|Ana|N|202610|20417|NUR|0110|Fundamentals of Nursing|B+|3|12-MAY-26
            A00012346|Cole|Ben||202610|20417|NUR|0110|Fundamentals of Nursing||0|
            """);
        var connector = Over(this.folder.Path, "banner-grades", """, "Columns": [ { "Field": "credit.earned", "Source": "CREDITS" } ]""");

        var pulled = await Pulled.AllAsync(connector);

        Assert.That(pulled.Rejected, Is.Empty);
        var record = pulled.Records.First();
        Assert.That(
            (record["person.id"].Text, record["person.banner_id"].Text, record["course.number"].Text, record["grade.letter"].Text, record["credit.earned"].Number, record["recorded_on"].Date, record["person.confidential"].Bool),
            Is.EqualTo(("A00012345", "A00012345", "0110", "B+", 3m, new DateOnly(2026, 5, 12), false)));
        Assert.That(pulled.Records.Last()["grade.letter"].IsMissing, Is.True);
    }

    [Test]
    public void A_layout_that_is_not_known_is_told_with_the_nearest_one()
    {
        var (_, problems) = SettingsOf.Connector("""{ "Kind": "Delimited", "Directory": "x", "Streams": { "s": { "Layout": "banner-grade", "Files": "*.csv", "Key": [ "person.id" ], "Columns": [ { "Field": "person.id", "Source": "ID" } ] } } }""");

        Assert.That(problems.Select(problem => (problem.Code, problem.Try)), Has.One.EqualTo(("LB5002", "Did you mean \"banner-grades\"?")));
    }

    [Test]
    public void The_template_of_fixed_width_puts_every_example_at_its_characters()
    {
        var connector = SettingsOf.Right("""
            { "Kind": "Delimited", "Directory": "x", "Streams": { "s": { "Files": "*.txt", "Form": "fixed", "LinesAbove": 1, "Trailer": "TRL", "Key": [ "person.id" ], "Columns": [
                { "Field": "person.id", "Start": 3, "Length": 4 }, { "Field": "site.hired", "Start": 10, "Length": 10, "Type": "date" } ] } } }
            """);

        var text = TemplateText.FixedWidth(((ITabularSource)connector).Expected("s") ?? throw new InvalidOperationException("The stream has no template."));

        Assert.That(text.Split("\r\n")[0], Is.Empty);
        Assert.That(text.Split("\r\n")[1][9..], Is.EqualTo("2026-05-08"));
        Assert.That(text.Split("\r\n")[2], Is.EqualTo("TRL 1"));
    }

    private static IConnector Over(string directory, string layout, string more = "") => SettingsOf.Right(
        $$"""{ "Kind": "Delimited", "QuietSeconds": 0, "Directory": {{System.Text.Json.JsonSerializer.Serialize(directory)}}, "Streams": { "extract": { "Layout": "{{layout}}"{{more}} } } }""");
}
