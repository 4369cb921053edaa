using System.Net;
using LerBridge.Connectors.Canvas;
using LerBridge.Core.Ledger;
using LerBridge.Core.Records;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Sandbox;
using LerBridge.Tests.Pipeline;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Canvas;

/// <summary>What the account behind the token may not read, and what Canvas does not offer.</summary>
internal sealed class CanvasPermissionTests : SandboxFixture
{
    [TestCase(404)]
    [TestCase(403)]
    public async Task Without_the_list_of_progress_it_is_asked_person_by_person(int status)
    {
        var straight = await Pulled.AllAsync(this.Connector());
        this.Wire.Refuse("/bulk_user_progress", status);

        var pulled = await Pulled.AllAsync(this.Connector());

        Assert.That(Completed(pulled), Is.EqualTo(Completed(straight)).And.Not.Empty);
        Assert.That(pulled.Notices.Select(notice => notice.Code), Has.None.EqualTo("LB5203"));
        Assert.That(this.Wire.Asked.Where(path => path.EndsWith("/progress", StringComparison.Ordinal)), Is.Unique, "nobody is asked for twice");
    }

    [Test]
    public async Task A_course_that_answers_400_for_a_person_has_no_modules_and_is_not_asked_again()
    {
        this.Wire.Refuse("/bulk_user_progress", 404);
        this.Wire.Refuse("/progress", 400);

        var pulled = await Pulled.AllAsync(this.Connector());

        Assert.That(pulled.Records.All(record => record["completed_at"].IsMissing), Is.True);
        Assert.That(pulled.Notices.Select(notice => notice.Code), Has.None.EqualTo("LB5203"));
        Assert.That(this.Wire.Asked.Count(path => path.EndsWith("/progress", StringComparison.Ordinal)), Is.LessThanOrEqualTo(pulled.Ends.Count));
    }

    [Test]
    public async Task Where_nobodys_progress_may_be_read_a_few_are_asked_and_it_is_told()
    {
        this.Wire.Refuse("/bulk_user_progress", 404);
        this.Wire.Refuse("/progress", 403);

        var pulled = await Pulled.AllAsync(this.Connector());

        Assert.That(pulled.Notices.Select(notice => notice.Code), Does.Contain("LB5203"));
        Assert.That(this.Wire.Asked.Count(path => path.EndsWith("/progress", StringComparison.Ordinal)), Is.LessThanOrEqualTo(3 * pulled.Ends.Count));
        Assert.That(pulled.IsComplete, Is.True);
    }

    [Test]
    public async Task Terms_that_may_not_be_listed_come_with_their_courses()
    {
        var straight = await Pulled.AllAsync(this.Connector());
        this.Wire.Refuse("/terms", 403);

        var pulled = await Pulled.AllAsync(this.Connector());

        Assert.That(pulled.Staged, Is.EqualTo(straight.Staged));
    }

    [TestCase("progress")]
    [TestCase("sis")]
    [TestCase("accounts")]
    public async Task A_permission_that_is_lost_changes_nothing_that_was_issued(string what)
    {
        await using var driver = await ShippedNight.StartAsync("canvas-courses", this.Connector());
        var first = await driver.NightAsync();
        driver.Registry.Received.Clear();
        this.Take(what);

        var without = await driver.NightAsync();
        this.Wire.Refusals.Clear();
        this.Sandbox.Switches.CanvasHidesSisIds = false;
        var again = await driver.NightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Run.Counts.New, Is.GreaterThan(100));
            Assert.That(Touched(without.Run.Counts), Is.Zero, "without");
            Assert.That(without.Notices.Select(notice => notice.Code), Does.Contain("LB5205"));
            Assert.That(Touched(again.Run.Counts), Is.Zero, "again");
            Assert.That(again.Run.Counts.Unchanged, Is.EqualTo(first.Run.Counts.New));
            Assert.That(driver.Registry.Received, Is.Empty);
        }
    }

    [Test]
    public async Task What_a_killed_pull_had_seen_counts_when_it_goes_on()
    {
        var connector = this.Connector();
        var killed = new Pulled();
        await killed.GoOnAsync(connector, Pulled.Request(connector), 12, CancellationToken.None);
        var live = (await Pulled.AllAsync(connector)).Cursor;
        this.Take("progress");

        await killed.GoOnAsync(connector, Pulled.Request(connector, killed.Cursor) with { Live = live }, int.MaxValue, CancellationToken.None);

        Assert.That(killed.Batches[^1].Unread, Is.Empty, "some of it was seen in this very run");
        Assert.That((await Pulled.AllAsync(connector, Pulled.Request(connector) with { Live = live })).Batches[^1].Unread.Select(field => field.Field), Does.Contain("completed_at"));
    }

    private void Take(string what)
    {
        switch (what)
        {
            case "progress":
                this.Wire.Refuse("/bulk_user_progress", 403);
                this.Wire.Refuse("/progress", 403);
                break;
            case "sis":
                this.Sandbox.Switches.CanvasHidesSisIds = true;
                break;
            default:
                this.Wire.Refusals["/accounts/1"] = () => StubServer.Reply(HttpStatusCode.Forbidden, "{}");
                this.Wire.Refuse("/sub_accounts", 403);
                break;
        }
    }

    private static IReadOnlyList<string> Completed(Pulled pulled) =>
        [.. pulled.Records.Where(record => !record["completed_at"].IsMissing).Select(record => $"{record["course.id"].Text} {record["person.id"].Text} {record["completed_at"].Time:O}").Order(StringComparer.Ordinal)];

    private static long Touched(RunCounts counts) => counts.New + counts.Corrected + counts.Withdrawn + counts.AbsentKept + counts.AbsentHeld + counts.AbsentWithdrawn;

    private CanvasConnector Connector() => new(
        "canvas-main",
        new CanvasOptions { BaseUrl = this.Sandbox.CanvasUrl, AccountId = "1", Token = new Secret(this.Sandbox.Options.CanvasToken) },
        new ConnectorServices(new FastTime(), NullLoggerFactory.Instance),
        this.Wire);

    protected override void Prepare(SandboxHost started) => started.Switches.CanvasHidesRateLimit = true;
}
