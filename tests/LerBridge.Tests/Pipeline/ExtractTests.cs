using LerBridge.Core.Credentials;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.Pipeline;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;
using LerBridge.Tests.Builders;
using LerBridge.Tests.Drivers;
using NUnit.Framework;

namespace LerBridge.Tests.Pipeline;

/// <summary>What an extract shows and what it does not: one that is read twice, one that contradicts itself, one that is cut off.</summary>
internal sealed class ExtractTests
{
    [Test]
    public async Task An_extract_that_is_read_again_is_no_new_evidence_of_absence_and_a_new_one_is()
    {
        await using var driver = await StartAsync(2);
        driver.Plan = driver.Plan with { OnChange = driver.Plan.OnChange with { Absent = new OnChangeRule(ChangeAction.Revoke, TimeSpan.Zero, "mappings/courses.yaml:63:3") { AfterRuns = 2 } } };
        await driver.NightAsync();
        driver.Source.Records.RemoveAt(1);
        await driver.NextNightAsync();
        driver.Source.Repeats = true;

        var again = (await driver.NextNightAsync(), await driver.NextNightAsync());
        var standing = (await driver.AllAsync()).Count(entry => entry.State == CredentialState.Valid);
        driver.Source.Repeats = false;
        var fresh = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((again.Item1.Run.Counts.AbsentKept, again.Item2.Run.Counts.AbsentKept, standing), Is.EqualTo((1, 1, 2)));
            Assert.That(fresh.Run.Counts.AbsentWithdrawn, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Days_of_a_grace_pass_over_an_extract_that_is_read_again_and_its_runs_do_not()
    {
        await using var driver = await StartAsync(1);
        driver.Plan = driver.Plan with { OnChange = driver.Plan.OnChange with { Changed = new OnChangeRule(ChangeAction.Correct, TimeSpan.FromDays(2), "mappings/courses.yaml:63:3") { AfterRuns = 2 } } };
        await driver.NightAsync();
        await driver.NightOfAsync("A");
        driver.Source.Repeats = true;
        await driver.NextNightAsync();
        var waiting = await driver.NextNightAsync();
        driver.Source.Repeats = false;

        var acted = await driver.NightAsync();

        Assert.That((waiting.Problems.Single().Code, acted.Run.Counts.Corrected), Is.EqualTo(("LB4014", 1)));
    }

    [Test]
    public async Task Rows_of_one_file_that_contradict_each_other_are_held_and_what_was_issued_stays()
    {
        await using var driver = await StartAsync(3);
        driver.Source.IsOneState = true;
        await driver.NightAsync();
        driver.Source.Records.AddRange([Plans.Record("c1", "p1", "A", sisId: "S1"), Plans.Record("c9", "p9", "A", sisId: "S9"), Plans.Record("c9", "p9", "F", sisId: "S9"), Plans.Record("c2", "p2", "B", sisId: "S2")]);

        var night = await driver.NextNightAsync();
        var still = await driver.NextNightAsync();
        driver.Source.Records.RemoveRange(3, 1);
        var mended = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((night.Run.Counts.Held, night.Run.Counts.Unchanged, night.Run.Counts.New, night.Run.Counts.Duplicates), Is.EqualTo((2, 2, 0, 3)));
            Assert.That((night.Problems.Single().Code, night.Problems.Single().Count), Is.EqualTo((ContestedRows.Code, 2)));
            Assert.That(HoldKinds.Of(ContestedRows.Code).Name, Is.EqualTo("source"));
            Assert.That((still.Run.Counts.Held, (await driver.AllAsync()).Count), Is.EqualTo((2, 3)));
            Assert.That((mended.Run.Counts.Held, mended.Run.Counts.Unchanged), Is.EqualTo((1, 3)));
        }
    }

    [Test]
    public async Task A_contradiction_casts_no_doubt_on_what_is_absent()
    {
        await using var driver = await StartAsync(2);
        driver.Source.IsOneState = true;
        await driver.NightAsync();
        driver.Source.Records.RemoveAt(1);
        driver.Source.Records.AddRange([Plans.Record("c9", "p9", "A", sisId: "S9"), Plans.Record("c9", "p9", "F", sisId: "S9")]);

        var night = await driver.NextNightAsync();

        Assert.That(night.Problems.Select(problem => (problem.Kind, problem.Code)), Is.EquivalentTo(new[] { (DecisionKind.Held, ContestedRows.Code), (DecisionKind.AbsentHeld, "LB4020") }));
    }

    [Test]
    public async Task A_pull_that_goes_on_after_a_kill_finds_contradictions_with_what_it_had_staged_before()
    {
        await using var driver = await StartAsync(3);
        driver.Source.IsOneState = true;
        driver.Source.Records.Add(Plans.Record("c0", "p0", "A", sisId: "S0"));
        using var cut = new CancellationTokenSource();
        driver.Source.Breaks = (1, new OperationCanceledException(cut.Token));
        await cut.CancelAsync();
        await driver.NightAsync(cut.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        driver.Source.Breaks = (1, new OperationCanceledException());
        await driver.NightAsync().ContinueWith(_ => { }, TaskScheduler.Default);
        driver.Source.Breaks = null;

        var night = await driver.NightAsync();

        Assert.That((night.Run.Counts.Held, night.Run.Counts.New), Is.EqualTo((1, 2)));
    }

    [Test]
    public async Task A_run_over_a_part_of_its_source_says_why()
    {
        await using var driver = await StartAsync(1);
        driver.Source.PartialBecause = "grades.csv has no trailer: it may be cut off.";

        var night = await driver.NightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(night.Run.ExtractComplete, Is.False);
            Assert.That(night.Notices, Is.EqualTo(new[] { new SourceNotice("LB3109", "Not all of the source was read: grades.csv has no trailer: it may be cut off.") }));
        }
    }

    [Test]
    public void Reasons_are_told_until_there_are_enough()
    {
        var gaps = new ExtractGaps();

        var told = Enumerable.Range(0, 100).Select(part => gaps.Of(new PartitionEnd.Partial($"part {part} is cut off."))).OfType<SourceNotice>().ToArray();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(told, Has.Length.EqualTo(20));
            Assert.That(told[^1].Message, Does.EndWith("There are further reasons for other parts."));
            Assert.That((gaps.Of(null), gaps.Of(new PartitionEnd.Complete())), Is.EqualTo(((SourceNotice?)null, (SourceNotice?)null)));
        }
    }

    [Test]
    public void A_sieve_calls_no_key_new_that_came_before()
    {
        var sieve = new KeySieve(isBegun: false);
        string[] keys = [.. Enumerable.Range(0, 100_000).Select(number => $"[\"{number}\"]")];

        var news = keys.Count(sieve.IsFirst);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(news, Is.GreaterThan(95_000));
            Assert.That(keys.Any(sieve.IsFirst), Is.False);
            Assert.That(new KeySieve(isBegun: true).IsFirst("new"), Is.False);
        }
    }

    private static async Task<NightDriver> StartAsync(int records)
    {
        var driver = await NightDriver.StartAsync();
        driver.Source.Records.AddRange(Enumerable.Range(0, records).Select(i => Plans.Record($"c{i}", $"p{i}", "B", sisId: $"S{i}")));
        return driver;
    }
}
