using LerBridge.Core.Credentials;
using LerBridge.Core.Delivery;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;
using LerBridge.Tests.Contracts;
using LerBridge.Tests.Servers;
using NUnit.Framework;
using static LerBridge.Tests.Contracts.LedgerDriver;

namespace LerBridge.Tests.Storage;

/// <summary>Several nodes on one PostgreSQL.</summary>
[Category(PostgreSql.Category)]
internal sealed class PostgreSqlNodesTests : NodesContract<PostgreSqlHarness>
{
    [Test]
    public async Task A_person_who_revokes_while_a_run_corrects_makes_one_of_them_wait_and_the_other_give_way()
    {
        var (node, desk) = (await this.OpenAsync(), await this.OpenAsync());
        var driver = new LedgerDriver(SqliteHarness.Stores(node));
        await driver.IssueAsync("r1", "k1");
        await driver.StartAsync("r2");
        await driver.PullAsync("r2", "k1");
        await driver.SealAsync("r2", [Decide("k1", DecisionKind.Corrected, baseVersion: 1)]);
        using var signing = new ManualResetEventSlim();
        using var acting = new ManualResetEventSlim();

        var apply = Task.Run(() => node.Runs.ApplyPartAsync(
            "r2",
            10,
            part =>
            {
                signing.Set();
                Assert.That(acting.Wait(TimeSpan.FromSeconds(30)), Is.True);
                return driver.Sign(part);
            },
            CancellationToken.None));
        Assert.That(signing.Wait(TimeSpan.FromSeconds(30)), Is.True);
        var act = Task.Run(() => desk.Register.ActAsync(Revoke("k1", baseVersion: 1), Sealed, CancellationToken.None));
        await this.WaitForLockAsync();
        acting.Set();
        await apply;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await act, Is.Null, "the credential has moved on");
            Assert.That((await node.Register.FindAsync(CredentialId("k1"), CancellationToken.None))?.Version, Is.EqualTo(2));
        }
    }

    [Test]
    public async Task Who_lost_the_connection_of_its_right_and_was_overtaken_writes_nothing_any_more()
    {
        var (one, two) = (await this.OpenAsync(), await this.OpenAsync());
        var driver = new LedgerDriver(SqliteHarness.Stores(one));
        await using var right = await one.Runs.TryLockAsync("courses", CancellationToken.None);
        await driver.StartAsync("r1");
        await driver.PullAsync("r1", "k1");
        Assert.That(await two.Runs.TryLockAsync("courses", CancellationToken.None), Is.Null);

        await this.Harness.ExecuteAsync("select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database where l.locktype = 'advisory' and d.datname = current_database()");
        IAsyncDisposable? taken = null;
        for (var turn = 0; turn < 100 && taken is null; turn++)
        {
            taken = await two.Runs.TryLockAsync("courses", CancellationToken.None);
        }

        var problem = await Assert.ThrowsAsync<StoreException>(() => driver.SealAsync("r1", [Decide("k1", DecisionKind.New)]));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((problem?.Kind, problem?.Code), Is.EqualTo(((FailureKind?)FailureKind.Transient, "LB8015")));
            Assert.That(taken, Is.Not.Null);
            Assert.That((await two.Runs.FindAsync("r1", CancellationToken.None))?.State, Is.EqualTo(RunState.Deciding));
        }

        await taken!.DisposeAsync();
    }

    private static HandAct Revoke(string key, int baseVersion) => new()
    {
        Id = "by-hand-1",
        CredentialId = CredentialId(key),
        BaseVersion = baseVersion,
        State = CredentialState.Revoked,
        Operation = DeliveryOperation.Withdraw,
        Cause = StopCause.Hand,
        Reason = "asked for",
        By = "registrar",
        At = Start,
        Day = new DateOnly(2026, 11, 20),
        Messages = [],
    };

    private async Task WaitForLockAsync()
    {
        for (var turn = 0; turn < 300; turn++)
        {
            if (await this.Harness.ScalarAsync("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") > 0)
            {
                return;
            }

            await Task.Delay(20);
        }

        Assert.Fail("Nobody waited.");
    }
}
