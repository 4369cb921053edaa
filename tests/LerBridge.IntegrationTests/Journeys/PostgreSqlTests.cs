using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.IntegrationTests.Drivers;
using LerBridge.Storage;
using LerBridge.Tests.Servers;
using Microsoft.Data.Sqlite;
using Npgsql;
using NUnit.Framework;

namespace LerBridge.IntegrationTests.Journeys;

/// <summary>Nights whose ledger is on a PostgreSQL server.</summary>
[Category(PostgreSql.Category)]
internal sealed class PostgreSqlTests
{
    [Test]
    public async Task Two_nights_on_PostgreSQL_issue_what_SQLite_issues_under_the_same_ids_and_the_second_changes_nothing()
    {
        await using var embedded = await CollegeDriver.StartAsync();
        await embedded.NightAsync();
        await using var college = await CollegeDriver.StartAsync();
        await TakeSecretAlongAsync(embedded, await UsePostgreSqlAsync(college));

        var (exit, first, errors) = await college.NightAsync();
        var arrivals = college.Sandbox.Arrivals.Count;
        var (again, second, _) = await college.NightAsync();
        var doctor = await college.RunAsync("doctor");

        var (onPostgreSql, onSqlite) = (college.Delivered(), embedded.Delivered());
        using (Assert.EnterMultipleScope())
        {
            Assert.That((exit, again), Is.EqualTo((CollegeDriver.ExitOf(first), CollegeDriver.ExitOf(second))), errors);
            Assert.That(onPostgreSql.Keys, Is.EquivalentTo(onSqlite.Keys));
            Assert.That(onPostgreSql.Keys.Where(id => Said(onPostgreSql[id]) != Said(onSqlite[id])), Is.Empty);
            Assert.That(second.Values.Sum(run => run["new"] + run["corrected"] + run["withdrawn"] + run["absent"]), Is.Zero);
            Assert.That(second.Values, Has.All.Property("SumsHold").True);
            Assert.That(second.Values.Sum(run => run["unchanged"]), Is.EqualTo(first.Values.Sum(run => run["new"])).And.Positive);
            Assert.That((arrivals, college.Sandbox.Arrivals.Count), Is.EqualTo((embedded.Sandbox.Arrivals.Count, arrivals)));
            Assert.That(doctor.ExitCode, Is.Zero, doctor.Output + doctor.Errors);
        }
    }

    [Test]
    public async Task A_second_run_of_a_mapping_on_another_node_ends_with_8_and_says_who_has_it()
    {
        await using var college = await CollegeDriver.StartAsync();
        var database = await UsePostgreSqlAsync(college);
        await using var node = await Ledger.OpenAsync(
            new StorageOptions { DataDirectory = Path.Combine(college.Folder, "other-node"), Provider = LedgerProvider.PostgreSql, ConnectionString = database }, TimeProvider.System, CancellationToken.None);
        await using var right = await node.Runs.TryLockAsync("canvas-courses", CancellationToken.None);

        var refused = await college.RunAsync("run", "canvas-courses");

        Assert.That((refused.ExitCode, refused.Output + refused.Errors), Is.EqualTo((8, refused.Output + refused.Errors)));
        Assert.That(refused.Output + refused.Errors, Does.Contain("LB4030"));
    }

    [Test]
    public async Task A_server_that_is_killed_in_the_middle_of_a_night_and_comes_back_loses_nothing_and_repeats_nothing()
    {
        using var server = new PostgreSqlServer();
        await using var college = await CollegeDriver.StartAsync();
        var database = await UsePostgreSqlAsync(college, server);
        var said = new List<ProcessResult>();
        foreach (var pause in new[] { 3000, 4500, 6000 })
        {
            using var night = college.Start("run", "--all", "--output", "json");
            await Task.Delay(pause);
            server.Kill();
            await Task.Delay(3000);
            server.Start();
            said.Add(await night.WaitAsync(TimeSpan.FromMinutes(4)));
        }

        // ten minutes later: what was claimed in the moment of the crash is anybody's again
        await PostgreSql.ExecuteAsync(database, "update outbox set lease_until = lease_until - 600000 where lease_until is not null");

        var (exit, runs, errors) = await college.NightAsync();
        var (again, second, _) = await college.NightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(said.Select(result => result.ExitCode), Has.All.AnyOf(0, 1), string.Join("\n", said.Select(result => result.Errors)));
            Assert.That(string.Concat(said.Select(result => result.Output + result.Errors)), Does.Contain("LB8008").And.Not.Contain("LB0001"));
            Assert.That((exit, again), Is.EqualTo((CollegeDriver.ExitOf(runs), CollegeDriver.ExitOf(second))), errors);
            Assert.That(second.Values.Sum(run => run["new"] + run["corrected"] + run["withdrawn"] + run["absent"]), Is.Zero);
            Assert.That(college.Delivered(), Has.Count.EqualTo(second.Values.Sum(run => run["unchanged"])));
            Assert.That(college.Index(), Has.Count.EqualTo(college.Delivered().Count));
            Assert.That(college.Sandbox.Arrivals.Select(arrival => arrival.Times), Has.All.EqualTo(1), "what was answered is not sent again");
        }
    }

    private static async Task<string> UsePostgreSqlAsync(CollegeDriver college, PostgreSqlServer? server = null)
    {
        var database = server is null ? await PostgreSql.DatabaseAsync() : await PostgreSql.DatabaseAsync(server);
        await college.WriteSettingsAsync(settings => settings["Storage"] = new JsonObject { ["Provider"] = "PostgreSql", ["ConnectionString"] = database });
        var migrated = await college.RunAsync("migrate");
        Assert.That(migrated.ExitCode, Is.Zero, migrated.Errors);
        return database;
    }

    // Ids follow from the secret of the installation, which a new ledger would make anew.
    private static async Task TakeSecretAlongAsync(CollegeDriver embedded, string database)
    {
        await using var from = new SqliteConnection($"Data Source={Path.Combine(embedded.Folder, "data", "lerbridge.db")};Pooling=False");
        await from.OpenAsync();
        await using var read = from.CreateCommand();
        read.CommandText = "select sealed_secret from installation";
        var secret = await read.ExecuteScalarAsync();
        await using var to = new NpgsqlConnection(database + ";Pooling=false");
        await to.OpenAsync();
        await using var write = new NpgsqlCommand("update installation set sealed_secret = @secret", to);
        write.Parameters.AddWithValue("secret", secret ?? throw new InvalidOperationException("There is no secret."));
        Assert.That(await write.ExecuteNonQueryAsync(), Is.EqualTo(1));
    }

    // What a credential says, without when, by which key and under which status index it was signed.
    private static string Said(JsonElement credential)
    {
        var node = JsonNode.Parse(credential.GetRawText());
        Strip(node, credential.GetProperty("validFrom").GetString());
        return node?.ToJsonString() ?? string.Empty;
    }

    private static void Strip(JsonNode? node, string? signedAt)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToArray())
                {
                    if (name is "proof" or "credentialStatus" || (value is JsonValue text && text.TryGetValue<string>(out var written) && written == signedAt))
                    {
                        members.Remove(name);
                    }
                    else
                    {
                        Strip(value, signedAt);
                    }
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Strip(item, signedAt);
                }

                break;
        }
    }
}
