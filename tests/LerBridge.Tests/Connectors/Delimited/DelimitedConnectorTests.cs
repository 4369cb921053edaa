using System.Text;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Delimited;

[TestFixture]
internal sealed class DelimitedConnectorTests
{
    private const string Row = "E1,Employee,P1,2020-01-01,,Nurse,1,\n";

    private readonly DropFolder folder = new();

    [TearDown]
    public void RemoveFolder() => this.folder.Dispose();

    [Test]
    public async Task A_byte_order_mark_and_line_breaks_in_quotes_are_read()
    {
        this.folder.With("a.csv", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes($"{DropFolder.Header}\r\nE1,Employee,P1,2020-01-01,,\"Nurse\r\n\"\"Charge\"\"\",1,\r\n")]);

        var record = (await Pulled.AllAsync(this.folder.Connector())).Records.Single();

        Assert.That(record["position.business_title"].Text, Is.EqualTo("Nurse\r\n\"Charge\""));
        Assert.That(record["person.id"].Text, Is.EqualTo("E1"));
        Assert.That(record["person.employee_id"].Text, Is.EqualTo("E1"), "one column may fill two fields");
        Assert.That(record.Place, Is.EqualTo("a.csv row 2"));
    }

    [TestCase(";", "\"Delimiter\": \";\"")]
    [TestCase("\t", "\"Delimiter\": \"tab\"")]
    [TestCase("|", "")]
    public async Task Other_separators_are_declared_or_found(string separator, string settings)
    {
        this.folder.With("a.csv", $"{DropFolder.Header}\n{Row}".Replace(",", separator, StringComparison.Ordinal));

        Assert.That((await Pulled.AllAsync(this.folder.Connector(settings))).Records.Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_bad_cell_rejects_its_row_with_place_and_form_but_never_its_value()
    {
        this.folder.With("a.csv", $"{DropFolder.Header}\n{Row}E2,Employee,P1,someday-private,,Nurse,1,\n");

        var pulled = await Pulled.AllAsync(this.folder.Connector());

        var rejected = pulled.Rejected.Single();
        Assert.That(pulled.Records.Count(), Is.EqualTo(1));
        Assert.That(rejected.Code, Is.EqualTo("LB5602"));
        Assert.That(rejected.Reason, Does.Contain("Start_Date").And.Contain("2026-05-08").And.Not.Contain("someday-private"));
        Assert.That(rejected.Place, Is.EqualTo("a.csv row 3"));
    }

    [Test]
    public async Task An_empty_required_cell_rejects_its_row()
    {
        this.folder.With("a.csv", $"{DropFolder.Header}\n{Row}E2,Employee,,2020-01-01,,Nurse,1,\n");

        Assert.That((await Pulled.AllAsync(this.folder.Connector())).Rejected.Single().Code, Is.EqualTo("LB5603"));
    }

    [TestCase("E2,Employee\n")]
    [TestCase("E2,Employee,P1,2020-01-01,,Nurse,1,,surplus\n")]
    public async Task A_line_that_is_no_row_is_rejected_and_the_others_are_read(string line)
    {
        this.folder.With("a.csv", $"{DropFolder.Header}\n{Row}{line}");

        var pulled = await Pulled.AllAsync(this.folder.Connector());

        Assert.That(pulled.Records.Count(), Is.EqualTo(1));
        Assert.That(pulled.Rejected.Single().Code, Is.EqualTo("LB5606"));
    }

    [Test]
    public async Task A_separator_at_the_end_of_every_line_does_no_harm()
    {
        this.folder.With("a.csv", $"{DropFolder.Header}\n{Row.TrimEnd()},,\n");

        Assert.That((await Pulled.AllAsync(this.folder.Connector())).Records.Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_missing_required_column_stops_the_stream_before_any_row()
    {
        this.folder.With("a.csv", $"{DropFolder.Header}\n{Row}").With("b.csv", "Employee_ID,Worker_Type\nE1,Employee\n");
        var pulled = new Pulled();
        var connector = this.folder.Connector();

        var request = Pulled.Request(connector) with { ReadFields = new Dictionary<string, string> { ["position.start"] = "mappings/positions.yaml:12:7" } };

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => pulled.GoOnAsync(connector, request, int.MaxValue, CancellationToken.None));

        Assert.That(pulled.Batches, Is.Empty);
        Assert.That((problem?.Kind, problem?.Code), Is.EqualTo((FailureKind.Contract, "LB5601")));
        Assert.That(problem?.Message, Does.Contain("b.csv").And.Contain("\"Position_ID\" (field position.id, part of the key)")
            .And.Contain("\"Start_Date\" (field position.start, which mappings/positions.yaml:12:7 reads)"));
    }

    [Test]
    public async Task Declared_optional_columns_that_are_absent_are_told_once_and_usual_ones_never()
    {
        this.folder.With("a.csv", $"{DropFolder.Header}\n{Row}").With("b.csv", $"{DropFolder.Header}\nE2,Employee,P2,2020-01-01,,Nurse,1,\n");

        var declared = await Pulled.AllAsync(this.folder.Connector(""" "Columns": [ { "Field": "person.login", "Source": "Net ID", "Optional": true } ] """));
        var usual = await Pulled.AllAsync(this.folder.Connector());

        Assert.That(declared.Notices.Select(notice => (notice.Code, notice.Message)), Is.EqualTo(new[] { ("LB5605", "The files of position_history have no \"Net ID\"; the fields are missing in every record.") }));
        Assert.That(usual.Notices, Is.Empty);
    }

    [TestCase("\uFEFF\n <!DOCTYPE html>\n<html lang=\"en\"><title>Sign in</title></html>\n", "an HTML page")]
    [TestCase("<html><body>Sign in</body></html>", "an HTML page")]
    [TestCase("<?xml version=\"1.0\"?><Report_Data/>", "an XML document")]
    public async Task A_page_that_was_saved_as_a_table_is_called_one(string content, string what)
    {
        this.folder.With("a.csv", content);
        var connector = this.folder.Connector();

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(connector));
        var check = await connector.CheckAsync(CancellationToken.None);

        Assert.That(problem?.Code, Is.EqualTo("LB5502"));
        Assert.That(problem?.Message, Does.Contain($"a.csv is {what}, not a table"));
        Assert.That(check.Findings.Select(finding => $"{finding.Advice}"), Has.Some.Contains(what));
    }

    [Test]
    public async Task A_declared_column_has_to_be_there_unless_it_is_optional()
    {
        this.folder.With("a.csv", $"{DropFolder.Header}\n{Row}");
        var strict = this.folder.Connector(""" "Columns": [ { "Field": "person.login", "Source": "Net ID" } ] """);
        var lenient = this.folder.Connector(""" "Columns": [ { "Field": "person.login", "Source": "Net ID", "Optional": true } ] """);

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(strict));
        var pulled = await Pulled.AllAsync(lenient);

        Assert.That(problem?.Message, Does.Contain("\"Net ID\""));
        Assert.That(pulled.Records.Single()["person.login"].IsMissing, Is.True);
    }

    [Test]
    public async Task No_file_is_a_failure_and_never_an_empty_stream()
    {
        var none = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(this.folder.Connector()));
        var nowhere = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(this.folder.Connector(directory: Path.Combine(this.folder.Path, "gone"))));
        var check = await this.folder.Connector(directory: Path.Combine(this.folder.Path, "gone")).CheckAsync(CancellationToken.None);

        Assert.That((none?.Code, nowhere?.Code), Is.EqualTo(("LB5501", "LB5501")));
        Assert.That(check.IsUsable, Is.False);
    }

    [Test]
    public async Task A_file_of_no_bytes_is_a_failure()
    {
        this.folder.With("a.csv", string.Empty);

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(this.folder.Connector()));

        Assert.That((problem?.Kind, problem?.Code), Is.EqualTo((FailureKind.Contract, "LB5502")));
    }

    [Test]
    public async Task A_header_without_rows_is_an_empty_complete_file()
    {
        this.folder.With("a.csv", $"{DropFolder.Header}\n");

        var pulled = await Pulled.AllAsync(this.folder.Connector());

        Assert.That(pulled.Records, Is.Empty);
        Assert.That(pulled.IsComplete, Is.True);
    }

    [Test]
    public async Task A_quote_that_is_never_closed_makes_the_file_partial()
    {
        this.folder.With("a.csv", $"{DropFolder.Header}\n{Row}E2,Employee,P1,2020-01-01,,\"Nurse,1,\n{Row}{Row}");

        var pulled = await Pulled.AllAsync(this.folder.Connector());

        Assert.That(pulled.Ends["a.csv"], Is.InstanceOf<PartitionEnd.Partial>());
    }

    [Test]
    public async Task A_file_that_changes_while_it_is_read_is_partial()
    {
        this.folder.With("a.csv", $"{DropFolder.Header}\n{string.Concat(Enumerable.Range(1, 50).Select(n => $"E{n},Employee,P1,2020-01-01,,Nurse,1,\n"))}");
        var connector = this.folder.Connector();
        PartitionEnd? end = null;
        await foreach (var batch in connector.PullAsync(Pulled.Request(connector, batchSize: 10), CancellationToken.None))
        {
            await File.AppendAllTextAsync(Path.Combine(this.folder.Path, "a.csv"), "E99,Employee");
            end = batch.End;
        }

        Assert.That(end, Is.InstanceOf<PartitionEnd.Partial>());
    }

    [Test]
    public async Task A_file_that_was_replaced_since_is_read_again_from_its_start()
    {
        this.folder.With("a.csv", $"{DropFolder.Header}\n{string.Concat(Enumerable.Range(1, 50).Select(n => $"E{n},Employee,P1,2020-01-01,,Nurse,1,\n"))}");
        var connector = this.folder.Connector();
        var pulled = new Pulled();
        await pulled.GoOnAsync(connector, Pulled.Request(connector, batchSize: 10), 2, CancellationToken.None);
        this.folder.With("a.csv", $"{DropFolder.Header}\nE7,Employee,P1,2020-01-01,,Nurse,1,\n");

        await pulled.GoOnAsync(connector, Pulled.Request(connector, pulled.Cursor), int.MaxValue, CancellationToken.None);

        Assert.That(pulled.Staged, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Text_in_another_encoding_is_refused_with_advice_and_read_when_it_is_declared()
    {
        this.folder.With("a.csv", Encoding.Latin1.GetBytes($"{DropFolder.Header}\nE1,Employee,P1,2020-01-01,,Infirmière,1,\n"));

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(this.folder.Connector()));
        var pulled = await Pulled.AllAsync(this.folder.Connector("\"Encoding\": \"windows-1252\""));

        Assert.That(problem?.Message, Does.Contain("windows-1252").And.Not.Contain("Infirm"));
        Assert.That(pulled.Records.Single()["position.business_title"].Text, Is.EqualTo("Infirmière"));
    }

    [Test]
    public async Task Two_columns_of_one_name_are_refused()
    {
        this.folder.With("a.csv", $"{DropFolder.Header},Start_Date\n{Row.TrimEnd()},2020-01-01\n");

        Assert.That((await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(this.folder.Connector())))?.Message, Does.Contain("two columns \"Start_Date\""));
    }

    [Test]
    public async Task A_restricted_column_is_read_only_where_a_mapping_names_it()
    {
        this.folder.With("a.csv", $"{DropFolder.Header}\nE1,Employee,P1,2020-01-01,2024-01-01,Nurse,1,Retired\n");
        var connector = this.folder.Connector();

        var without = await Pulled.AllAsync(connector);
        var with = await Pulled.AllAsync(connector, Pulled.Request(connector, restricted: "end_reason"));

        Assert.That(without.Records.Single()["end_reason"].IsMissing, Is.True);
        Assert.That(with.Records.Single()["end_reason"].Text, Is.EqualTo("Retired"));
    }

    [Test]
    public async Task Ids_keep_their_leading_zeros()
    {
        this.folder.With("a.csv", $"{DropFolder.Header}\n00123,Employee,=\"00045\",2020-01-01,,Nurse,1,\n");

        var record = (await Pulled.AllAsync(this.folder.Connector())).Records.Single();

        Assert.That((record["person.id"].Text, record["position.id"].Text), Is.EqualTo(("00123", "00045")));
    }

    [Test]
    public async Task OneRoster_files_are_read_by_declared_columns()
    {
        var folder = System.Text.Json.JsonSerializer.Serialize(Shared.Path("sources/data/banner/oneroster11"));
        var connector = SettingsOf.Right($$"""
            { "Kind": "Delimited", "QuietSeconds": 0, "Directory": {{folder}}, "Streams": {
                "oneroster_enrolments": { "Files": "enrollments.csv", "Key": [ "site.sourced_id" ], "Date": "site.ends", "Columns": [
                    { "Field": "site.sourced_id", "Source": "sourcedId" }, { "Field": "person.id", "Source": "userSourcedId" }, { "Field": "section.id", "Source": "classSourcedId" },
                    { "Field": "site.role", "Source": "role" }, { "Field": "site.primary", "Source": "primary", "Type": "bool", "Optional": true },
                    { "Field": "site.begins", "Source": "beginDate", "Type": "date" }, { "Field": "site.ends", "Source": "endDate", "Type": "date" } ] },
                "oneroster_users": { "Files": "users.csv", "Key": [ "person.id" ], "Columns": [
                    { "Field": "person.id", "Source": "sourcedId" }, { "Field": "person.given_name", "Source": "givenName" }, { "Field": "person.family_name", "Source": "familyName" },
                    { "Field": "person.email", "Source": "email" }, { "Field": "site.enabled", "Source": "enabledUser", "Type": "bool" } ] } } }
            """);

        var enrolments = await Pulled.AllAsync(connector, Pulled.Request(connector, stream: "oneroster_enrolments"));
        var users = await Pulled.AllAsync(connector, Pulled.Request(connector, stream: "oneroster_users"));

        var expected = (await File.ReadAllLinesAsync(Shared.Path("sources/data/banner/oneroster11/enrollments.csv"))).Count(line => line.Length > 0) - 1;
        Assert.That(enrolments.Records.Count(), Is.EqualTo(expected));
        Assert.That(enrolments.Rejected, Is.Empty);
        Assert.That(enrolments.Records.First()["site.ends"].Date, Is.EqualTo(new DateOnly(2020, 12, 18)));
        Assert.That(users.Records.First()["person.given_name"].Text, Is.EqualTo("Mary"));
        Assert.That(users.IsComplete, Is.True);
    }
}
