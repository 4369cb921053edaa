using LerBridge.Connectors.Shared.OAuth;
using LerBridge.Connectors.Workday;
using LerBridge.Connectors.Workday.Rest;
using LerBridge.Core.Records;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Workday;

internal sealed class WorkdayRestTests : SandboxFixture
{
    [Test]
    public async Task A_total_that_is_capped_ends_nothing()
    {
        var all = await Pulled.AllAsync(this.Connector(this.Sandbox.WorkdayUrl));
        this.Sandbox.Switches.WorkdayRestTotalCap = 30;

        var capped = await Pulled.AllAsync(this.Connector(this.Sandbox.WorkdayUrl));

        Assert.That(all.Records.Count(), Is.GreaterThan(100));
        Assert.That(capped.Staged, Is.EqualTo(all.Staged));
    }

    [Test]
    public async Task Fewer_than_the_total_are_partial()
    {
        using var server = new StubServer();
        server.Json("/oauth2/", """{"access_token":"t"}""").On(
            "/workers",
            () => StubServer.Reply(System.Net.HttpStatusCode.OK, """{"total":3,"data":[{"id":"a","descriptor":"Ana","workerType":{"descriptor":"Employee"},"businessTitle":"Nurse"}]}"""),
            () => StubServer.Reply(System.Net.HttpStatusCode.OK, """{"total":3,"data":[]}"""));

        var pulled = await Pulled.AllAsync(this.Connector(new Uri("https://w.example"), server));

        var row = pulled.Records.Single();
        Assert.That((row["person.id"].Text, row["worker.type"].Text, row["position.business_title"].Text), Is.EqualTo(("a", "employee", "Nurse")));
        Assert.That((pulled.Ends.Values.Single() as PartitionEnd.Partial)?.Reason, Does.Contain("3 workers"));
    }

    [Test]
    public async Task A_server_that_names_no_total_and_gives_short_pages_is_read_to_its_end()
    {
        using var server = new StubServer();
        server.Json("/oauth2/", """{"access_token":"t"}""")
            .Json("offset=0", """{"data":[{"id":"a","workerId":101},{"id":"b","workerId":"102"}]}""")
            .Json("offset=2", """{"data":[{"id":"c","workerId":null,"total":"many"}]}""")
            .Json("offset=3", """{"total":"0","data":[]}""");

        var pulled = await Pulled.AllAsync(this.Connector(new Uri("https://w.example"), server));

        Assert.That(pulled.Records.Select(row => row["person.id"].Text), Is.EqualTo(new[] { "101", "102", "c" }));
        Assert.That(pulled.IsComplete, Is.True);
    }

    [TestCase("""{"error":"not permitted"}""")]
    [TestCase("{}")]
    public async Task An_answer_without_data_is_no_empty_list(string body)
    {
        using var server = new StubServer();
        server.Json("/oauth2/", """{"access_token":"t"}""").Json("/workers", body);

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(this.Connector(new Uri("https://w.example"), server)));

        Assert.That(problem?.Code, Is.EqualTo("LB5111"));
    }

    private WorkdayConnector Connector(Uri address, HttpMessageHandler? wire = null) => new(
        "hr",
        new WorkdayOptions
        {
            BaseUrl = address,
            Tenant = "demo",
            Rest = new RestOptions { PageSize = 20 },
            OAuth = new OAuthOptions { TokenUrl = new Uri(address, "/ccx/oauth2/demo/token"), ClientId = this.Sandbox.Options.ClientId, ClientSecret = new Secret(this.Sandbox.Options.ClientSecret), RefreshToken = new Secret(this.Sandbox.Options.RefreshToken) },
        },
        new ConnectorServices(new FastTime(), NullLoggerFactory.Instance),
        wire);
}
