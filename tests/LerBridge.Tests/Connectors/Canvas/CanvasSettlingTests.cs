using System.Net;
using LerBridge.Connectors.Canvas;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Canvas;

/// <summary>Lists that change while they are read, and hosts that are copies.</summary>
internal sealed class CanvasSettlingTests : SandboxFixture
{
    private const string Home = "https://c.example";

    protected override void Prepare(SandboxHost started) => started.Switches.CanvasHidesRateLimit = true;

    [Test]
    public async Task Somebody_who_is_renamed_while_pages_are_turned_is_not_gone()
    {
        this.Sandbox.Switches.CanvasLargestPage = 4;
        var straight = await Pulled.AllAsync(this.OfSandbox());
        var busy = straight.Records.GroupBy(row => row["person.id"].Text).OrderByDescending(rows => rows.Count()).First();
        this.Sandbox.Switches.CanvasRenamedWhilePaging = busy.Key;

        var pulled = await Pulled.AllAsync(this.OfSandbox());

        Assert.That(pulled.Staged, Is.EqualTo(straight.Staged));
        Assert.That(pulled.IsComplete, Is.True);
        Assert.That(busy.Count(), Is.GreaterThan(1));
    }

    [Test]
    public async Task The_largest_page_may_be_smaller_than_what_is_asked_for()
    {
        var straight = await Pulled.AllAsync(this.OfSandbox());
        this.Sandbox.Switches.CanvasLargestPage = 7;

        var pulled = await Pulled.AllAsync(this.OfSandbox());

        Assert.That(pulled.Staged, Is.EqualTo(straight.Staged));
    }

    [Test]
    public async Task A_list_of_one_page_is_read_once_and_one_of_more_is_read_again_but_for_its_last_page()
    {
        using var server = Course();
        server.On("page=2", Rows("""[{"id":3,"user_id":3,"type":"StudentEnrollment","enrollment_state":"active"}]"""))
            .On("/courses/7/enrollments", () => StubServer.Reply(HttpStatusCode.OK, Two, headers: ("Link", $"<{Home}/api/v1/courses/7/enrollments?page=2>; rel=\"next\"")))
            .Json("/courses/7/sections", "[]");

        var pulled = await Pulled.AllAsync(Over(server));

        Assert.That(pulled.Records.Count(), Is.EqualTo(3));
        Assert.That(pulled.IsComplete, Is.True);
        Assert.That(server.Paths.Count(path => path.Contains("/enrollments", StringComparison.Ordinal)), Is.EqualTo(3), "the first page, the last, and the first again");
        Assert.That(server.Paths.Count(path => path.Contains("/sections", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public async Task A_list_that_never_settles_is_partial_and_nothing_in_it_is_gone()
    {
        var number = 10;
        using var server = Course();
        server.On("page=2", Rows("""[{"id":3,"user_id":3,"type":"StudentEnrollment","enrollment_state":"active"}]"""))
            .On("/courses/7/enrollments", () =>
            {
                number++;
                var body = $$"""[{"id":{{number}},"user_id":{{number}},"type":"StudentEnrollment","enrollment_state":"active"},{"id":2,"user_id":2,"type":"StudentEnrollment","enrollment_state":"active"}]""";
                return StubServer.Reply(HttpStatusCode.OK, body, headers: ("Link", $"<{Home}/api/v1/courses/7/enrollments?page=2>; rel=\"next\""));
            })
            .Json("/courses/7/sections", "[]");

        var pulled = await Pulled.AllAsync(Over(server));

        Assert.That(pulled.Ends["course/7"], Is.InstanceOf<PartitionEnd.Partial>());
        Assert.That(pulled.Notices.Select(notice => notice.Code), Has.Member("LB5215"));
        Assert.That(pulled.Records.Select(row => row["person.id"].Text), Is.SupersetOf(new[] { "11", "12", "2", "3" }), "whoever was seen is there");
    }

    [TestCase("https://college.test.instructure.com", true)]
    [TestCase("https://college.beta.instructure.com", true)]
    [TestCase("https://test.canvas.college.example", true)]
    [TestCase("https://college.instructure.com", false)]
    [TestCase("https://testing.college.example", false)]
    [TestCase("https://college.test", false)]
    public async Task A_test_or_beta_copy_is_told_by_the_check_and_by_every_run(string home, bool isCopy)
    {
        using var server = Course();
        var connector = Over(server, home);

        var pulled = await Pulled.AllAsync(connector);
        var report = await connector.CheckAsync(CancellationToken.None);

        Assert.That(pulled.Notices.Any(notice => notice.Code == "LB5209" && notice.Message.Contains(new Uri(home).Host, StringComparison.Ordinal)), Is.EqualTo(isCopy));
        Assert.That(report.Findings.Any(finding => finding is { Result: FindingResult.Unknown, Advice: { } advice } && advice.Contains("LB5209", StringComparison.Ordinal)), Is.EqualTo(isCopy));
    }

    private const string Two = """[{"id":1,"user_id":1,"type":"StudentEnrollment","enrollment_state":"active"},{"id":2,"user_id":2,"type":"StudentEnrollment","enrollment_state":"active"}]""";

    private static Func<HttpResponseMessage> Rows(string body) => () => StubServer.Reply(HttpStatusCode.OK, body);

    private static StubServer Course() => new StubServer()
        .Json("/sub_accounts", "[]")
        .Json("/terms", """{"enrollment_terms":[]}""")
        .Json("/courses?", """[{"id":7,"name":"Seven","workflow_state":"available"}]""")
        .On("/bulk_user_progress", () => StubServer.Reply(HttpStatusCode.BadRequest, """{"error":{"message":"no"}}"""))
        .Json("/accounts/self", """{"id":1,"name":"College"}""");

    private static CanvasConnector Over(StubServer server, string home = Home) => new(
        "lms", new CanvasOptions { BaseUrl = new Uri(home), Token = new Secret("t") }, new ConnectorServices(new FastTime(200), NullLoggerFactory.Instance), server);

    private CanvasConnector OfSandbox() => new(
        "lms",
        new CanvasOptions { BaseUrl = this.Sandbox.CanvasUrl, AccountId = "13", Token = new Secret(this.Sandbox.Options.CanvasToken) },
        new ConnectorServices(new FastTime(200), NullLoggerFactory.Instance));
}
