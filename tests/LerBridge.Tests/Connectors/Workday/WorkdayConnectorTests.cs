using System.Net;
using System.Text.Json;
using LerBridge.Connectors.Columns;
using LerBridge.Connectors.Workday;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Records;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Sandbox;
using LerBridge.Tests.Pipeline;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Workday;

[TestFixture]
internal sealed class WorkdayConnectorTests
{
    [Test]
    public async Task A_date_with_a_zone_stays_the_day_that_it_names()
    {
        var record = (await Pulled.AllAsync(Over("""{"Report_Entry":[{"Employee_ID":"1","Worker_Type":"Employee","Position_ID":"P","Start_Date":"2021-04-28-07:00","Hire_Date":"2016-01-02T23:44:56.854-08:00","Primary_Job":"1","Active":"0","FTE":"0.5","End_Date":""}]}"""))).Records.Single();

        Assert.That(record["position.start"].Date, Is.EqualTo(new DateOnly(2021, 4, 28)));
        Assert.That(record["worker.hired"].Date, Is.EqualTo(new DateOnly(2016, 1, 2)));
        Assert.That((record["position.primary"].Bool, record["worker.active"].Bool, record["position.fte"].Number), Is.EqualTo((true, false, 0.5m)));
        Assert.That(record["position.end"].IsMissing, Is.True);
        Assert.That(record["spell"].IsMissing, Is.True, "the run counts the spells");
    }

    [Test]
    public async Task An_unknown_kind_of_worker_is_other_and_told_once()
    {
        var pulled = await Pulled.AllAsync(Over("""{"Report_Entry":[{"Employee_ID":"1","Worker_Type":"Volunteer","Position_ID":"P","Start_Date":"2021-04-28"},{"Employee_ID":"2","Worker_Type":"Guest","Position_ID":"P","Start_Date":"2021-04-28"}]}"""));

        Assert.That(pulled.Records.Select(record => record["worker.type"].Text), Is.EqualTo(new[] { "other", "other" }));
        Assert.That(pulled.Notices.Count(notice => notice.Code == "LB5604"), Is.EqualTo(1));
    }

    [TestCase("{}")]
    [TestCase("""{"Report_Entry":[]}""")]
    public async Task An_empty_report_is_complete_and_told(string body)
    {
        var pulled = await Pulled.AllAsync(Over(body));

        Assert.That(pulled.IsComplete, Is.True);
        Assert.That(pulled.Notices.Single().Code, Is.EqualTo("LB5401"));
    }

    [Test]
    public async Task A_required_column_that_no_row_has_stops_the_stream_before_any_row()
    {
        var connector = Over("""{"Report_Entry":[{"Employee_ID":"1","Worker_Type":"Employee","Position":"P","Start_Date":"2021-04-28"}]}""");
        var pulled = new Pulled();

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => pulled.GoOnAsync(connector, Pulled.Request(connector), int.MaxValue, CancellationToken.None));

