using LerBridge.Connectors.Canvas;
using LerBridge.Connectors.Shared.OAuth;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Canvas;

internal sealed class CanvasModuleTests : SandboxFixture
{
    private readonly FastTime time = new();

    protected override void Prepare(SandboxHost started) => started.Switches.CanvasHidesRateLimit = true;

    [Test]
    public async Task A_row_is_a_module_of_a_person_and_courses_without_modules_have_none()
    {
        var pulled = await Pulled.AllAsync(this.Connector(), Modules());

        var rows = pulled.Records.ToList();
        Assert.That(pulled.IsComplete, Is.True);
        Assert.That(rows.Select(row => row["module.state"].Text).Distinct(), Is.SubsetOf(new[] { "locked", "started", "completed" }));
        Assert.That(rows.Where(row => !row["module.completed_at"].IsMissing).All(row => row["module.state"].Text == "completed"), Is.True);
        Assert.That(rows.Select(row => (row["module.id"].Text, row["person.id"].Text)).Distinct().Count(), Is.EqualTo(rows.Count));
        Assert.That(rows.Select(row => row["course.id"].Text).Distinct().Count(), Is.LessThan(pulled.Ends.Count - 1));
    }

    [Test]
    public async Task Modules_that_may_not_be_read_of_anybody_are_partial_and_name_the_permission()
    {
        var before = await Pulled.AllAsync(this.Connector(), Modules());
        this.Sandbox.Switches.CanvasHidesModuleStates = true;

        var pulled = await Pulled.AllAsync(this.Connector(), Modules() with { Live = before.Cursor });

        Assert.That(pulled.Records, Is.Empty);
        Assert.That(pulled.IsComplete, Is.False);
        Assert.That(pulled.Notices.Select(notice => notice.Message), Has.Some.Contains("\"View all grades\""));
        Assert.That(pulled.Batches[^1].Unread.Select(field => field.Field), Does.Contain("module.completed_at"));
    }

    [Test]
    public async Task Terms_that_ended_long_ago_are_left_out_and_nothing_in_them_is_gone()
    {
        var all = await Pulled.AllAsync(this.Connector());
        var recent = await Pulled.AllAsync(this.Connector(options => options with { ConcludedTermDays = 30 }));
        var day = new DateOnly(2026, 11, 20).AddDays(-30);

        Assert.That(recent.Records.Count(), Is.InRange(1, all.Records.Count() - 1));
        Assert.That(recent.Records.Where(row => !row["term.end"].IsMissing).All(row => row["term.end"].Date >= day), Is.True);
        Assert.That(recent.Ends["courses"], Is.InstanceOf<PartitionEnd.Partial>());
    }

    [Test]
    public async Task A_developer_key_signs_in_with_its_refresh_token_and_renews_in_between()
    {
        var connector = this.Connector(options => options with { Token = null, OAuth = this.OAuth(this.Sandbox.Options.RefreshToken) });
        this.Sandbox.Break(SandboxSite.Canvas, new SandboxFault(SandboxFaultKind.ExpiredToken) { Path = "/enrollments", After = 3 });

        var pulled = await Pulled.AllAsync(connector);

        Assert.That(pulled.IsComplete, Is.True);
        Assert.That(this.Sandbox.Requests(SandboxSite.Canvas).Count(request => request.Path == "/login/oauth2/token"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_revoked_refresh_token_stops_at_once()
    {
        var connector = this.Connector(options => options with { Token = null, OAuth = this.OAuth("gone-0815") });

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(connector));

        Assert.That((problem?.Kind, problem?.Code), Is.EqualTo((FailureKind.Credentials, "LB5103")));
        Assert.That(problem?.ToString(), Does.Not.Contain("gone-0815"));
    }

    private static PullRequest Modules() => new() { Stream = "module_completions", RecordDate = new DateOnly(2026, 11, 20) };

    private OAuthOptions OAuth(string refresh) => new()
    {
        TokenUrl = new Uri(this.Sandbox.CanvasUrl, "/login/oauth2/token"),
        ClientId = this.Sandbox.Options.ClientId,
        ClientSecret = new Secret(this.Sandbox.Options.ClientSecret),
        RefreshToken = new Secret(refresh),
        CredentialsInBody = true,
    };

    private CanvasConnector Connector(Func<CanvasOptions, CanvasOptions>? with = null) => new(
        "lms",
        (with ?? (options => options))(new CanvasOptions { BaseUrl = this.Sandbox.CanvasUrl, AccountId = "1", Token = new Secret(this.Sandbox.Options.CanvasToken) }),
        new ConnectorServices(this.time, NullLoggerFactory.Instance));
}
