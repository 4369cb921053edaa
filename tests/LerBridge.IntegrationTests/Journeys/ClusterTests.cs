using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.IntegrationTests.Drivers;
using LerBridge.Sandbox;
using LerBridge.Tests.Servers;
using NUnit.Framework;

namespace LerBridge.IntegrationTests.Journeys;

/// <summary><c>serve</c> on three nodes with one PostgreSQL and one data directory: each time of a schedule is taken up by one of them, and what one leaves another takes.</summary>
[Category(PostgreSql.Category)]
internal sealed class ClusterTests
{
    // a node that dies in the middle of a firing is waited for
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    [Test]
    public async Task Three_nodes_on_one_database_run_each_night_once_and_go_on_when_one_is_killed()
    {
        var database = await PostgreSql.DatabaseAsync();
        await using var site = await GradesDriver.StartAsync(settings =>
        {
            settings["Storage"] = new JsonObject { ["Provider"] = "PostgreSql", ["ConnectionString"] = database };
            settings["Schedules"] = new JsonObject { ["often"] = new JsonObject { ["Cron"] = "0/3 * * * * ?", ["Mappings"] = new JsonArray("grades") } };
        });
        var grades = Enumerable.Range(0, 40).ToDictionary(person => person, _ => "C");
        await site.WriteAsync(grades);

        var nodes = Enumerable.Range(0, 3).Select(_ => site.Start("serve")).ToList();
        await UntilArrivedAsync(site, nodes, 40);
        await ChangeAsync(site, grades, 0, 10, "B");
        await UntilArrivedAsync(site, nodes, 50);
        nodes[0].Kill();
        var killed = await nodes[0].WaitAsync(Limit);
        await ChangeAsync(site, grades, 20, 25, "A");
        await UntilArrivedAsync(site, nodes[1..], 55);
        foreach (var node in nodes[1..])
        {
            await node.TerminateAsync();
        }

        var stopped = new[] { await nodes[1].WaitAsync(Limit), await nodes[2].WaitAsync(Limit) };
        var runs = await RunsAsync(site);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(stopped.Select(node => node.ExitCode), Has.All.EqualTo(130), string.Concat(stopped.Select(node => node.Errors)));
            Assert.That(site.Sandbox.Arrivals, Has.Count.EqualTo(55), "40 issued, 15 corrected");
            Assert.That(site.Sandbox.Arrivals.Select(arrival => arrival.Key), Is.Unique);
            Assert.That(site.Sandbox.Arrivals.Where(arrival => arrival.Kind == SandboxArrivalKind.Credential).Select(arrival => arrival.CredentialId).Distinct().Count(), Is.EqualTo(40));
            Assert.That(runs.Zip(runs.Skip(1)).Where(pair => pair.First.Ended > pair.Second.Started), Is.Empty, "runs side by side");
            Assert.That(runs.GroupBy(run => run.Started.ToUnixTimeSeconds() / 3).Where(due => due.Count() > 2), Is.Empty, "a time that was taken up again and again");
            Assert.That(stopped.Append(killed).Count(node => node.Errors.Contains("done in run", StringComparison.Ordinal)), Is.Positive);
        }

