using System.Xml.Linq;
using LerBridge.Connectors.Workday;
using LerBridge.Connectors.Workday.Soap;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Records;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Workday;

internal sealed class WorkdaySoapTests : SandboxFixture
{
    private readonly FastTime time = new();

    [Test]
    public async Task Workers_have_the_same_running_positions_as_in_the_report()
    {
        var soap = await Pulled.AllAsync(this.Connector());
        var report = await Pulled.AllAsync(this.Report());
        string Told(SourceRecord row) => string.Join('|', new[] { "person.id", "person.login", "person.verified_email", "person.full_name", "worker.type", "position.id", "position.title", "position.business_title", "position.start", "position.end", "position.time_type", "position.weekly_hours", "job.code", "job.name", "job.family", "company.name", "company.id", "location.city", "location.country" }.Select(name => TextOf(row[name])));

        var running = report.Records.Select(Told).ToHashSet(StringComparer.Ordinal);

        Assert.That(soap.IsComplete, Is.True, string.Join("; ", soap.Ends.Values));
        Assert.That(soap.Records.Select(Told), Is.SubsetOf(running));
        Assert.That(soap.Records.Select(row => row["person.id"].Text).Distinct().Count(), Is.EqualTo(report.Records.Select(row => row["person.id"].Text).Distinct().Count()), "nobody is missing, former workers and future ones included");
    }

    [Test]
    public async Task Every_page_is_asked_for_as_of_the_same_moment_and_day()
    {
        var wire = new RecordingWire();

        var pulled = await Pulled.AllAsync(this.Connector(new SoapOptions { PageSize = 20, FutureDays = 0 }, wire));

        var asked = wire.Bodies.Where(body => body.Contains("<wd:Request_Criteria>", StringComparison.Ordinal)).Select(XElement.Parse).ToList();
        Assert.That(asked, Has.Count.EqualTo(6));
        Assert.That(asked.Select(body => Text(body, "As_Of_Entry_DateTime")).Distinct().Count(), Is.EqualTo(1));
        Assert.That(asked.Select(body => Text(body, "As_Of_Effective_Date")).Distinct(), Is.EqualTo(new[] { "2026-11-20" }));
        Assert.That(asked.Select(body => Text(body, "Page")), Is.EqualTo(new[] { "1", "2", "3", "4", "5", "6" }));
        Assert.That(pulled.Records.Select(row => row["person.id"].Text).Distinct().Count(), Is.GreaterThan(110));
    }

    [Test]
    public async Task Every_job_is_the_first_spell_of_its_position_without_being_counted()
    {
        var connector = this.Connector();

        var pulled = await Pulled.AllAsync(connector);

        Assert.That(connector.Streams.Single().Sequence, Is.Null);
        Assert.That(pulled.Records.Select(row => row["spell"]), Has.All.EqualTo(Value.Of(1)));
    }

    [Test]
    public async Task A_killed_pull_goes_on_as_of_the_moment_at_which_it_began()
    {
        var wire = new RecordingWire();
        var connector = this.Connector(new SoapOptions { PageSize = 20, FutureDays = 0 }, wire);
        var pulled = new Pulled();

        await pulled.GoOnAsync(connector, Pulled.Request(connector), 2, CancellationToken.None);
        await pulled.GoOnAsync(connector, Pulled.Request(connector, pulled.Cursor), int.MaxValue, CancellationToken.None);

        var asked = wire.Bodies.Where(body => body.Contains("<wd:Request_Criteria>", StringComparison.Ordinal)).Select(XElement.Parse).ToList();
        Assert.That(asked.Select(body => Text(body, "As_Of_Entry_DateTime")).Distinct().Count(), Is.EqualTo(1));
        Assert.That(asked.Select(body => Text(body, "Page")), Is.EqualTo(new[] { "1", "2", "3", "4", "5", "6" }));
        Assert.That(pulled.IsComplete, Is.True);
    }

    [Test]
    public async Task Pay_and_national_ids_are_not_asked_for_and_former_workers_are()
    {
        var wire = new RecordingWire();

        await Pulled.AllAsync(this.Connector(wire: wire));

        var request = XElement.Parse(wire.Bodies[0]);
        Assert.That(Text(request, "Include_Compensation"), Is.EqualTo("false"));
        Assert.That(Text(request, "Exclude_Inactive_Workers"), Is.EqualTo("false"));
        Assert.That(Text(request, "Include_Additional_Jobs"), Is.EqualTo("true"));
        Assert.That(Text(request, "Username"), Is.EqualTo("isu@demo"));
        Assert.That(wire.Headers[0], Does.Not.Contain("Authorization"));
    }

