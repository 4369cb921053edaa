using LerBridge.Connectors.Banner;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Records;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Banner;

internal sealed class BannerChangeTests : SandboxFixture
{
    private readonly FastTime time = new();

    [Test]
    public async Task Only_what_was_notified_is_asked_for_as_it_is_now()
    {
        var connector = this.Connector();
        var full = await Pulled.AllAsync(connector);
        var rows = full.Records.Take(2).ToList();
        this.Notify(rows.Select(row => $"replaced:student-transcript-grades:{row["transcript.id"].Text}"));
        var wire = new RecordingWire();

        var changes = await Pulled.AllAsync(this.Connector(wire: wire), Pulled.Request(connector) with { Live = full.Cursor });

        Assert.That(full.IsComplete, Is.True);
        Assert.That(changes.Staged, Is.SubsetOf(full.Staged));
        Assert.That(changes.Records.Select(Id), Is.EquivalentTo(rows.Select(Id)));
        Assert.That(changes.Ends.Values.Single(), Is.InstanceOf<PartitionEnd.Partial>());
        Assert.That(wire.Addresses.Select(address => address.PathAndQuery), Has.None.Contains("student-transcript-grades?"));
    }

    [Test]
    public async Task Whoever_asks_for_everything_gets_it_and_leaves_the_notifications_to_the_next_run()
    {
        var connector = this.Connector();
        var full = await Pulled.AllAsync(connector);
        this.Notify(full.Records.Take(2).Select(row => $"replaced:student-transcript-grades:{row["transcript.id"].Text}"));
        var wire = new RecordingWire();

        var everything = await Pulled.AllAsync(this.Connector(wire: wire), Pulled.Request(connector) with { Live = full.Cursor, Everything = true });
        var next = await Pulled.AllAsync(connector, Pulled.Request(connector) with { Live = full.Cursor });

        Assert.That((everything.IsComplete, next.Records.Count()), Is.EqualTo((true, 2)));
        Assert.That(everything.Staged, Is.EqualTo(full.Staged));
        Assert.That(wire.Addresses.Select(address => address.AbsolutePath), Has.None.Contains("consume"));
    }

    [Test]
    public async Task A_pull_that_is_killed_or_thrown_away_reads_the_same_notifications_again()
    {
        var connector = this.Connector();
        var full = await Pulled.AllAsync(connector);
        this.Notify(full.Records.Take(6).Select(row => $"replaced:student-transcript-grades:{row["transcript.id"].Text}"));
        this.Sandbox.Switches.EthosChangesAtOnce = 2;
        var request = Pulled.Request(connector) with { Live = full.Cursor };
        var straight = await Pulled.AllAsync(connector, request);
        var killed = new Pulled();

        await killed.GoOnAsync(connector, request, 2, CancellationToken.None);
        await killed.GoOnAsync(connector, request with { Staged = killed.Cursor }, int.MaxValue, CancellationToken.None);
        var again = await Pulled.AllAsync(connector, request);

        Assert.That(straight.Records.Count(), Is.EqualTo(6));
        Assert.That(killed.Staged, Is.EqualTo(straight.Staged));
        Assert.That(again.Staged, Is.EqualTo(straight.Staged), "the pointer has moved, the last kept id has not");
    }

    [Test]
    public async Task The_next_pull_goes_on_after_the_last_kept_notification()
    {
        var connector = this.Connector();
        var full = await Pulled.AllAsync(connector);
        this.Notify(full.Records.Take(1).Select(row => $"replaced:student-transcript-grades:{row["transcript.id"].Text}"));
        var first = await Pulled.AllAsync(connector, Pulled.Request(connector) with { Live = full.Cursor });

        var second = await Pulled.AllAsync(connector, Pulled.Request(connector) with { Live = first.Cursor });

        Assert.That(first.Records.Count(), Is.EqualTo(1));
        Assert.That(second.Records, Is.Empty);
        Assert.That(ChangeCursor.Of(second.Cursor).After, Is.EqualTo(ChangeCursor.Of(first.Cursor).After));
    }

    [Test]
    public async Task What_waits_before_everything_is_read_is_contained_in_it()
    {
        this.Notify(Enumerable.Range(0, 7).Select(_ => "replaced:persons:00000000-0000-0000-0000-000000000001"));
        this.Sandbox.Switches.EthosChangesAtOnce = 3;

        var full = await Pulled.AllAsync(this.Connector());

        Assert.That(ChangeCursor.Of(full.Cursor).After, Is.EqualTo(55_007));
    }

    [Test]
    public async Task A_person_whose_privacy_changed_brings_all_rows_of_theirs()
    {
        var connector = this.Connector();
        var full = await Pulled.AllAsync(connector);
        var person = full.Records.GroupBy(row => row["person.id"].Text).First(group => group.Count() > 1);
        this.Notify([$"replaced:persons:{person.Key}"]);

        var changes = await Pulled.AllAsync(connector, Pulled.Request(connector) with { Live = full.Cursor });

        Assert.That(changes.Records.Select(Id), Is.EquivalentTo(person.Select(Id)));
    }