        Assert.That(pulled.Batches, Is.Empty);
        Assert.That((problem?.Kind, problem?.Code), Is.EqualTo((FailureKind.Contract, "LB5601")));
        Assert.That(problem?.Message, Does.Contain("\"Position_ID\" (field position.id, part of the key)").And.Not.Contain("Start_Date"));
    }

    [Test]
    public async Task A_column_taken_out_of_the_report_is_noticed_before_the_first_row_of_many()
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions(), CancellationToken.None);
        sandbox.Switches.WorkdayMissingColumns = "Position_ID, Job_Family";
        foreach (var csv in new[] { false, true })
        {
            var pulled = new Pulled();
            var connector = Over(sandbox, csv);

            var request = Pulled.Request(connector, batchSize: 10) with { ReadFields = new Dictionary<string, string> { ["position.id"] = "mappings/workday-employment.yaml:31:9" } };

            var problem = await Assert.ThrowsAsync<ConnectorException>(() => pulled.GoOnAsync(connector, request, int.MaxValue, CancellationToken.None));
            var check = await connector.CheckAsync(CancellationToken.None);

            Assert.That(problem?.Message, Does.Contain("\"Position_ID\" (field position.id, part of the key, which mappings/workday-employment.yaml:31:9 reads)").And.Not.Contain("Job_Family"));
            Assert.That(pulled.Batches, Is.Empty);
            Assert.That(check.IsUsable, Is.False);
        }
    }

    [Test]
    public async Task Both_formats_of_a_report_give_the_same_records()
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions(), CancellationToken.None);

        var json = await Pulled.AllAsync(Over(sandbox, csv: false));
        var csv = await Pulled.AllAsync(Over(sandbox, csv: true));

        Assert.That(json.Staged, Is.EqualTo(csv.Staged));
        Assert.That(json.Staged, Has.Count.GreaterThan(100));
    }

    [Test]
    public async Task Pay_birth_and_rating_are_not_read_and_a_reason_only_where_a_mapping_names_it()
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions(), CancellationToken.None);
        var connector = Over(sandbox, csv: false);

        var without = await Pulled.AllAsync(connector);
        var with = await Pulled.AllAsync(connector, Pulled.Request(connector, restricted: "end_reason"));

        Assert.That(without.Records.Any(record => !record["end_reason"].IsMissing), Is.False);
        Assert.That(with.Records.Any(record => !record["end_reason"].IsMissing), Is.True);
        Assert.That(connector.Streams[0].Fields.Select(field => field.Tags & (FieldTags.Pay | FieldTags.Birth | FieldTags.Rating)), Is.All.EqualTo(FieldTags.None));
    }

    [Test]
    public async Task A_locked_account_is_asked_once()
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions(), CancellationToken.None);
        sandbox.Switches.WorkdayAccountLocked = true;

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(Over(sandbox, csv: false)));

        Assert.That(problem?.Kind, Is.EqualTo(FailureKind.Credentials));
        Assert.That(sandbox.Counters(SandboxSite.Workday).Requests, Is.EqualTo(1));
    }

    [Test]
    public async Task A_wrong_password_that_comes_back_as_500_is_not_tried_again()
    {
        var server = new StubServer().On("/r", () => StubServer.Reply(HttpStatusCode.InternalServerError, "<f><faultcode>SOAP-ENV:Client.authenticationError</faultcode>invalid username or password</f>", "text/xml"));

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(Over(server)));

        Assert.That(problem?.Kind, Is.EqualTo(FailureKind.Credentials));
        Assert.That(server.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_500_that_means_too_many_requests_is_tried_again()
    {
        var server = new StubServer().On("/r", () => StubServer.Reply(HttpStatusCode.InternalServerError, "processing error"), () => StubServer.Reply(HttpStatusCode.OK, "{}"));

        Assert.That((await Pulled.AllAsync(Over(server))).IsComplete, Is.True);
    }

    [Test]
    public async Task The_format_is_asked_for_and_the_user_is_sent_as_settings_spell_it()
    {
        var server = new StubServer().Json("/r", "{}");

        await Pulled.AllAsync(Over(server));

        Assert.That(server.Paths.Single(), Is.EqualTo("/r?Prompt=1&format=json"));
        Assert.That(server.Requests[0].Headers.Authorization?.ToString(), Is.EqualTo("Basic " + Convert.ToBase64String("isu@demo:p\u00e4ss"u8)));
    }

    [Test]
    public async Task A_report_that_breaks_off_every_time_fails_in_the_end()
    {
        var server = new StubServer().Json("/r", """{"Report_Entry":[{"Employee_ID":"1","Worker_Type":"Employee","Position_ID":"P","Start_Date":"2021-04-28"},""");

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(Over(server)));

        Assert.That((problem?.Kind, problem?.Code), Is.EqualTo((FailureKind.Transient, "LB5108")));
        Assert.That(server.Requests, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task A_report_that_broke_off_starts_its_partition_again()
    {
        var row = """{"Employee_ID":"1","Worker_Type":"Employee","Position_ID":"P","Start_Date":"2021-04-28"}""";
        var many = string.Join(',', Enumerable.Range(1, 400).Select(n => row.Replace("\"1\"", $"\"{n}\"", StringComparison.Ordinal)));
        var server = new StubServer().On("/r", () => StubServer.Reply(HttpStatusCode.OK, $$"""{"Report_Entry":[{{many}},"""), () => StubServer.Reply(HttpStatusCode.OK, $$"""{"Report_Entry":[{{row}}]}"""));
        var connector = Over(server);

        var pulled = await Pulled.AllAsync(connector, Pulled.Request(connector, batchSize: 50));

        Assert.That(pulled.Batches.Count(batch => batch.Restarts), Is.EqualTo(1));
        Assert.That(pulled.Staged, Has.Count.EqualTo(1), "what was staged of the broken answer is forgotten");
    }

    [Test]
    public async Task Recorded_report_rows_are_read_by_declared_columns()
    {
        var body = await File.ReadAllTextAsync(Shared.Path("sources/data/workday/faros_customreports.json"));

        var records = (await Pulled.AllAsync(Over(new StubServer().Json("/r", body), Declared, csv: false))).Records.ToList();

        Assert.That(records.Select(record => (record["site.a"].Text, record["site.c"].Number)), Is.EqualTo(new[] { ("B", 3m), ("D", 4m) }));
    }

    [Test]
    public async Task Recorded_csv_is_read_by_the_same_columns()
    {
        using var wrapper = JsonDocument.Parse(await File.ReadAllTextAsync(Shared.Path("sources/data/workday/faros_customreports_csv.json")));
        var server = new StubServer().On("/r", () => StubServer.Reply(HttpStatusCode.OK, wrapper.RootElement.GetProperty("data").GetString() ?? string.Empty, "text/csv"));

        var records = (await Pulled.AllAsync(Over(server, Declared, csv: true))).Records.ToList();

        Assert.That(records.Select(record => (record["site.a"].Text, record["site.c"].Number)), Is.EqualTo(new[] { ("B", 3m), ("D", 4m) }));
    }

    [TestCase("faros_stream_v1.jsonl")]
    [TestCase("faros_stream_v3.jsonl")]
    [TestCase("faros_stream_many_records_per_employee.jsonl")]
    public async Task Recorded_workers_with_several_rows_each_are_read(string file)
    {
        var rows = (await File.ReadAllLinesAsync(Shared.Path($"sources/data/workday/{file}")))
            .Where(line => line.Length > 0)
            .Select(line => JsonDocument.Parse(line).RootElement.TryGetProperty("record", out var record) ? record.GetProperty("data").GetRawText() : null)
            .OfType<string>()
            .ToList();
        var set = Set("workers", """
            "Key": [ "person.id", "site.manager", "site.team" ], "Columns": [ { "Field": "person.id", "Source": "Employee_ID" }, { "Field": "person.full_name", "Source": "Full_Name" },
            { "Field": "site.manager", "Source": "Manager_ID", "Optional": true }, { "Field": "site.team", "Source": "Team_ID", "Optional": true },
            { "Field": "site.started", "Source": "Start_Date", "Type": "date", "Optional": true }, { "Field": "site.left", "Source": "Termination_Date", "Type": "date", "Optional": true } ]
            """);

        var pulled = await Pulled.AllAsync(Over(new StubServer().Json("/r", $$"""{"Report_Entry":[{{string.Join(',', rows)}}]}"""), set, csv: false));

        Assert.That(rows, Has.Count.GreaterThan(2));
        Assert.That(pulled.Records.Count() + pulled.Rejected.Count(), Is.EqualTo(rows.Count));
        Assert.That(pulled.Records.Count(record => record["site.started"].Kind == ValueKind.Date), Is.GreaterThan(1));
    }

    [TestCase("Business_Title")]
    [TestCase("Company")]
    [TestCase("Time_Type, Job_Profile_ID")]
    public async Task A_column_that_is_lost_changes_nothing_that_was_issued_and_is_told_with_the_place_that_reads_it(string columns)
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions(), CancellationToken.None);
        foreach (var csv in new[] { false, true })
        {
            sandbox.Switches.WorkdayMissingColumns = string.Empty;
            await using var driver = await ShippedNight.StartAsync("workday-employment", Over(sandbox, csv, "workday"));
            var first = await driver.NightAsync();
            driver.Registry.Received.Clear();
            sandbox.Switches.WorkdayMissingColumns = columns;

            var without = await driver.NightAsync();
            sandbox.Switches.WorkdayMissingColumns = string.Empty;
            var again = await driver.NightAsync();

            using (Assert.EnterMultipleScope())
            {
                Assert.That(first.Run.Counts.New, Is.GreaterThan(50));
                Assert.That(Touched(without.Run.Counts), Is.Zero, "without");
                Assert.That(without.Problems.Select(problem => problem.Code), Does.Contain("LB3107"));
                var column = columns.Split(", ")[0];
                Assert.That(without.Notices.Where(notice => notice.Code == "LB5607" && notice.Message.Contains($"\"{column}\"", StringComparison.Ordinal)).Select(notice => notice.Message), Has.One.Contains("workday-employment.yaml:"));
                Assert.That(Touched(again.Run.Counts), Is.Zero, "again");
                Assert.That(again.Run.Counts.Unchanged, Is.EqualTo(first.Run.Counts.New));
                Assert.That(driver.Registry.Received, Is.Empty);
            }
        }
    }

    [Test]
    public async Task A_column_that_the_mapping_reads_is_told_by_report_column_and_place_and_the_others_are_not()
    {
        var connector = Over(OneRow);

        var pulled = await Pulled.AllAsync(connector, Pulled.Request(connector) with { ReadFields = new Dictionary<string, string> { ["position.business_title"] = "mappings/workday-employment.yaml:29:9" } });
        var later = await Pulled.AllAsync(connector, Pulled.Request(connector) with { ReadFields = new Dictionary<string, string> { ["position.business_title"] = "m.yaml:29:9" }, Live = new SourceCursor(1, "all|position.business_title") });

        Assert.That(pulled.Notices.Single(notice => notice.Code == "LB5607").Message, Is.EqualTo("The report of position_history has no \"Business_Title\", which mappings/workday-employment.yaml:29:9 reads as position.business_title."));
        Assert.That(pulled.Notices.Select(notice => notice.Code), Has.None.EqualTo("LB5605"), "nobody asked for the other columns");
        Assert.That(pulled.Batches[^1].Unread, Is.Empty, "what was never there is not lost");
        Assert.That(later.Notices.Single(notice => notice.Code == "LB5607").Message, Does.Contain("no longer has \"Business_Title\""));
        Assert.That(later.Batches[^1].Unread.Select(field => (field.Field, field.HoldsNew)), Is.EqualTo(new[] { ("position.business_title", false) }));
        Assert.That(later.Cursor?.Text, Does.Contain("position.business_title"), "so that the next run still knows");
    }

    [Test]
    public async Task An_empty_report_forgets_no_column()
    {
        var connector = Over("{}");

        var pulled = await Pulled.AllAsync(connector, Pulled.Request(connector) with { Live = new SourceCursor(1, "all|position.title") });

        Assert.That((pulled.Cursor?.Text, pulled.Batches[^1].Unread.Count), Is.EqualTo(("all|position.title", 0)));
    }

    [TestCase("\"First_Name\":\"Ada\",\"Last_Name\":\"Byron\"", "Ada Byron")]
    [TestCase("\"Last_Name\":\"Sukarno\"", "Sukarno")]
    [TestCase("\"Full_Name\":\"Dr. Ada King\",\"First_Name\":\"Ada\",\"Last_Name\":\"Byron\"", "Dr. Ada King")]
    [TestCase("\"Full_Name\":null,\"First_Name\":\"Ada\",\"Last_Name\":\" \"", "Ada")]
    public async Task A_full_name_is_put_together_where_the_report_has_none(string names, string expected)
    {
        var record = (await Pulled.AllAsync(Over(OneRow.Replace("\"Worker_Type\"", names + ",\"Worker_Type\"", StringComparison.Ordinal)))).Records.Single();

        Assert.That(record["person.full_name"].Text, Is.EqualTo(expected));
    }

    [Test]
    public async Task A_full_name_whose_parts_are_there_is_not_gone()
    {
        var connector = Over(OneRow.Replace("\"Worker_Type\"", "\"First_Name\":\"Ada\",\"Last_Name\":\"Byron\",\"Worker_Type\"", StringComparison.Ordinal));
        var request = Pulled.Request(connector) with { ReadFields = new Dictionary<string, string> { ["person.full_name"] = "m.yaml:1:1" }, Live = new SourceCursor(1, "all|person.full_name") };

        var composed = await Pulled.AllAsync(connector, request);
        var gone = await Pulled.AllAsync(Over(OneRow), request);

        Assert.That(composed.Notices, Is.Empty);
        Assert.That(composed.Batches[^1].Unread.Select(field => (field.Field, field.HoldsNew)), Is.EqualTo(new[] { ("person.full_name", false) }), "a name that is made otherwise than before is still held");
        Assert.That(gone.Notices.Single().Code, Is.EqualTo("LB5607"));
    }

    [TestCase("", "before the first row ends")]
    [TestCase("""{"Employee_ID":"1"},{"Employee_ID":"2"},""", "after row 2")]
    public async Task JSON_that_stops_making_sense_is_told_by_the_rows_before_it(string rows, string where)
    {
        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(Over($$"""{"Report_Entry":[{{rows}}{"Employee_ID":::}]}""")));

        Assert.That(problem?.Message, Does.Contain(where).And.Not.Contain("line 0"));
    }

    private const string OneRow = """{"Report_Entry":[{"Employee_ID":"1","Worker_Type":"Employee","Position_ID":"P","Start_Date":"2021-04-28"}]}""";

    private static long Touched(LerBridge.Core.Ledger.RunCounts counts) =>
        counts.New + counts.Corrected + counts.Withdrawn + counts.AbsentKept + counts.AbsentHeld + counts.AbsentWithdrawn;

    private static ColumnSet Declared { get; } = Set("letters", """ "Key": [ "site.a" ], "Columns": [ { "Field": "site.a", "Source": "A" }, { "Field": "site.foo", "Source": "foo" }, { "Field": "site.c", "Source": "C", "Type": "whole" } ] """);

    private static ColumnSet Positions { get; } = new(PositionHistory.Default, [.. PositionHistory.Defaults.Select(column => new Column(column.Field, column.Alias, !column.Field.Optional))]);

    // Settings are read by the connector's own reader; only the wire is ours.
    private static ColumnSet Set(string stream, string settings)
    {
        var folder = Directory.CreateTempSubdirectory("ler-report-");
        try
        {
            var file = Path.Combine(folder.FullName, "s.json");
            File.WriteAllText(file, $$"""{ "LerBridge": { "Report": { {{settings}} } } }""");
            var document = SettingsDocument.Load(file, new System.Collections.Hashtable());
            var set = ColumnSettings.Read(stream, document.Root.Section("Report") ?? document.Root);
            document.Finish();
            return set ?? throw new InvalidOperationException("The columns are wrong.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static WorkdayConnector Over(string body) => Over(new StubServer().Json("/r", body));

    private static WorkdayConnector Over(StubServer server) => Over(server, Positions, csv: false);

    private static WorkdayConnector Over(StubServer server, ColumnSet set, bool csv) => new(
        "hr",
        new WorkdayOptions { BaseUrl = new Uri("https://w.example"), Username = "isu@demo", Password = new Secret("päss"), Reports = [new WorkdayReport(set, "/r?Prompt=1", csv ? ReportFormat.Csv : ReportFormat.Json)] },
        new ConnectorServices(new FastTime(), NullLoggerFactory.Instance),
        server);

    private static WorkdayConnector Over(SandboxHost sandbox, bool csv, string name = "hr") => new(
        name,
        new WorkdayOptions { BaseUrl = sandbox.WorkdayUrl, Username = "isu", Password = new Secret(sandbox.Options.WorkdayPassword), Reports = [new WorkdayReport(Positions, sandbox.WorkdayReportPath, csv ? ReportFormat.Csv : ReportFormat.Json)] },
        new ConnectorServices(new FastTime(), NullLoggerFactory.Instance));
}