    [Test]
    public async Task Workers_who_will_be_hired_are_fetched_again_as_of_their_day()
    {
        var wire = new RecordingWire();

        var pulled = await Pulled.AllAsync(this.Connector(wire: wire));

        var ahead = pulled.Records.Where(row => row["position.start"].Date > new DateOnly(2026, 11, 20) && row["worker.hire_rescinded"].Bool != true).ToList();
        var again = wire.Bodies.Where(body => body.Contains("<wd:Request_References", StringComparison.Ordinal)).Select(XElement.Parse).ToList();
        Assert.That(ahead, Has.Count.EqualTo(4));
        Assert.That(again.Select(body => Text(body, "As_Of_Effective_Date")), Is.SupersetOf(ahead.Select(row => RecordCodec.TextOf(row["worker.hired"])).Distinct()));
    }

    [Test]
    public async Task What_was_typed_in_and_what_became_effective_are_two_questions()
    {
        var wire = new RecordingWire();
        var connector = this.Connector(new SoapOptions { Changes = true, FutureDays = 0 }, wire);
        var full = await Pulled.AllAsync(connector);
        this.Sandbox.Switches.WorkdayTypedIn = full.Records.First()["person.id"].Text;
        wire.Bodies.Clear();

        var changes = await Pulled.AllAsync(connector, Pulled.Request(connector) with { Live = full.Cursor });

        var asked = wire.Bodies.Select(XElement.Parse).ToList();
        Assert.That(asked, Has.Count.EqualTo(2));
        Assert.That((Text(asked[0], "Updated_From") is not null, Text(asked[0], "Effective_From")), Is.EqualTo((true, (string?)null)));
        Assert.That((Text(asked[1], "Effective_From") is not null, Text(asked[1], "Updated_From")), Is.EqualTo((true, (string?)null)));
        Assert.That(changes.Records.Select(row => row["person.id"].Text).Distinct(), Does.Contain(this.Sandbox.Switches.WorkdayTypedIn));
        Assert.That(changes.Ends.Values.Single(), Is.InstanceOf<PartitionEnd.Partial>(), "what did not change is not gone");
    }

    [Test]
    public async Task Whoever_asks_for_everything_gets_everybody()
    {
        var connector = this.Connector(new SoapOptions { Changes = true });
        var full = await Pulled.AllAsync(connector);

        var everything = await Pulled.AllAsync(connector, Pulled.Request(connector) with { Live = full.Cursor, Everything = true });

        Assert.That((everything.IsComplete, everything.Records.Count()), Is.EqualTo((true, full.Records.Count())));
        Assert.That(everything.Staged, Is.EqualTo(full.Staged));
    }

    [Test]
    public async Task After_a_week_of_changes_everybody_is_read_again()
    {
        var connector = this.Connector(new SoapOptions { Changes = true, FullEveryDays = 7 });
        var full = await Pulled.AllAsync(connector);
        var old = WorkersCursor.Live(full.Cursor);
        var aged = WorkersCursor.Done(old with { Until = this.time.GetUtcNow().AddDays(-1), Full = this.time.GetUtcNow().AddDays(-7) });

        var again = await Pulled.AllAsync(connector, Pulled.Request(connector) with { Live = aged });

        Assert.That(again.IsComplete, Is.True);
        Assert.That(again.Staged, Is.EqualTo(full.Staged));
    }

    [Test]
    public async Task A_hidden_section_of_jobs_is_partial_and_names_the_domain()
    {
        this.Sandbox.Switches.WorkdayHiddenSections = "Employment_Data";

        var pulled = await Pulled.AllAsync(this.Connector());

        var end = pulled.Ends.Values.Single() as PartitionEnd.Partial;
        Assert.That(pulled.Records, Is.Empty);
        Assert.That(end?.Reason, Does.Contain("Worker Data: Current Staffing Information"));
        Assert.That(pulled.Notices.Select(notice => notice.Code), Does.Contain("LB5402"));
    }

