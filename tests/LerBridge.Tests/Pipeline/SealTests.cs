using LerBridge.Core.Ledger;
using LerBridge.Core.People;
using LerBridge.Core.Pipeline;
using LerBridge.Core.Records;
using LerBridge.Tests.Builders;
using LerBridge.Tests.Drivers;
using Microsoft.Data.Sqlite;
using NUnit.Framework;

namespace LerBridge.Tests.Pipeline;

/// <summary>A plan that waits is applied as it was sealed or not at all, whoever writes to the ledger or the settings meanwhile.</summary>
internal sealed class SealTests
{
    [Test]
    public async Task Claims_that_were_changed_in_a_waiting_plan_are_not_signed_and_the_next_run_decides_anew()
    {
        await using var driver = await StartAsync(2);
        var planned = await PlanAsync(driver);
        Tamper(driver, "update decision_claims set claims = cast(cast(claims as text) || ' ' as blob) where decision = (select min(number) from decision)");

        var applied = await ApplyAsync(driver, planned.Run.Id);
        var issued = await driver.AllAsync();
        var next = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((applied.Failure, applied.Run.Counts.New, applied.Run.Counts.Held), Is.EqualTo(((RunFailure?)null, 1, 1)));
            Assert.That(applied.Problems.Single().Code, Is.EqualTo("LB4005"));
            Assert.That(issued, Has.Count.EqualTo(1));
            Assert.That(driver.Folder.Received, Has.Count.EqualTo(2), "the other one by the next run");
            Assert.That((next.Run.Counts.New, next.Run.Counts.Unchanged), Is.EqualTo((1, 1)));
        }
    }

    [TestCase("update decision_claims set claims = x''")]
    [TestCase("delete from decision_claims")]
    public async Task Claims_that_are_gone_are_not_signed(string tampering)
    {
        await using var driver = await StartAsync(1);
        var planned = await PlanAsync(driver);
        Tamper(driver, tampering);

        var applied = await ApplyAsync(driver, planned.Run.Id);

        Assert.That((applied.Run.Counts.Held, (await driver.AllAsync()).Count, applied.Problems.Single().Code), Is.EqualTo((1, 0, "LB4005")));
    }

    [TestCase("update decision set claims_hash = 'x'")]
    [TestCase("update decision set person_id = 'somebody'")]
    [TestCase("update decision set action = 'Correct'")]
    [TestCase("update decision set suspendable = 1")]
    [TestCase("delete from decision")]
    public async Task A_plan_whose_rows_were_changed_is_refused(string tampering)
    {
        await using var driver = await StartAsync(1);
        var planned = await PlanAsync(driver);
        Tamper(driver, tampering);

        var refused = await ApplyAsync(driver, planned.Run.Id);

        Assert.That((refused.Failure?.Code, (await driver.AllAsync()).Count), Is.EqualTo(("LB4063", 0)));
    }

    [Test]
    public async Task A_plan_is_refused_once_the_issuer_would_sign_something_else()
    {
        await using var driver = await StartAsync(1);
        var planned = await PlanAsync(driver);
        driver.Issuer.Terms = "another name";

        var refused = await ApplyAsync(driver, planned.Run.Id);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((refused.Failure?.Code, (await driver.AllAsync()).Count), Is.EqualTo(("LB4063", 0)));
            Assert.That(refused.Failure?.Message, Does.Contain("the issuer's settings"));
        }
    }

    [Test]
    public async Task A_plan_is_refused_once_one_of_its_persons_was_linked()
    {
        await using var driver = await StartAsync(2);
        await driver.NightAsync();
        driver.Source.Records[0]["grade"] = Value.Of("A");
        var planned = await PlanAsync(driver);
        var desk = new PersonDesk(driver.Services);
        var (kept, merged) = ((await desk.FindAsync("S1", CancellationToken.None)).Single(), (await desk.FindAsync("S0", CancellationToken.None)).Single());
        var linked = await desk.ActAsync(PersonDesk.Link(kept, merged, []), "J. Doe", "same person", CancellationToken.None);

        var refused = await ApplyAsync(driver, planned.Run.Id);
        var view = await new PlanDesk(driver.Services).ViewAsync(planned.Run, 3, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((linked, refused.Failure?.Code, driver.Folder.Received.Count), Is.EqualTo((true, "LB4063", 2)));
            Assert.That(refused.Failure?.Message, Does.Contain("1 decision by hand about who is who concerns persons of it"));
            Assert.That((view.Stale, view.Moved), Is.EqualTo((0L, 1L)), "whoever looks at it is told before");
        }
    }

    [Test]
    public async Task A_plan_goes_on_where_somebody_else_was_linked()
    {
        await using var driver = await StartAsync(3);
        await driver.NightAsync();
        driver.Source.Records[2]["grade"] = Value.Of("A");
        var planned = await PlanAsync(driver);
        var desk = new PersonDesk(driver.Services);
        var (kept, merged) = ((await desk.FindAsync("S1", CancellationToken.None)).Single(), (await desk.FindAsync("S0", CancellationToken.None)).Single());
        await desk.ActAsync(PersonDesk.Link(kept, merged, []), "J. Doe", "same person", CancellationToken.None);

        var applied = await ApplyAsync(driver, planned.Run.Id);

        Assert.That((applied.Failure, applied.Run.Counts.Corrected), Is.EqualTo(((RunFailure?)null, 1)));
    }

    private static void Tamper(NightDriver driver, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(driver.DataDirectory, "lerbridge.db"), Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.That(command.ExecuteNonQuery(), Is.Positive, "something was changed");
    }

    private static async Task<NightDriver> StartAsync(int records)
    {
        var driver = await NightDriver.StartAsync();
        driver.Source.Records.AddRange(Enumerable.Range(0, records).Select(i => Plans.Record($"c{i}", $"p{i}", "B", sisId: $"S{i}")));
        return driver;
    }

    private static Task<RunReport> PlanAsync(NightDriver driver)
    {
        driver.Time.Advance(TimeSpan.FromSeconds(1));
        return new BridgeRunner(driver.Services).PlanAsync(driver.Plan, driver.Source, progress: null, CancellationToken.None);
    }

    private static Task<RunReport> ApplyAsync(NightDriver driver, string id) =>
        new BridgeRunner(driver.Services).ApplyAsync(driver.Plan, id, new PlanApproval("registrar", driver.Time.GetUtcNow(), null), progress: null, CancellationToken.None);
}
