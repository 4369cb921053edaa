using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LerBridge.IntegrationTests.Drivers;
using LerBridge.Sandbox;
using NUnit.Framework;

namespace LerBridge.IntegrationTests.Journeys;

/// <summary>
/// SIGKILL at random moments of night after night: the receiver's own record shows each version of each credential once, and its last word is the source's.
/// LERBRIDGE_CHAOS_NIGHTS says how many nights each seed gets.
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
                    await MomentAsync(site, process, moments, clean);
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
    private static async Task MomentAsync(GradesDriver site, LerBridgeProcess process, Random moments, TimeSpan clean)
    {
        if (moments.Next(3) > 0)
        {
            await Task.Delay(clean * (0.25 + (0.75 * moments.NextDouble())));
            return;
        }

        var before = site.Sandbox.Arrivals.Count;
        var after = before + 1 + moments.Next(4);
        while (!process.HasExited && site.Sandbox.Arrivals.Count < after)
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
