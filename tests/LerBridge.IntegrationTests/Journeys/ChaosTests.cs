using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.IntegrationTests.Drivers;
using LerBridge.Sandbox;
using Microsoft.Data.Sqlite;
using NUnit.Framework;

namespace LerBridge.IntegrationTests.Journeys;

/// <summary>
/// SIGKILL at random moments of night after night: the receiver's own record shows each version of each credential once, and its last word is the source's.
/// LERBRIDGE_CHAOS_NIGHTS says how many nights each seed gets, and receivers that ignore keys get half as many.
/// </summary>
internal sealed class ChaosTests
{
    private const int MostKillsOfANight = 5;
    private const int UsualNights = 8;

    private static int Nights => int.TryParse(Environment.GetEnvironmentVariable("LERBRIDGE_CHAOS_NIGHTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var nights) ? nights : UsualNights;

    [TestCase(20261122)]
    [TestCase(8128)]
    public async Task Whenever_it_is_killed_the_receiver_gets_each_version_once(int seed)
    {
        await using var site = await GradesDriver.StartAsync();
        var college = new ChangingGrades(new Random(seed));
        var moments = new Random(seed + 1);
        var (starts, kills) = (0, 0);
        var clean = TimeSpan.FromSeconds(1);

        for (var night = 0; night < Nights; night++)
        {
            college.Change();
            await site.WriteAsync(college.Grades);
            var killsTonight = 0;
            while (true)
            {
                starts++;
                var watch = Stopwatch.StartNew();
                using var process = site.Start("run", "grades", "--output", "json");
                if (night > 0 && killsTonight < MostKillsOfANight && moments.NextDouble() < 0.75)
                {
                    await MomentAsync(() => site.Sandbox.Arrivals.Count, process, moments, clean);
                    killsTonight += process.HasExited ? 0 : 1;
                    process.Kill();
                }

                var result = await process.WaitAsync(GradesDriver.Limit);
                if (result.ExitCode == 0)
                {
                    clean = watch.Elapsed;
                    break;
                }

                Assert.That(result.ExitCode, Is.EqualTo(137), $"night {night}: {result.Output} {result.Errors}");
            }

            kills += killsTonight;
        }

        await TestContext.Out.WriteLineAsync($"{starts} runs, {kills} of them killed, {college.Versions.Count} credentials, {site.Sandbox.Arrivals.Count} arrivals, {site.Sandbox.Arrivals.Sum(arrival => arrival.Times - 1)} sent again under their keys.");
        var verified = await site.RunAsync("runs", "verify");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(kills, Is.GreaterThan(Nights / 3), "hardly a kill met a running process");
            Assert.That(verified.ExitCode, Is.Zero, verified.Output + verified.Errors);
            AssertReceived(site.Sandbox.Arrivals, college);
        }
    }

    [TestCase(496)]
    public async Task Whenever_it_is_killed_a_receiver_that_ignores_keys_gets_nothing_twice_and_what_nobody_knows_is_in_doubt(int seed)
    {
        await using var silent = await KeylessReceiver.StartAsync(seed);
        await using var asked = await KeylessReceiver.StartAsync(seed + 1);
        await using var site = await GradesDriver.StartAsync(settings => settings["Destinations"] = new JsonObject
        {
            ["folder"] = Keyless(silent, asks: false),
            ["registry"] = Keyless(asked, asks: true),
        });
        var college = new ChangingGrades(new Random(seed));
        var moments = new Random(seed + 2);
        var (starts, kills) = (0, 0);
        var clean = TimeSpan.FromSeconds(1);

        for (var night = 0; night < Nights / 2; night++)
        {
            college.Change();
            await site.WriteAsync(college.Grades);
            for (var killsTonight = 0; ;)
            {
                starts++;
                var watch = Stopwatch.StartNew();
                using var process = site.Start("run", "grades", "--output", "json");
                if (night > 0 && killsTonight < 2)
                {
                    await MomentAsync(() => silent.All.Count + asked.All.Count, process, moments, clean, byClock: 0.4);
                    (killsTonight, kills) = process.HasExited ? (killsTonight, kills) : (killsTonight + 1, kills + 1);
                    process.Kill();
                }

                // 7 where something is in doubt, or is to be asked about in a minute
                var result = await process.WaitAsync(GradesDriver.Limit);
                if (result.ExitCode is 0 or 7)
                {
                    clean = watch.Elapsed;
                    break;
                }

                Assert.That(result.ExitCode, Is.EqualTo(137), $"night {night}: {result.Output} {result.Errors}");
            }
        }

        // what the last dead process sent is asked about a minute later
        await Task.Delay(TimeSpan.FromSeconds(62));
        var last = await site.RunAsync("run", "grades");
        var (messages, doubts) = (Messages(site), await DoubtsAsync(site));
        await TestContext.Out.WriteLineAsync(
            $"{starts} runs, {kills} of them killed, {messages.Count} messages; {doubts.Count} in doubt, {doubts.Count(doubt => silent.Has(doubt.Key))} of which had arrived; {messages.Count(one => one is { Destination: "registry", Asked: true })} were settled by asking.");
        await SettleAsync(site, silent, doubts);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(kills, Is.GreaterThan(Nights / 3), "hardly a kill met a running process");
            Assert.That(last.ExitCode, Is.Zero, last.Output + last.Errors);
            Assert.That(silent.All.Select(one => one.Key), Is.Unique, "sent twice to the one that says nothing");
            Assert.That(asked.All.Select(one => one.Key), Is.Unique, "sent twice to the one that can be asked");
            Assert.That(messages.Where(one => one.State == "accepted").Select(one => (one.Destination, one.Key)), Is.SubsetOf(silent.All.Select(one => ("folder", one.Key)).Concat(asked.All.Select(one => ("registry", one.Key)))), "what counts as delivered is there");
            Assert.That(messages.Where(one => one.State != "accepted").Select(one => (one.Destination, one.State)), Is.All.EqualTo(("folder", "in-doubt")), "whatever else there is is in doubt");
            AssertHas(asked, college);
            AssertHas(silent, college, inOrder: false);
            Assert.That((await DoubtsAsync(site)).Count, Is.Zero, "all doubts were settled");
        }
    }