        nodes.ForEach(node => node.Dispose());
    }

    [Test]
    public async Task A_large_run_is_divided_among_nodes_and_what_a_killed_one_leaves_is_gone_on_with()
    {
        const int rows = 12_000;
        var database = await PostgreSql.DatabaseAsync();
        await using var site = await GradesDriver.StartAsync(settings =>
        {
            settings["Storage"] = new JsonObject { ["Provider"] = "PostgreSql", ["ConnectionString"] = database };
            settings["Destinations"]?.AsObject().Remove("registry");
        });
        var mapping = Path.Combine(site.Folder, "mappings", "grades.yaml");
        await File.WriteAllTextAsync(mapping, (await File.ReadAllTextAsync(mapping)).Replace("  - to: registry", string.Empty, StringComparison.Ordinal));
        await site.WriteAsync(Enumerable.Range(0, rows).ToDictionary(person => person, _ => "B"));
        Assert.That((await site.RunAsync("migrate")).ExitCode, Is.Zero);

        using var helper = site.Start("serve", "--parallel", "1");
        using var first = site.Start("run", "grades", "--parallel", "1");
        await UntilAsync(database, first, "select count(*) from run_part p join run r on r.number = p.run where r.state = 'Applying' and p.applied_through >= p.ends_with", 1);
        first.Kill();
        await first.WaitAsync(Limit);
        var second = await AgainAsync(site);
        await helper.TerminateAsync();
        var helped = await helper.WaitAsync(Limit);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(second.ExitCode, Is.Zero, second.Errors);
            Assert.That(helped.Errors, Does.Contain("parts were done here"), "the node that served took parts");
            Assert.That(await PostgreSql.ScalarAsync<long>(database, "select count(*) from run where state <> 'Ended' or outcome <> 'Succeeded'"), Is.Zero);
            Assert.That(await PostgreSql.ScalarAsync<long>(database, "select count(*) from credential where version = 1 and state = 'Valid'"), Is.EqualTo(rows));
            Assert.That(await PostgreSql.ScalarAsync<long>(database, "select count(*) from credential_version"), Is.EqualTo(rows));
            Assert.That(await PostgreSql.ScalarAsync<long>(database, "select count(distinct (list, position)) from status_index"), Is.EqualTo(rows));
            Assert.That(await PostgreSql.ScalarAsync<long>(database, "select count(distinct idempotency_key) from outbox where operation = 'Issue'"), Is.EqualTo(rows));
        }

        var verified = await site.RunAsync("runs", "verify");
        Assert.That(verified.ExitCode, Is.Zero, verified.Output + verified.Errors);
    }

    // The server notices the death of whoever had the right to run a moment later than we do.
    private static async Task<ProcessResult> AgainAsync(GradesDriver site)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            var again = await site.RunAsync("run", "grades", "--parallel", "1");
            if (again.ExitCode != 8)
            {
                return again;
            }

            await Task.Delay(200, limit.Token);
        }
    }

    private static async Task UntilAsync(string database, LerBridgeProcess running, string query, long count)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (await PostgreSql.ScalarAsync<long>(database, query) < count)
        {
            if (running.HasExited)
            {
                Assert.Fail($"it ended by itself: {(await running.WaitAsync(Limit)).Errors}");
            }

            await Task.Delay(50, limit.Token);
        }
    }

    private static Task ChangeAsync(GradesDriver site, Dictionary<int, string> grades, int from, int to, string grade)
    {
        for (var person = from; person < to; person++)
        {
            grades[person] = grade;
        }

        return site.WriteAsync(grades);
    }

    private static async Task UntilArrivedAsync(GradesDriver site, IEnumerable<LerBridgeProcess> nodes, int count)
    {
        var running = nodes.ToList();
        using var limit = new CancellationTokenSource(Limit);
        while (site.Sandbox.Arrivals.Count < count)
        {
            foreach (var node in running.Where(node => node.HasExited))
            {
                Assert.Fail($"a node ended by itself: {(await node.WaitAsync(Limit)).Errors}");
            }

            await Task.Delay(50, limit.Token);
        }
    }

    private static async Task<List<(DateTimeOffset Started, DateTimeOffset Ended)>> RunsAsync(GradesDriver site)
    {
        var listed = await site.RunAsync("runs", "list", "--limit", "500", "--output", "json");
        using var document = JsonDocument.Parse(listed.Output);
        return [.. document.RootElement.GetProperty("runs").EnumerateArray()
            .Where(run => run.GetProperty("endedAt").ValueKind == JsonValueKind.String)
            .Select(run => (Time(run, "startedAt"), Time(run, "endedAt")))
            .OrderBy(run => run.Item1)];
    }

    private static DateTimeOffset Time(JsonElement run, string name) => DateTimeOffset.Parse(run.GetProperty(name).GetString() ?? string.Empty, CultureInfo.InvariantCulture);
}
