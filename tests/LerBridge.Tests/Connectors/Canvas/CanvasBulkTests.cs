using LerBridge.Connectors.Canvas;
using LerBridge.Connectors.Canvas.Bulk;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Records;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Canvas;

internal sealed class CanvasBulkTests : SandboxFixture
{
    private readonly FastTime time = new(200);

    protected override void Prepare(SandboxHost started) => started.Switches.CanvasHidesRateLimit = true;

    [Test]
    public async Task Reports_say_the_same_of_every_enrolment_as_the_courses_themselves()
    {
        string[] fields = ["course.id", "person.id", "person.sis_id", "person.login", "person.full_name", "enrolment.state", "grade.letter", "grade.score", "grade.overridden", "section.ids", "section.names", "term.name", "course.concluded"];
        string Told(SourceRecord row) => string.Join('|', fields.Select(name => row[name].IsMissing ? "" : row[name].Kind == ValueKind.TextList ? string.Join(',', row[name].TextList.Order(StringComparer.Ordinal)) : RecordCodec.TextOf(row[name])));

        var courses = await Pulled.AllAsync(this.Connector(bulk: null));
        var reports = await Pulled.AllAsync(this.Connector());

        // the dates of an enrolment itself are in no report
        var own = courses.Records.Where(row => !row["enrolment.end"].IsMissing).Select(Told).ToHashSet(StringComparer.Ordinal);
        string Ended(SourceRecord row) => own.Contains(Told(row)) || row["ended_on"].IsMissing ? Told(row) : $"{Told(row)} {row["ended_on"].Date:O}";

        Assert.That(reports.Records.Count(), Is.GreaterThan(100));
        Assert.That(reports.Records.Select(Ended), Is.EquivalentTo(courses.Records.Select(Ended)));
        Assert.That(reports.Records.Select(Told), Is.EquivalentTo(courses.Records.Select(Told)));
    }

    [Test]
    public async Task What_a_report_lacks_is_not_gone()
    {
        var pulled = await Pulled.AllAsync(this.Connector());

        Assert.That(pulled.Ends.Values, Has.All.InstanceOf<PartitionEnd.Partial>());
    }

    [Test]
    public async Task The_token_never_goes_to_the_signed_address_and_the_address_into_no_cursor()
    {
        var wire = new RecordingWire();

        var pulled = await Pulled.AllAsync(this.Connector(wire: wire));

        var downloads = wire.Addresses.Select((address, at) => (address, at)).Where(one => one.address.AbsolutePath.StartsWith("/files/", StringComparison.Ordinal)).ToList();
        Assert.That(downloads, Is.Not.Empty);
        Assert.That(downloads.Select(one => wire.Headers[one.at]), Has.None.Contains("Authorization"));
        Assert.That(pulled.Batches.Select(batch => batch.Cursor.Text), Has.None.Contains("signed"));
    }

    [Test]
    public async Task A_killed_pull_goes_on_with_the_reports_that_it_started()
    {
        var straight = await Pulled.AllAsync(this.Connector());
        var before = this.Starts();
        var connector = this.Connector();
        var killed = new Pulled();

        await killed.GoOnAsync(connector, Pulled.Request(connector), 2, CancellationToken.None);
        var started = this.Starts() - before;
        await killed.GoOnAsync(connector, Pulled.Request(connector, killed.Cursor), int.MaxValue, CancellationToken.None);

        Assert.That(started, Is.EqualTo(3), "everybody, and two for the first term");
        Assert.That(this.Starts() - before, Is.EqualTo(before), "none was started twice");
        Assert.That(killed.Staged, Is.EqualTo(straight.Staged));
    }

    [Test]
    public async Task A_report_that_takes_too_long_ends_the_run_and_the_next_takes_it_up_again()
    {
        this.Sandbox.Switches.CanvasReportState = "running";
        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(this.Connector(new BulkOptions { Wait = TimeSpan.FromMinutes(2) })));
        this.Sandbox.Switches.CanvasReportState = string.Empty;
        var looks = this.Sandbox.Switches.CanvasReportLooks;
        this.Sandbox.Switches.CanvasReportLooks = 1_000;
        var starts = this.Starts();
        var connector = this.Connector(new BulkOptions { Wait = TimeSpan.FromMinutes(2) });