    [Test]
    public async Task A_lost_section_makes_its_fields_unread_and_not_empty()
    {
        var before = await Pulled.AllAsync(this.Connector());
        this.Sandbox.Switches.WorkdayHiddenSections = "Name_Data";

        var pulled = await Pulled.AllAsync(this.Connector(), Pulled.Request(this.Connector()) with { Live = before.Cursor });

        Assert.That(pulled.Batches[^1].Unread.Select(field => field.Field), Is.EquivalentTo(new[] { "person.full_name", "person.given_name", "person.family_name" }));
        Assert.That(pulled.Notices.Select(notice => notice.Code), Does.Contain("LB5205"));
    }

    [Test]
    public async Task The_check_names_the_domain_of_a_hidden_section()
    {
        this.Sandbox.Switches.WorkdayHiddenSections = "Contact_Data,Employment_Data";

        var report = await this.Connector().CheckAsync(CancellationToken.None);

        Assert.That(report.IsUsable, Is.False);
        Assert.That(report.Findings.Where(finding => finding.Result != FindingResult.Yes).Select(finding => finding.Advice), Has.Some.Contains("Work Contact Information").And.Some.Contains("Current Staffing Information"));
    }

    [Test]
    public async Task Totals_ids_and_flags_are_understood_in_every_form()
    {
        var plain = await Pulled.AllAsync(this.Connector());
        this.Sandbox.Switches.WorkdayDecimalTotals = true;
        this.Sandbox.Switches.WorkdayTurnsIdsRound = true;
        this.Sandbox.Switches.WorkdayFlagsAsWords = true;

        var other = await Pulled.AllAsync(this.Connector());

        Assert.That(other.IsComplete, Is.True);
        Assert.That(other.Staged, Is.EqualTo(plain.Staged));
    }

    [Test]
    public async Task The_profile_that_is_over_does_not_overwrite_the_one_that_counts()
    {
        var plain = await Pulled.AllAsync(this.Connector());
        var person = plain.Records.First(row => row["worker.active"].Bool == true)["person.id"].Text;
        this.Sandbox.Switches.WorkdayConverted = person;

        var pulled = await Pulled.AllAsync(this.Connector());

        var rows = pulled.Records.Where(row => row["person.id"].Text == person).ToList();
        Assert.That(rows, Is.Not.Empty);
        Assert.That(rows.TrueForAll(row => row["worker.type"].Text == "employee" && row["worker.active"].Bool == true), Is.True);
    }

    [Test]
    public async Task Fewer_workers_than_counted_are_partial()
    {
        using var server = new StubServer();
        server.On("/Human_Resources/", () => StubServer.Reply(System.Net.HttpStatusCode.OK, Envelope("<wd:Response_Results><wd:Total_Results>5</wd:Total_Results><wd:Total_Pages>1</wd:Total_Pages></wd:Response_Results><wd:Response_Data>" + Worker() + "</wd:Response_Data>"), "text/xml"));

        var pulled = await Pulled.AllAsync(Over(server));

        Assert.That((pulled.Ends.Values.Single() as PartitionEnd.Partial)?.Reason, Does.Contain("4 workers more"));
        Assert.That(pulled.Records.Count(), Is.EqualTo(1));
    }

    [TestCase("Client.validationError", FailureKind.Contract, "LB5115", 1)]
    [TestCase("Client.authenticationError", FailureKind.Credentials, "LB5103", 1)]
    [TestCase("Server.processingError", FailureKind.Transient, "LB5107", 6)]
    public async Task A_fault_with_status_500_is_told_apart(string fault, FailureKind kind, string code, int requests)
    {
        using var server = new StubServer();
        server.On("/Human_Resources/", () => StubServer.Reply(System.Net.HttpStatusCode.InternalServerError, $"<SOAP-ENV:Fault xmlns:SOAP-ENV=\"http://schemas.xmlsoap.org/soap/envelope/\"><faultcode>SOAP-ENV:{fault}</faultcode><faultstring>Maria Lopez</faultstring></SOAP-ENV:Fault>", "text/xml"));

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(Over(server)));