    private static JsonObject Keyless(KeylessReceiver receiver, bool asks)
    {
        var settings = new JsonObject { ["Kind"] = "Http", ["Url"] = $"{receiver.Url}/credentials", ["Status"] = true, ["HonoursIdempotencyKey"] = false };
        if (asks)
        {
            settings["AskUrl"] = $"{receiver.Url}/asked/{{key}}";
        }

        return settings;
    }

    private static List<(string Destination, string Key, string State, bool Asked)> Messages(GradesDriver site)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(site.Folder, "data", "lerbridge.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select destination, idempotency_key, state, exists (select 1 from outbox_attempt a where a.message = outbox.number and a.outcome = 'unanswered') from outbox";
        using var rows = command.ExecuteReader();
        var messages = new List<(string, string, string, bool)>();
        while (rows.Read())
        {
            messages.Add((rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetBoolean(3)));
        }

        return messages;
    }

    private static async Task<List<(string Id, string Key, bool Overtaken)>> DoubtsAsync(GradesDriver site)
    {
        var list = await site.RunAsync("delivery", "list", "--state", "in-doubt", "--limit", "1000", "--output", "json");
        Assert.That(list.ExitCode, Is.Zero, list.Errors);
        using var document = JsonDocument.Parse(list.Output);
        return [.. document.RootElement.GetProperty("deliveries").EnumerateArray().Select(one => (
            one.GetProperty("id").GetRawText(),
            KeyOf(one.GetProperty("destination").GetString(), one.GetProperty("credential").GetString(), one.GetProperty("version").GetInt32(), one.GetProperty("operation").GetString()),
            one.GetProperty("overtaken").GetBoolean()))];
    }

    // as a person would who has asked the receiver
    private static async Task SettleAsync(GradesDriver site, KeylessReceiver receiver, List<(string Id, string Key, bool Overtaken)> doubts)
    {
        await ActAsync("settle", "--accepted", doubts.Where(doubt => receiver.Has(doubt.Key)));
        await ActAsync("settle", "--refused", doubts.Where(doubt => !receiver.Has(doubt.Key) && doubt.Overtaken));
        await ActAsync("replay", null, doubts.Where(doubt => !receiver.Has(doubt.Key) && !doubt.Overtaken));

        async Task ActAsync(string verb, string? how, IEnumerable<(string Id, string Key, bool Overtaken)> which)
        {
            var ids = which.Select(doubt => doubt.Id).ToArray();
            if (ids.Length > 0)
            {
                var done = await site.RunAsync(["delivery", verb, .. ids, .. how is null ? Array.Empty<string>() : [how], "--reason", "The receiver was asked", "--yes"]);
                Assert.That(done.ExitCode, Is.Zero, done.Output + done.Errors);
            }
        }
    }