        await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(connector));
        this.Sandbox.Switches.CanvasReportLooks = looks;

        Assert.That((problem?.Kind, problem?.Code), Is.EqualTo((FailureKind.Transient, "LB5206")));
        Assert.That(this.Starts(), Is.EqualTo(starts), "the one that is under way is taken up by its id");
    }

    [TestCase("error", false)]
    [TestCase("aborted", false)]
    [TestCase("", true)]
    public async Task A_report_that_fails_is_no_empty_one(string state, bool withoutFile)
    {
        this.Sandbox.Switches.CanvasReportState = state;
        this.Sandbox.Switches.CanvasReportWithoutFile = withoutFile;

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(this.Connector(new BulkOptions { Wait = TimeSpan.FromMinutes(2) })));

        Assert.That((problem?.Kind, problem?.Code), Is.EqualTo((FailureKind.Transient, "LB5207")));
    }

    [Test]
    public async Task Headings_in_another_language_stop_with_what_to_set()
    {
        this.Sandbox.Switches.CanvasReportLanguage = "es";

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(this.Connector()));

        Assert.That((problem?.Kind, problem?.Code), Is.EqualTo((FailureKind.Contract, "LB5208")));
        Assert.That(problem?.Message, Does.Contain("English (US)").And.Contain("canvas_user_id"));
    }

    [Test]
    public async Task A_download_that_breaks_off_is_fetched_again_from_a_new_address()
    {
        this.Sandbox.Break(SandboxSite.Canvas, new SandboxFault(SandboxFaultKind.CutConnection) { Path = "/files/", Times = 2 });

        var pulled = await Pulled.AllAsync(this.Connector());

        Assert.That(pulled.Records.Count(), Is.GreaterThan(100));
    }

    [Test]
    public async Task A_redirected_download_is_followed_without_the_token_and_never_without_tls()
    {
        using var server = new StubServer();
        server.On("/start", () => StubServer.Reply(System.Net.HttpStatusCode.Found, "", "text/plain", ("Location", "https://files.example/signed")))
            .On("/plain", () => StubServer.Reply(System.Net.HttpStatusCode.Found, "", "text/plain", ("Location", "http://files.example/signed")))
            .On("/signed", () => StubServer.Reply(System.Net.HttpStatusCode.OK, "a,b\n", "text/csv"));
        using var client = new HttpClient(server, disposeHandler: false);
        var download = new LerBridge.Connectors.Shared.SignedDownload(client, new Uri("https://c.example"), this.time, TimeSpan.FromMinutes(1));

        await using var file = await download.FetchAsync("https://c.example/start", CancellationToken.None);

        Assert.That(file.Length, Is.EqualTo(4));
        Assert.That(server.Requests.Select(request => request.Headers.Authorization), Has.All.Null);
        await Assert.ThrowsAsync<LerBridge.Connectors.Shared.RequestFailedException>(() => download.FetchAsync("https://c.example/plain", CancellationToken.None));
    }

    private int Starts() => this.Sandbox.Requests(SandboxSite.Canvas).Count(request => request.Method == "POST");

    private CanvasConnector Connector(HttpMessageHandler wire) => this.Connector(new BulkOptions(), wire);

    private CanvasConnector Connector() => this.Connector(new BulkOptions());

    private CanvasConnector Connector(BulkOptions? bulk, HttpMessageHandler? wire = null) => new(
        "lms",
        new CanvasOptions { BaseUrl = this.Sandbox.CanvasUrl, AccountId = "1", Token = new Secret(this.Sandbox.Options.CanvasToken), Bulk = bulk },
        new ConnectorServices(this.time, NullLoggerFactory.Instance),
        wire);
}