        Assert.That((problem?.Kind, problem?.Code), Is.EqualTo((kind, code)));
        Assert.That(server.Requests, Has.Count.EqualTo(requests));
        Assert.That(problem?.ToString(), Does.Not.Contain("Lopez"));
    }

    [Test]
    public async Task A_status_500_of_too_many_requests_is_throttling()
    {
        this.Sandbox.Break(SandboxSite.Workday, new SandboxFault(SandboxFaultKind.Throttle) { Path = "Human_Resources", Times = 7 });

        var pulled = await Pulled.AllAsync(this.Connector());

        Assert.That(pulled.IsComplete, Is.True, "more often than a failing server is asked again");
    }

    [TestCase("")]
    [TestCase("<a/>")]
    [TestCase("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>")]
    public async Task An_answer_that_is_no_response_is_never_an_empty_one(string body)
    {
        using var server = new StubServer();
        server.On("/Human_Resources/", () => StubServer.Reply(System.Net.HttpStatusCode.OK, body, "text/xml"));

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(Over(server)));

        Assert.That(problem?.Kind, Is.EqualTo(FailureKind.Contract));
    }

    [Test]
    public async Task No_workers_at_all_is_told()
    {
        using var server = new StubServer();
        server.On("/Human_Resources/", () => StubServer.Reply(System.Net.HttpStatusCode.OK, Envelope("<wd:Response_Results><wd:Total_Results>0</wd:Total_Results></wd:Response_Results>"), "text/xml"));

        var pulled = await Pulled.AllAsync(Over(server));

        Assert.That(pulled.IsComplete, Is.True);
        Assert.That(pulled.Notices.Single().Code, Is.EqualTo("LB5401"));
    }

    [Test]
    public void The_recorded_response_is_read()
    {
        var body = File.ReadAllBytes(LerBridge.Tests.Shared.Path("sources/data/workday/treestryder_get_workers_response.xml"));

        var page = SoapReply.Read("text/xml", body);
        var worker = new WorkerReader(PositionHistory.Default, new HashSet<string>()).Read(page.Workers.Single(), new DateOnly(2016, 1, 1));

        Assert.That((page.TotalPages, page.TotalResults), Is.EqualTo((1, 1)));
        Assert.That((worker.WorkerId, worker.Wid, worker.HasSection), Is.EqualTo(("1", "00000000000000000000000000000000", false)), "its jobs have no Position_Data");
        Assert.That(worker.Sights, Does.Contain((WorkerSight.Contact, true)).And.Contains((WorkerSight.Names, true)).And.Contains((WorkerSight.Jobs, false)));
    }

    [Test]
    public void The_recorded_fault_is_a_refused_request()
    {
        var body = File.ReadAllBytes(LerBridge.Tests.Shared.Path("sources/data/workday/treestryder_soap_validation_fault.xml"));

        var rules = new WorkdayRules(null, null);
        using var response = new HttpResponseMessage();

        Assert.That(rules.Judge(System.Net.HttpStatusCode.InternalServerError, response.Headers, body), Is.EqualTo(LerBridge.Connectors.Shared.FailureReason.Rejected));
        Assert.That(() => SoapReply.Read("text/xml", body), Throws.InstanceOf<LerBridge.Connectors.Shared.RequestFailedException>());
    }

    [TestCase("0", "2020-01-31-08:00", null, ExpectedResult = null, TestName = "A_rescinded_termination_leaves_no_end")]
    [TestCase("1", "2020-01-31-08:00", null, ExpectedResult = "2020-01-31", TestName = "A_termination_ends_the_position")]
    [TestCase("0", "2099-01-31-08:00", null, ExpectedResult = null, TestName = "Notice_given_does_not_end_the_position")]
    [TestCase("1", "2020-01-31-08:00", "2020-01-15-08:00", ExpectedResult = "2020-01-15", TestName = "The_position_has_its_own_end")]
    public string? Ends(string terminated, string on, string? end)
    {
        var worker = XElement.Parse(Worker($"<wd:Worker_Status_Data><wd:Terminated>{terminated}</wd:Terminated><wd:Termination_Date>{on}</wd:Termination_Date></wd:Worker_Status_Data>", end).Replace("<wd:Worker>", "<wd:Worker xmlns:wd=\"urn:com.workday/bsvc\">", StringComparison.Ordinal));

        var row = new WorkerReader(PositionHistory.Default, new HashSet<string>()).Read(worker, new DateOnly(2026, 11, 20)).Rows.Single().Record;

        return TextOf(row["position.end"]);
    }

    [Test]
    public void A_hire_that_the_log_takes_back_is_rescinded()
    {
        var worker = XElement.Parse(("<wd:Worker><wd:Worker_Reference><wd:ID wd:type=\"WID\">w</wd:ID><wd:ID wd:type=\"Employee_ID\">1</wd:ID></wd:Worker_Reference><wd:Worker_Data><wd:Transaction_Log_Entry_Data><wd:Transaction_Log_Entry><wd:Transaction_Log_Data>"
            + "<wd:Transaction_Effective_Moment>2026-12-01T00:00:00.000-08:00</wd:Transaction_Effective_Moment><wd:Transaction_Log_Type_Reference><wd:ID wd:type=\"Business_Process_Type\">Hire Employee</wd:ID></wd:Transaction_Log_Type_Reference><wd:Is_Rescind_Or_Rescinded>1</wd:Is_Rescind_Or_Rescinded>"
            + "</wd:Transaction_Log_Data></wd:Transaction_Log_Entry></wd:Transaction_Log_Entry_Data></wd:Worker_Data></wd:Worker>").Replace("<wd:Worker>", "<wd:Worker xmlns:wd=\"urn:com.workday/bsvc\">", StringComparison.Ordinal));

        var read = new WorkerReader(PositionHistory.Default, new HashSet<string>()).Read(worker, new DateOnly(2026, 11, 20));

        Assert.That((read.IsRescindedAway, read.HireAhead), Is.EqualTo((true, (DateOnly?)null)));
    }

    private static string? TextOf(Value value) => value.IsMissing ? null : RecordCodec.TextOf(value);

    private static string? Text(XElement root, string name) => root.Descendants().FirstOrDefault(one => one.Name.LocalName == name)?.Value;

    private static string Worker(string status = "", string? end = null) =>
        "<wd:Worker><wd:Worker_Reference><wd:ID wd:type=\"Employee_ID\">1</wd:ID><wd:ID wd:type=\"WID\">w1</wd:ID></wd:Worker_Reference><wd:Worker_Data><wd:Worker_ID>1</wd:Worker_ID><wd:Employment_Data><wd:Worker_Job_Data wd:Primary_Job=\"1\"><wd:Position_Data>"
        + $"<wd:Position_ID>P-1</wd:Position_ID><wd:Start_Date>2016-03-01-08:00</wd:Start_Date>{(end is null ? "" : $"<wd:End_Date>{end}</wd:End_Date>")}</wd:Position_Data></wd:Worker_Job_Data>{status}</wd:Employment_Data></wd:Worker_Data></wd:Worker>";

    private static string Envelope(string inside) =>
        $"<env:Envelope xmlns:env=\"http://schemas.xmlsoap.org/soap/envelope/\"><env:Body><wd:Get_Workers_Response xmlns:wd=\"urn:com.workday/bsvc\">{inside}</wd:Get_Workers_Response></env:Body></env:Envelope>";

    private static WorkdayConnector Over(StubServer server) => new(
        "hr",
        new WorkdayOptions { BaseUrl = new Uri("https://w.example"), Tenant = "demo", Username = "isu", Password = new Secret("p<ä&ss"), Soap = new SoapOptions { FutureDays = 0 } },
        new ConnectorServices(new FastTime(), NullLoggerFactory.Instance),
        server);

    private WorkdayConnector Connector(SoapOptions? soap = null, HttpMessageHandler? wire = null) => new(
        "hr",
        new WorkdayOptions { BaseUrl = this.Sandbox.WorkdayUrl, Tenant = "demo", Username = "isu", Password = new Secret(this.Sandbox.Options.WorkdayPassword), Soap = soap ?? new SoapOptions() },
        new ConnectorServices(this.time, NullLoggerFactory.Instance),
        wire);

    private WorkdayConnector Report() => new(
        "hr",
        new WorkdayOptions { BaseUrl = this.Sandbox.WorkdayUrl, Username = "isu", Password = new Secret(this.Sandbox.Options.WorkdayPassword), Reports = [new WorkdayReport(WorkdayContractTests.Positions, this.Sandbox.WorkdayReportPath, ReportFormat.Csv)] },
        new ConnectorServices(this.time, NullLoggerFactory.Instance));
}
