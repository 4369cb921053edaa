using LerBridge.Core.Delivery;
using LerBridge.Core.Ledger;
using LerBridge.Core.People;
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

    [Test]
    public async Task Nodes_that_apply_the_parts_of_one_plan_write_each_credential_once()
    {
        var nodes = new[] { await this.OpenAsync(), await this.OpenAsync(), await this.OpenAsync() };
        var driver = await DividedAsync(nodes[0], rows: 500);

        var taken = await Task.WhenAll(nodes.Select((node, at) => Task.Run(() => WorkAsync(node, driver, $"node {at}"))));

        var ended = await nodes[0].Runs.CompleteAsync("r1", Start, RunOutcome.Succeeded, CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(taken.Sum(), Is.EqualTo(500));
            Assert.That((ended.State, ended.Counts.New), Is.EqualTo((RunState.Ended, 500L)));
            Assert.That(await this.ScalarAsync("select count(*) from credential"), Is.EqualTo(500));
            Assert.That(await this.ScalarAsync("select count(*) from credential_version"), Is.EqualTo(500));
            Assert.That(await this.ScalarAsync("select count(*) from record_state"), Is.EqualTo(500));
            Assert.That(await this.ScalarAsync("select count(*) from run_part"), Is.Zero);
        }
    }

    [Test]
    public async Task A_run_does_not_end_while_a_part_of_its_plan_is_left()
    {
        var node = await this.OpenAsync();
        var driver = await DividedAsync(node, rows: 300);
        var part = await node.Parts.TakeAsync("r1", RunState.Applying, "one", Start, TimeSpan.FromSeconds(20), CancellationToken.None);

        await node.Parts.ApplyAsync(part ?? throw new InvalidOperationException("No part."), 1000, driver.Sign, Start, CancellationToken.None);

        Assert.That(async () => await node.Runs.CompleteAsync("r1", Start, RunOutcome.Succeeded, CancellationToken.None), Throws.InvalidOperationException.With.Message.Contains("not applied"));
    }

    [Test]
    public async Task What_one_node_leaves_in_the_middle_of_a_part_another_goes_on_with_when_its_time_is_over_and_the_first_writes_nothing_more()
    {
        var (one, two) = (await this.OpenAsync(), await this.OpenAsync());
        var driver = await DividedAsync(one, rows: 200);
        var lease = TimeSpan.FromSeconds(20);
        var first = await TakeAsync(one, "one", Start, lease);
        await one.Parts.ApplyAsync(first, 30, driver.Sign, Start + lease, CancellationToken.None);
        var others = await TakeAsync(two, "two", Start, lease);

        var early = await two.Parts.TakeAsync("r1", RunState.Applying, "two", Start + TimeSpan.FromSeconds(19), lease, CancellationToken.None);
        var late = await TakeAsync(two, "two", Start + TimeSpan.FromSeconds(20), lease);
        var overtaken = await one.Parts.ApplyAsync(first, 30, driver.Sign, Start + lease, CancellationToken.None);
        var left = 0;
        while (await two.Parts.ApplyAsync(late, 30, driver.Sign, Start + lease, CancellationToken.None) is { Taken: > 0 } applied)
        {
            left += applied.Taken;
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(others.Number, Is.Not.EqualTo(first.Number));
            Assert.That(early, Is.Null, "both parts are in somebody's hands");
            Assert.That(late.Number, Is.EqualTo(first.Number));
            Assert.That(overtaken.Taken, Is.Zero);
            Assert.That(left, Is.EqualTo(70), "100 rows of which 30 were applied");
            Assert.That(await this.ScalarAsync("select count(*) from credential"), Is.EqualTo(100));
        }
    }

    [Test]
    public async Task What_the_parts_of_an_extract_came_to_is_kept_in_the_order_of_keys_and_two_that_give_one_identifier_to_two_persons_say_so()
    {
        var node = await this.OpenAsync();
        var driver = new LedgerDriver(SqliteHarness.Stores(node));
        await driver.StartAsync("r1");
        await driver.PullAsync("r1", [.. Enumerable.Range(0, 350).Select(number => $"k{number:D3}")]);
        var count = await node.Parts.DivideStagedAsync("r1", 100, CancellationToken.None);
        for (var at = 0; at < count; at++)
        {
            var part = await node.Parts.TakeAsync("r1", RunState.Deciding, "one", Start, TimeSpan.FromSeconds(20), CancellationToken.None) ?? throw new InvalidOperationException("No part.");
            var rows = new List<Decision>();
            await foreach (var staged in node.Parts.ReadStagedAsync(part, CancellationToken.None))
            {
                rows.Add(Decide(staged.Key, DecisionKind.New));
            }

            // the second part says of the identifier what the first one says, the third something else
            var person = new PlannedPerson(at == 2 ? "another" : "somebody", [new PersonIdentifier("sis_id", "S1")]);
            await node.Parts.KeepDecidedAsync(part, rows, [person], $"{rows[0].RecordKey} to {rows[^1].RecordKey}", CancellationToken.None);
        }

        var decided = await node.Parts.DecidedAsync("r1", CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(decided.Select(part => part.Outcome), Is.EqualTo(new[] { "k000 to k099", "k100 to k199", null }), "the rest of fifty goes with the last part");
            Assert.That(await this.ScalarAsync("select count(*) from decision"), Is.EqualTo(200));
            Assert.That(await this.ScalarAsync("select count(*) from planned_identifier"), Is.EqualTo(1));
        }

        await node.Parts.ForgetDecidedAsync("r1", CancellationToken.None);

        Assert.That(await this.ScalarAsync("select (select count(*) from decision) + (select count(*) from planned_identifier) + (select count(*) from run_part)"), Is.Zero);
    }

    private static async Task<LedgerDriver> DividedAsync(Ledger node, int rows)
    {
        var driver = new LedgerDriver(SqliteHarness.Stores(node));
        await driver.StartAsync("r1");
        string[] keys = [.. Enumerable.Range(0, rows).Select(number => $"k{number}")];
        await driver.PullAsync("r1", keys);
        await driver.SealAsync("r1", [.. keys.Select(key => Decide(key, DecisionKind.New))]);
        Assert.That(await node.Parts.DivideAsync("r1", 100, CancellationToken.None), Is.EqualTo(rows / 100));
        return driver;
    }

    private static async Task<RunPart> TakeAsync(Ledger node, string name, DateTimeOffset now, TimeSpan lease) =>
        await node.Parts.TakeAsync("r1", RunState.Applying, name, now, lease, CancellationToken.None) ?? throw new InvalidOperationException("There is no part to take.");

    private static async Task<int> WorkAsync(Ledger node, LedgerDriver driver, string name)
    {
        var rows = 0;
        while (await node.Parts.TakeAsync("r1", RunState.Applying, name, Start, TimeSpan.FromSeconds(20), CancellationToken.None) is { } part)
        {
            while (await node.Parts.ApplyAsync(part, 30, driver.Sign, Start, CancellationToken.None) is { Taken: > 0 } applied)
            {
                rows += applied.Taken;
            }
        }

        return rows;
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
