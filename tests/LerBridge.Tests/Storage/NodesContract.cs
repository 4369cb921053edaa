using LerBridge.Core.Delivery;
using LerBridge.Core.Ledger;
using LerBridge.Storage;
using LerBridge.Storage.Schema;
using LerBridge.Tests.Contracts;
using NUnit.Framework;
using static LerBridge.Tests.Contracts.LedgerDriver;

namespace LerBridge.Tests.Storage;

/// <summary>Several nodes on one database server: nothing twice, nothing lost, whoever comes first.</summary>
/// <typeparam name="THarness">The engine.</typeparam>
internal abstract class NodesContract<THarness>
    where THarness : IServerHarness, new()
{
    private readonly List<Ledger> opened = [];

    protected THarness Harness { get; } = new();

    [TearDown]
    public async Task CloseAll()
    {
        foreach (var ledger in this.opened)
        {
            await ledger.DisposeAsync();
        }

        await this.Harness.DisposeAsync();
    }

    [Test]
    public async Task Nodes_that_start_at_once_on_an_empty_database_make_it_once()
    {
        await this.Harness.MakeAsync();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => this.OpenAsync())));

        Assert.That(await this.ScalarAsync("select count(*) from schema_version"), Is.EqualTo(SchemaScript.Of("postgresql").Count), "as many as every server engine has");
    }

    [Test]
    public async Task Two_nodes_that_drain_one_outbox_send_each_message_once()
    {
        var (one, two) = (await this.OpenAsync(), await this.OpenAsync());
        await new LedgerDriver(SqliteHarness.Stores(one)) { Destinations = ["registry"] }.IssueAsync("r1", [.. Enumerable.Range(0, 300).Select(number => $"k{number}")]);

        var sent = await Task.WhenAll(new[] { one, two, one, two }.Select(node => Task.Run(() => DrainAsync(node))));

        var keys = sent.SelectMany(list => list).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(keys, Has.Length.EqualTo(300));
            Assert.That(keys, Is.Unique);
            Assert.That((await one.Outbox.CountAsync("r1", CancellationToken.None)).Accepted, Is.EqualTo(300));
        }
    }

    [Test]
    public async Task Both_nodes_have_the_right_to_send()
    {
        await using var one = await (await this.OpenAsync()).Outbox.TryOwnAsync(CancellationToken.None);
        await using var two = await (await this.OpenAsync()).Outbox.TryOwnAsync(CancellationToken.None);

        Assert.That((one is null, two is null), Is.EqualTo((false, false)));
    }

    [Test]
    public async Task Two_nodes_that_issue_at_once_give_every_credential_a_place_of_its_own()
    {
        var nodes = new[] { await this.OpenAsync(), await this.OpenAsync(), await this.OpenAsync() };
        await Task.WhenAll(nodes.Select((node, at) => Task.Run(async () =>
        {
            var driver = new LedgerDriver(SqliteHarness.Stores(node));
            await driver.StartAsync($"r{at}", mapping: $"m{at}");
            string[] keys = [.. Enumerable.Range(0, 200).Select(number => $"m{at}-{number}")];
            await driver.PullAsync($"r{at}", keys);
            await driver.SealAsync($"r{at}", [.. keys.Select(key => Decide(key, DecisionKind.New))]);
            await driver.ApplyAsync($"r{at}", limit: 20);
        })));

        var lists = await nodes[0].Status.ListsAsync(CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await this.ScalarAsync("select count(*) from credential"), Is.EqualTo(600));
            Assert.That(await this.ScalarAsync("select count(*) from status_index"), Is.EqualTo(600));
            Assert.That(await this.ScalarAsync("select count(*) from status_list l where allotted <> (select count(*) from status_index i where i.list = l.number)"), Is.Zero);
            Assert.That(lists, Has.Count.InRange(1, 3), "a list for each writer at most");
        }
    }

    [Test]
    public async Task A_right_that_nobody_else_took_meanwhile_is_still_good()
    {
        var ledger = await this.OpenAsync();
        var driver = new LedgerDriver(SqliteHarness.Stores(ledger));
        await using var right = await ledger.Runs.TryLockAsync("courses", CancellationToken.None);
        await driver.StartAsync("r1");

        await driver.PullAsync("r1", "k1");

        Assert.That((await driver.FinishAsync("r1", Decide("k1", DecisionKind.New))).Outcome, Is.EqualTo(RunOutcome.Succeeded));
    }

    [Test]
    public async Task Manifests_that_are_kept_at_once_form_one_chain()
    {
        var nodes = new[] { await this.OpenAsync(), await this.OpenAsync() };
        for (var run = 0; run < 10; run++)
        {
            await new LedgerDriver(SqliteHarness.Stores(nodes[0])).StartAsync($"r{run}", mapping: $"m{run}");
        }

        await Task.WhenAll(Enumerable.Range(0, 10).Select(run => Task.Run(async () =>
        {
            var manifests = nodes[run % 2].Manifests;
            string? before;
            do
            {
                before = await manifests.LastAsync($"r{run}", CancellationToken.None);
            }
            while (!await manifests.KeepAsync($"r{run}", new SignedManifest($"r{run} after {before?.Split(' ')[0]}", $"end r{run}"), before, CancellationToken.None));
        })));

        for (var run = 0; run < 10; run++)
        {
            var kept = await nodes[0].Manifests.FindAsync($"r{run}", CancellationToken.None);
            Assert.That(kept?.Statement, Is.EqualTo($"r{run} after {kept?.Before?.Split(' ')[0]}"));
        }

        var end = await nodes[1].Manifests.EndAsync(CancellationToken.None);
        Assert.That(end.End, Is.EqualTo($"end {end.Newest?.Split(' ')[0]}"), "the last one of all");
    }

    private static async Task<List<string>> DrainAsync(Ledger node)
    {
        var sent = new List<string>();
        while (await node.Outbox.ClaimAsync("registry", 7, Start, TimeSpan.FromMinutes(10), CancellationToken.None) is { Count: > 0 } claimed)
        {
            sent.AddRange(claimed.Select(message => message.Request.IdempotencyKey));
            await node.Outbox.SettleAsync([.. claimed.Select(message => new Settlement(message.Id, Start, new DeliveryOutcome.Accepted(null), null))], CancellationToken.None);
        }

        return sent;
    }

    protected async Task<Ledger> OpenAsync()
    {
        var ledger = await this.Harness.OpenLedgerAsync();
        lock (this.opened)
        {
            this.opened.Add(ledger);
        }

        return ledger;
    }

    private Task<long> ScalarAsync(string query) => this.Harness.ScalarAsync(query);
}
