using System.Text;
using System.Text.Json;
using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;
using LerBridge.Tests.Builders;
using LerBridge.Tests.Drivers;
using Microsoft.Data.Sqlite;
using NUnit.Framework;

namespace LerBridge.Tests.Pipeline;

/// <summary>The chain of manifests over versions of LerBridge, and its end outside the ledger.</summary>
internal sealed class ManifestTests
{
    private const string Type = "lerbridge-manifest+jwt";

    [Test]
    public async Task A_manifest_of_the_first_form_still_stands_as_what_it_is_and_is_followed_by_one_of_the_second()
    {
        await using var driver = await StartAsync();
        var first = (await driver.NightAsync()).Run;
        await MakeOlderAsync(driver, first);
        var desk = new ManifestDesk(driver.Services);
        var before = (await desk.CheckAsync(first, CancellationToken.None), await desk.CheckEndAsync(CancellationToken.None));

        var second = (await driver.NextNightAsync()).Run;
        var manifest = Open(driver, (await driver.Ledger.Manifests.EndAsync(CancellationToken.None)).Newest);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((before.Item1.Stands, before.Item2.Count), Is.EqualTo(((bool?)true, 0)));
            Assert.That((await desk.CheckAsync(first, CancellationToken.None)).Stands, Is.True);
            Assert.That((await desk.CheckAsync(second, CancellationToken.None)).Stands, Is.True);
            Assert.That(await desk.CheckEndAsync(CancellationToken.None), Is.Empty);
            Assert.That((manifest.Number, manifest.Unsealed, manifest.Counts), Is.EqualTo(((long?)1, 0L, second.Counts)));
        }
    }

    [Test]
    public async Task A_manifest_of_the_second_form_is_held_against_what_it_says_and_followed_by_one_of_the_third()
    {
        await using var driver = await StartAsync();
        var first = (await driver.NightAsync()).Run;
        var older = Open(driver, (await driver.Ledger.Manifests.EndAsync(CancellationToken.None)).Newest) with { Schema = "lerbridge/manifest/v2", Messages = null, MessagesRoot = null, KeyChanges = null, KeyChangesRoot = null };
        var statement = driver.Issuer.Sign(Type, JsonSerializer.SerializeToUtf8Bytes(older, RunManifestJson.Default.RunManifest));
        Execute(driver, $"update run_manifest set statement = '{statement}'; delete from manifest_end; delete from outbox_attempt; delete from outbox where number = 1");
        driver.Public.Files.Clear();
        var desk = new ManifestDesk(driver.Services);

        var before = await desk.CheckAsync(first, CancellationToken.None);
        var second = (await driver.NextNightAsync()).Run;
        var manifest = Open(driver, (await driver.Ledger.Manifests.EndAsync(CancellationToken.None)).Newest);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((before.Stands, (await desk.CheckAsync(first, CancellationToken.None)).Stands, (await desk.CheckAsync(second, CancellationToken.None)).Stands), Is.EqualTo(((bool?)true, (bool?)true, (bool?)true)));
            Assert.That(await desk.CheckEndAsync(CancellationToken.None), Is.Empty);
            Assert.That((manifest.Schema, manifest.Number, manifest.Messages, manifest.KeyChanges), Is.EqualTo(("lerbridge/manifest/v3", (long?)2, (long?)0, (long?)0)));
        }
    }

    [Test]
    public async Task A_message_that_is_released_by_a_later_run_is_still_that_of_its_version()
    {
        await using var driver = await StartAsync();
        var first = (await driver.NightAsync()).Run;
        Execute(driver, "insert into run (id, mapping, connector, stream, state, outcome, started_at, record_date, mapping_hash) values ('later', 'courses', '', '', 'Ended', 'Failed', 0, '2026-01-01', ''); update outbox set run = (select number from run where id = 'later'), state = 'queued'");
        var desk = new ManifestDesk(driver.Services);

        var released = await desk.CheckAsync(first, CancellationToken.None);
        Execute(driver, "delete from outbox_attempt; delete from outbox where number = 1");
        var dropped = await desk.CheckAsync(first, CancellationToken.None);

        Assert.That((released.Stands, dropped.Problems.Single()), Is.EqualTo(((bool?)true, "Its messages to destinations are not those that were signed (2 then, 1 now): of what is gone, a receiver may never hear.")));
    }

    [Test]
    public async Task What_had_ended_without_a_manifest_when_there_were_first_any_of_acts_is_told_from_what_is_put_in_later()
    {
        await using var driver = await StartAsync();
        var first = (await driver.NightAsync()).Run;
        Execute(driver, "delete from run_manifest; delete from manifest_end");
        driver.Public.Files.Clear();
        await driver.NextNightAsync();
        await driver.NextNightAsync();
        var desk = new ManifestDesk(driver.Services);

        var before = await desk.CheckEndAsync(CancellationToken.None);
        Execute(driver, "insert into run (id, mapping, connector, stream, state, outcome, started_at, record_date, mapping_hash, by_hand) values ('forged', 'courses', '', '', 'Ended', 'Succeeded', 0, '2026-01-01', '', 1)");
        var after = await desk.CheckEndAsync(CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await desk.CheckAsync(first, CancellationToken.None)).Stands, Is.Null);
            Assert.That(before, Is.Empty);
            Assert.That(after.Single(), Does.Contain("2 have no manifest, and 1 had none"));
        }
    }

    [Test]
    public async Task A_row_that_became_held_while_it_was_applied_is_counted_so_in_the_manifest()
    {
        await using var driver = await StartAsync();
        driver.Time.Advance(TimeSpan.FromSeconds(1));
        var planned = await new BridgeRunner(driver.Services).PlanAsync(driver.Plan, driver.Source, progress: null, CancellationToken.None);
        Execute(driver, "update decision_claims set claims = x'00'");

        var applied = await new BridgeRunner(driver.Services).ApplyAsync(driver.Plan, planned.Run.Id, new PlanApproval("registrar", driver.Time.GetUtcNow(), null), progress: null, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await new ManifestDesk(driver.Services).CheckAsync(applied.Run, CancellationToken.None)).Problems, Is.Empty);
            Assert.That(Open(driver, (await driver.Ledger.Manifests.EndAsync(CancellationToken.None)).Newest).Counts, Is.EqualTo(new RunCounts { Held = 1 }));
        }
    }

    [Test]
    public async Task A_ledger_that_is_older_than_the_public_end_of_its_chain_is_told()
    {
        await using var driver = await StartAsync();
        await driver.NightAsync();
        var copy = driver.Public.Files[ManifestDesk.EndPath];
        await driver.NextNightAsync();
        var desk = new ManifestDesk(driver.Services);
        var newest = driver.Public.Files[ManifestDesk.EndPath];
        driver.Public.Files[ManifestDesk.EndPath] = copy;
        var behind = await desk.CheckEndAsync(CancellationToken.None);

        driver.Public.Files[ManifestDesk.EndPath] = newest;
        Execute(driver, $"delete from run_manifest where number = 2; update manifest_end set statement = '{Encoding.UTF8.GetString(copy)}'");
        var ahead = await desk.CheckEndAsync(CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(behind, Has.Some.Contains("names manifest 1 as the newest, and the ledger has 2"));
            Assert.That(ahead, Has.Some.Contains("The public folder names manifest 2 as the newest"));
        }
    }

    private static async Task MakeOlderAsync(NightDriver driver, RunEntry run)
    {
        var decisions = new HashTree();
        await foreach (var row in driver.Ledger.Manifests.ReadDecisionsAsync(run.Id, whole: false, CancellationToken.None))
        {
            decisions.Add(Encoding.UTF8.GetBytes(row));
        }

        var versions = new HashTree();
        await foreach (var (text, document) in driver.Ledger.Manifests.ReadVersionsAsync(run.Id, whole: false, CancellationToken.None))
        {
            versions.Add(Encoding.UTF8.GetBytes($"{text}|{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(document.Span))}"));
        }

        var manifest = new RunManifest(
            "lerbridge/manifest/v1", run.Id, run.Mapping, run.MappingHash, run.PlanHash, run.RecordDate, "complete", Scope: null, decisions.Count, decisions.Root(), versions.Count, versions.Root(), null, null, null);
        var statement = driver.Issuer.Sign(Type, JsonSerializer.SerializeToUtf8Bytes(manifest, RunManifestJson.Default.RunManifest));
        Execute(driver, $"update run_manifest set statement = '{statement}'; delete from manifest_end");
        driver.Public.Files.TryRemove(ManifestDesk.EndPath, out _);
    }

    private static RunManifest Open(NightDriver driver, string? statement) =>
        JsonSerializer.Deserialize(driver.Issuer.Open(Type, statement ?? string.Empty), RunManifestJson.Default.RunManifest) ?? throw new AssertionException("There is no manifest.");

    private static void Execute(NightDriver driver, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(driver.DataDirectory, "lerbridge.db"), Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static async Task<NightDriver> StartAsync()
    {
        var driver = await NightDriver.StartAsync();
        driver.Source.Records.Add(Plans.Record("c0", "p0", "B", sisId: "S0"));
        return driver;
    }
}