    // contract: hex SHA-256 of destination | credential id | version | operation
    private static string KeyOf(string? destination, string? credential, int version, string? operation) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', destination, credential, version, operation))));

    // Its last word of each credential is the source's; where versions came in order, it has all of them.
    private static void AssertHas(KeylessReceiver receiver, ChangingGrades college, bool inOrder = true)
    {
        var received = receiver.All.GroupBy(one => one.CredentialId).Select(one => one.Select(taken => taken.Says).ToArray()).ToList();
        var expected = college.Versions.Select(one => college.Grades[one.Key] == "F" ? [.. one.Value, "revoked"] : one.Value.ToArray()).ToList();
        if (inOrder)
        {
            Assert.That(received.Select(said => string.Join(' ', said)).Order(StringComparer.Ordinal), Is.EqualTo(expected.Select(said => string.Join(' ', said)).Order(StringComparer.Ordinal)), "versions in order");
        }

        Assert.That(received.Select(said => said[^1]).Order(StringComparer.Ordinal), Is.EqualTo(expected.Select(said => said[^1]).Order(StringComparer.Ordinal)), "last words");
    }

    private static void AssertReceived(IReadOnlyList<SandboxArrival> arrivals, ChangingGrades college)
    {
        Assert.That(arrivals.Select(arrival => arrival.Key), Is.Unique, "keys");
        var received = arrivals.Where(arrival => arrival.Kind == SandboxArrivalKind.Credential).GroupBy(arrival => arrival.CredentialId).ToList();
        var versions = received.Select(one => one.Select(GradeOf).ToArray()).Select(grades => string.Join(' ', grades)).Order(StringComparer.Ordinal);
        Assert.That(versions, Is.EqualTo(college.Versions.Values.Select(grades => string.Join(' ', grades)).Order(StringComparer.Ordinal)), "versions of each credential, in order");
        Assert.That(received.All(one => one.Select(arrival => arrival.ValidFrom).Order(StringComparer.Ordinal).SequenceEqual(one.Select(arrival => arrival.ValidFrom), StringComparer.Ordinal)), Is.True, "each version is newer");
        Assert.That(arrivals.Where(arrival => arrival is { Kind: SandboxArrivalKind.Status, Status: "revoked" }).Select(arrival => arrival.CredentialId), Is.Unique.And.Exactly(college.Failed).Items, "withdrawals");
    }

    private static string GradeOf(SandboxArrival arrival)
    {
        using var document = JsonDocument.Parse(arrival.Body);
        return document.RootElement.GetProperty("credentialSubject").GetProperty("term").GetString() ?? string.Empty;
    }

    // Either at some moment of a usual run, or just as the receiver gets something.
    private static async Task MomentAsync(Func<int> arrived, LerBridgeProcess process, Random moments, TimeSpan clean, double byClock = 2.0 / 3)
    {
        if (moments.NextDouble() < byClock)
        {
            await Task.Delay(clean * (0.25 + (0.75 * moments.NextDouble())));
            return;
        }

        var after = arrived() + 1 + moments.Next(4);
        while (!process.HasExited && arrived() < after)
        {
            await Task.Delay(2);
        }
    }

    /// <summary>A course whose grades change from night to night, and what each credential should have said.</summary>
    private sealed class ChangingGrades(Random random)
    {
        private const int Fresh = 6;

        private static readonly string[] Passed = ["A", "B", "C"];

        public SortedDictionary<int, string> Grades { get; } = [];

        /// <summary>The grades that were certified of each person, in order.</summary>
        public Dictionary<int, List<string>> Versions { get; } = [];

        /// <summary>How many certified persons have failed since.</summary>
        public int Failed { get; private set; }

        public void Change()
        {
            foreach (var person in this.Grades.Keys.ToList().Where(_ => random.Next(4) == 0))
            {
                var (before, after) = (this.Grades[person], random.Next(8) == 0 ? "F" : Passed[random.Next(Passed.Length)]);
                if (before == "F" || after == before)
                {
                    continue; // who has failed has failed
                }

                this.Grades[person] = after;
                if (after == "F")
                {
                    this.Failed++;
                }
                else
                {
                    this.Versions[person].Add(after);
                }
            }

            for (var i = 0; i < Fresh; i++)
            {
                var (person, grade) = (this.Grades.Count, Passed[random.Next(Passed.Length)]);
                this.Grades[person] = grade;
                this.Versions[person] = [grade];
            }
        }
    }
}