    [TestCase("deleted")]
    [TestCase("created")]
    public async Task Something_that_is_gone_whatever_the_notification_calls_it_makes_the_next_run_read_everything(string operation)
    {
        var connector = this.Connector();
        var full = await Pulled.AllAsync(connector);
        this.Notify([$"{operation}:student-transcript-grades:aaaaaaaa-0000-0000-0000-000000000001"]);
        var changes = await Pulled.AllAsync(connector, Pulled.Request(connector) with { Live = full.Cursor });

        var next = await Pulled.AllAsync(connector, Pulled.Request(connector) with { Live = changes.Cursor });

        Assert.That(changes.Records, Is.Empty);
        Assert.That(next.IsComplete, Is.True);
        Assert.That(next.Staged, Is.EqualTo(full.Staged));
    }

    [Test]
    public async Task Notifications_that_cannot_be_read_are_asked_for_again_by_the_last_kept_id()
    {
        var connector = this.Connector();
        var full = await Pulled.AllAsync(connector);
        this.Notify(full.Records.Take(3).Select(row => $"replaced:student-transcript-grades:{row["transcript.id"].Text}"));
        this.Sandbox.Break(SandboxSite.Ethos, new SandboxFault(SandboxFaultKind.TruncatedBody) { Path = "/consume" });

        var changes = await Pulled.AllAsync(connector, Pulled.Request(connector) with { Live = full.Cursor });

        Assert.That(changes.Records.Count(), Is.EqualTo(3));
    }

    [Test]
    public async Task The_check_looks_at_the_queue_without_moving_it()
    {
        this.Notify(["replaced:persons:00000000-0000-0000-0000-000000000001"]);
        var wire = new RecordingWire();

        var report = await this.Connector(wire: wire).CheckAsync(CancellationToken.None);

        Assert.That(report.IsUsable, Is.True);
        Assert.That(this.Sandbox.Requests(SandboxSite.Ethos).Where(request => request.Path == "/consume").Select(request => request.Method), Is.EqualTo(new[] { "HEAD" }));
    }

    [Test]
    public void The_recorded_notification_is_read()
    {
        var text = File.ReadAllText(LerBridge.Tests.Shared.Path("sources/data/banner/ethos_change_notification_single.json"));

        var read = System.Text.Json.JsonSerializer.Deserialize($"[{text}]", EthosNotificationJson.Default.ListEthosNotification)?.Single();

        Assert.That((read?.Id, read?.Operation, read?.Resource?.Name), Is.EqualTo(("55840", "replaced", "accounting-string-component-values")));
        Assert.That(Instants.Time(read?.Published), Is.EqualTo(new DateTimeOffset(2017, 12, 12, 22, 37, 44, 242, TimeSpan.Zero).AddMicroseconds(116)));
        Assert.That(read?.Reference("component"), Is.EqualTo("76fc67b1-da04-4fa4-8eec-2ced9880f206"));
    }

    [Test]
    public async Task Where_the_exact_version_is_not_offered_the_newest_of_its_major_one_is_asked_for_and_compared()
    {
        using var wire = new VersionWire();

        var pulled = await Pulled.AllAsync(this.Connector(wire));

        Assert.That(pulled.IsComplete, Is.True);
        Assert.That(wire.Refused, Is.EqualTo(1), "and is not asked for again");
    }

    private static string Id(SourceRecord row) => row["transcript.id"].Text;

    private void Notify(IEnumerable<string> changes) => this.Sandbox.Switches.EthosChanges = string.Join(',', changes);

    private BannerConnector Connector(HttpMessageHandler? wire = null) => new(
        "sis",
        new BannerOptions { BaseUrl = this.Sandbox.EthosUrl, ApiKey = new Secret(this.Sandbox.Options.EthosApiKey), Changes = new ChangeOptions() },
        new ConnectorServices(this.time, NullLoggerFactory.Instance),
        wire);

    // A server with 1.2.0 alone, which it gives to whoever asks for version 1.
    private sealed class VersionWire() : DelegatingHandler(new SocketsHttpHandler())
    {
        public int Refused { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri?.AbsolutePath.EndsWith("/student-transcript-grades", StringComparison.Ordinal) != true)
            {
                return await base.SendAsync(request, cancellationToken);
            }

            if (request.Headers.Accept.ToString().Contains("v1.1.0", StringComparison.Ordinal))
            {
                this.Refused++;
                return StubServer.Reply(System.Net.HttpStatusCode.NotAcceptable, """{"errors":[{"code":"Global.UnsupportedVersion"}]}""");
            }

            var response = await base.SendAsync(request, cancellationToken);
            response.Headers.Remove("x-media-type");
            response.Headers.TryAddWithoutValidation("x-media-type", "application/vnd.hedtech.integration.v1.2.0+json");
            return response;
        }
    }
}
