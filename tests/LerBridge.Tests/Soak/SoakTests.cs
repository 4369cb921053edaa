using LerBridge.Core.Credentials;
using LerBridge.Core.Pipeline;
using LerBridge.Sandbox;
using NUnit.Framework;

namespace LerBridge.Tests.Soak;

/// <summary>
/// Two hundred and eighty-eight nights on which the systems misbehave at random. After each of them nothing stands that the truth lacks and nothing is withdrawn that the truth keeps; after one good
/// night at the end every credential says and is worth what it would without any trouble. <c>LERBRIDGE_SOAK_SEED</c> runs the seed that a failure names.
/// </summary>
internal sealed class SoakTests
{
    private const int Nights = 18;
    private const int Lives = 2;

    private static IEnumerable<TestCaseData> Systems => new[] { SoakedSystem.Canvas, SoakedSystem.CanvasReports, SoakedSystem.CanvasChanges, SoakedSystem.Banner, SoakedSystem.BannerChanges, SoakedSystem.Report, SoakedSystem.Soap, SoakedSystem.SoapChanges }
        .Select(system => new TestCaseData(system).SetArgDisplayNames(system.Name));

    [TestCaseSource(nameof(Systems))]
    public async Task Thirty_six_nights_of_random_trouble_end_with_the_same_credentials_as_nights_without_any(SoakedSystem system)
    {
        var (first, second, paths) = await TruthAsync(system);
        Assert.That(first.Lines, Has.Count.GreaterThan(10));
        Assert.That(second.Lines, Is.Not.EqualTo(first.Lines), "something happens between the days");

        if (Environment.GetEnvironmentVariable("LERBRIDGE_SOAK_SEED") is { Length: > 0 } only)
        {
            await LiveAsync(system, int.Parse(only, System.Globalization.CultureInfo.InvariantCulture), first, second, paths);
            return;
        }

        var seeds = Enumerable.Range(1, Lives).ToList();
        foreach (var seed in seeds)
        {
            await LiveAsync(system, seed, first, second, paths);
        }
    }

    private static async Task<(Issued First, Issued Second, IReadOnlyList<string> Paths)> TruthAsync(SoakedSystem system)
    {
        await using var life = await SoakLife.StartAsync(system);
        Assert.That((await life.NightAsync(mischief: null)).Report.Failure, Is.Null);
        var first = await Issued.OfAsync(life.Driver);
        life.DayTwo();
        life.Driver.Time.Advance(TimeSpan.FromDays(1));
        var (report, _) = await life.NightAsync(mischief: null);
        await TestContext.Out.WriteLineAsync($"the truth of the second day: {Told(report)}; {string.Join("; ", report.Notices.Select(notice => notice.Message).Concat(report.Problems.Select(problem => $"{problem.Count} x {problem.Code} {problem.Message}")))} {report.Run.Staged?.Text}");
        Assert.That(report.Failure, Is.Null);
        var paths = life.Sandbox.Requests(system.Site).Select(request => request.Path).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return (first, await Issued.OfAsync(life.Driver), paths);
    }

    private static async Task LiveAsync(SoakedSystem system, int seed, Issued first, Issued second, IReadOnlyList<string> paths)
    {
        var dice = new Random(seed);
        await using var life = await SoakLife.StartAsync(system);
        var changes = dice.Next(1, Nights);
        var diary = new List<string>();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (var night = 0; night < Nights; night++)
        {
            watch.Restart();
            await life.RestartAsync(speed: 200);
            if (night == changes)
            {
                // what was never issued cannot be withdrawn: the first day ends well before the second begins
                diary.Add(await GoodNightAsync(life, first, $"{system} seed {seed}\n{string.Join('\n', diary)}"));
                life.DayTwo();
            }

            var mischief = new Mischief(dice, system, paths);
            mischief.Happen(life.Sandbox);
            var (report, killed) = await life.NightAsync(mischief);
            diary.Add($"[{watch.ElapsedMilliseconds} ms, {life.Sandbox.Counters(system.Site).Requests}] night {night} day {life.Sandbox.Day}: {string.Join("; ", mischief.Told)} => {Told(report)}");
            life.Heal();
            await CheckAsync(life, night < changes ? [first] : [first, second], $"{system} seed {seed}\n{string.Join('\n', diary)}");
            life.Driver.Time.Advance(killed && dice.Next(2) == 0 ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1));
        }

        diary.Add(await GoodNightAsync(life, second, $"{system} seed {seed}\n{string.Join('\n', diary)}"));
        await TestContext.Out.WriteLineAsync(string.Join('\n', diary));
        Assert.That(life.Leaks, Is.Empty, $"{system} seed {seed}");
    }

    // a night without trouble ends with exactly the truth of its day
    private static async Task<string> GoodNightAsync(SoakLife life, Issued truth, string about)
    {
        life.Driver.Time.Advance(TimeSpan.FromDays(1));
        await life.RestartAsync(speed: 50);
        var (report, _) = await life.NightAsync(mischief: null);
        about += $"\ngood => {Told(report)}";
        Assert.That(report.Failure, Is.Null, about);
        Assert.That((await Issued.OfAsync(life.Driver)).Lines, Is.EqualTo(truth.Lines), about);
        return $"good => {Told(report)}";
    }

    // after a night nothing stands but what was true on one of the days, and nothing is withdrawn but what is so on one of them
    private static async Task CheckAsync(SoakLife life, IReadOnlyList<Issued> truths, string about)
    {
        var now = await Issued.OfAsync(life.Driver);
        var kept = truths.Select(truth => truth.Standing.ToHashSet(StringComparer.Ordinal)).ToList();
        Assert.That(now.Standing.Where(record => !kept.Any(truth => truth.Contains(record))), Is.Empty, "issued and not true\n" + about);
        Assert.That(now.ByRecord.Where(one => one.Value.State != CredentialState.Valid).Select(one => one.Key).Where(record => kept.All(truth => truth.Contains(record))), Is.Empty, "withdrawn and true\n" + about);
    }

    private static string Told(RunReport report)
    {
        var counts = report.Run.Counts;
        return $"{report.Run.Outcome} {report.Failure?.Code} complete {report.Run.ExtractComplete}: read {counts.Read} new {counts.New} corrected {counts.Corrected} withdrawn {counts.Withdrawn} held {counts.Held} failed {counts.Failed} absent {counts.Absent}";
    }
}
