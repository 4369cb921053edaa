using System.Runtime.CompilerServices;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.People;
using LerBridge.Core.Pipeline;
using LerBridge.Core.Records;
using LerBridge.Tests.Builders;
using LerBridge.Tests.Drivers;
using NUnit.Framework;

namespace LerBridge.Tests.Pipeline;

/// <summary>A night that is divided into parts comes to what the same night comes to in one piece. Here the parts are of one process, on the engine that has one writer; that several may take them is the ledger's contract.</summary>
[TestFixture]
internal sealed class DividedNightTests
{
    private static readonly string[] Grades = ["A", "B", "C", "F", "HOLD", "FAIL"];

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(4)]
    public async Task A_divided_night_comes_to_what_the_same_night_comes_to_in_one_piece(int seed)
    {
        var random = new Random(seed);
        await using var whole = await NightDriver.StartAsync();
        await using var divided = await DividedAsync(new Seen());
        var records = Enumerable.Range(0, 120).Select(at => Plans.Record($"c{at % 7}", $"p{at}", Grades[random.Next(Grades.Length)], sisId: random.Next(4) == 0 ? null : $"S{at / 2 * 2}")).ToList();
        for (var night = 0; night < 3; night++)
        {
            Fill(whole, records);
            Fill(divided, records);

            var one = await whole.NextNightAsync();
            var other = await divided.NextNightAsync();

            using (Assert.EnterMultipleScope())
            {
                Assert.That(other.Failure, Is.EqualTo(one.Failure));
                Assert.That(other.Run.Counts, Is.EqualTo(one.Run.Counts));
                Assert.That(other.Run.PlanHash, Is.EqualTo(one.Run.PlanHash), "the same decisions about the same credentials");
                Assert.That(other.Problems.Select(Text).Order(), Is.EqualTo(one.Problems.Select(Text).Order()));
                Assert.That(await StandAsync(divided), Is.EqualTo(await StandAsync(whole)));
            }

            foreach (var record in records.Where(_ => random.Next(5) == 0))
            {
                record["grade"] = Value.Of(Grades[random.Next(Grades.Length)]);
            }
        }
    }

    [Test]
    public async Task Records_with_new_keys_go_on_with_their_credentials_wherever_their_part_was_decided()
    {
        await using var whole = await NightDriver.StartAsync();
        await using var divided = await DividedAsync(new Seen());
        var records = Enumerable.Range(0, 120).Select(at => Plans.Record($"c{at}", $"p{at % 60}", Grades[at % 3], $"S{at % 60}")).ToList();
        foreach (var driver in new[] { whole, divided })
        {
            Fill(driver, records);
            await driver.NextNightAsync();
        }

        // some alone, some together with the other record of their person, which says the same or something else
        foreach (var at in Enumerable.Range(0, 120).Where(at => at % 7 == 0 || at % 60 < 9))
        {
            records[at]["course.id"] = Value.Of($"x{at}");
        }

        var one = await whole.NextNightAsync();
        var other = await divided.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(one.Changes.Single(change => change.Change == SourceChange.KeyChange).Count, Is.GreaterThan(5));
            Assert.That(one.Run.Counts.New, Is.GreaterThan(5));
            Assert.That(other.Changes, Is.EqualTo(one.Changes));
            Assert.That(other.Run.Counts, Is.EqualTo(one.Run.Counts));
            Assert.That(other.Run.PlanHash, Is.EqualTo(one.Run.PlanHash));
            Assert.That(await StandAsync(divided), Is.EqualTo(await StandAsync(whole)));
        }
    }

    [Test]
    public async Task Parts_are_what_does_it()
    {
        var seen = new Seen();
        await using var divided = await DividedAsync(seen);
        Fill(divided, [.. Enumerable.Range(0, 100).Select(at => Plans.Record("c", $"p{at}", "A", $"S{at}"))]);

        var report = await divided.NightAsync();

        Assert.That((report.Run.Counts.New, seen.Decided, seen.Applied >= 10, seen.Forgotten), Is.EqualTo((100L, 10, true, 0)));
    }

    [Test]
    public async Task Where_parts_give_one_identifier_to_two_persons_one_process_decides()
    {
        var seen = new Seen();
        await using var whole = await NightDriver.StartAsync();
        await using var divided = await DividedAsync(seen);

        // far apart by key, with one student number
        var records = Enumerable.Range(0, 60).Select(at => Plans.Record("c", $"p{at:D2}", "A", at is 3 or 55 ? "S-same" : $"S{at}")).ToList();
        Fill(whole, records);
        Fill(divided, records);

        var one = await whole.NightAsync();
        var other = await divided.NightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(seen.Forgotten, Is.EqualTo(1));
            Assert.That(other.Run.Counts, Is.EqualTo(one.Run.Counts));
            Assert.That(await StandAsync(divided), Is.EqualTo(await StandAsync(whole)));
        }
    }

    [Test]
    public async Task A_row_that_nobody_was_found_for_is_looked_at_again_once_all_parts_are_done()
    {
        await using var whole = await NightDriver.StartAsync();
        await using var divided = await DividedAsync(new Seen());
        foreach (var driver in new[] { whole, divided })
        {
            Fill(driver, [Plans.Record("c", "p10", "A", "S10")]);
            await driver.NightAsync();
            driver.Plan = Plans.Make() with { Person = new PersonRule(["sis_id", "verified_email"], HoldIfNone: true, "mappings/courses.yaml:20:3") };
            var later = Enumerable.Range(20, 60).Select(at => Plans.Record("c", $"p{at}", "A", $"S{at}")).ToList();

            // the known person's address comes with one row, and another row far behind it has nothing but the address
            var known = Plans.Record("c", "p10", "A", "S10");
            known["person.verified_email"] = Value.Of("ana@college.example");
            var alone = Plans.Record("c", "p99", "A");
            alone["person.verified_email"] = Value.Of("ana@college.example");
            Fill(driver, [known, .. later, alone]);
        }

        var one = await whole.NextNightAsync();
        var other = await divided.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(one.Run.Counts, Is.EqualTo(other.Run.Counts));
            Assert.That((other.Run.Counts.New, other.Run.Counts.Held), Is.EqualTo((1L, 60L)));
            Assert.That(await StandAsync(divided), Is.EqualTo(await StandAsync(whole)));
        }
    }

    [Test]
    public async Task A_node_that_helps_leaves_a_stop_of_the_mapping_to_the_one_that_began()
    {
        var seen = new Seen();
        await using var divided = await DividedAsync(seen);
        Fill(divided, [.. Enumerable.Range(0, 60).Select(at => Plans.Record("c", $"p{at:D2}", at == 7 ? "STOP" : "A", $"S{at}"))]);
        int? helped = null;
        seen.Divided = async run =>
        {
            var begun = await divided.Services.Runs.FindAsync(run, CancellationToken.None) ?? throw new InvalidOperationException("There is no run.");
            helped = await SharedWork.HelpAsync(divided.With(divided.Services), divided.Plan, begun, CancellationToken.None);
        };

        var report = await divided.NightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(helped, Is.Zero);
            Assert.That(report.Failure?.Code, Is.EqualTo("LB3204"));
            Assert.That(await divided.AllAsync(), Is.Empty);
        }
    }

    [Test]
    public async Task A_node_that_helps_with_a_run_that_has_ended_meanwhile_just_goes()
    {
        await using var divided = await DividedAsync(new Seen());
        Fill(divided, [.. Enumerable.Range(0, 60).Select(at => Plans.Record("c", $"p{at:D2}", "A", $"S{at}"))]);
        var report = await divided.NightAsync();

        var helped = await SharedWork.HelpAsync(divided.With(divided.Services), divided.Plan, report.Run with { State = RunState.Deciding }, CancellationToken.None);

        Assert.That(helped, Is.Zero);
    }

    private static void Fill(NightDriver driver, IReadOnlyList<SourceRecord> records)
    {
        driver.Source.Records.Clear();
        driver.Source.Records.AddRange(records);
    }

    private static async Task<NightDriver> DividedAsync(Seen seen)
    {
        var driver = await NightDriver.StartAsync();
        driver.With = services => services with { Parts = new SharedHere(driver.Ledger.Parts, seen), PartRows = 10, Parallel = 3 };
        return driver;
    }

    private static string Text(RunProblem problem) => $"{problem.Kind} {problem.Code} {problem.Message} {problem.Where} {problem.Count}";

    private static async Task<string[]> StandAsync(NightDriver driver) =>
        [.. (await driver.AllAsync()).Select(entry => $"{entry.Id} {entry.Version} {entry.State} {entry.Person}").Order(StringComparer.Ordinal)];

    private sealed class Seen
    {
        public int Decided;
        public int Applied;
        public int Forgotten;

        /// <summary>Done by another node as soon as there are parts.</summary>
        public Func<string, Task>? Divided;
    }

    /// <summary>The ledger's parts, on an engine that does not divide by itself.</summary>
    private sealed class SharedHere(IPartLedger inner, Seen seen) : IPartLedger
    {
        public bool IsShared => true;

        public async Task<int> DivideStagedAsync(string runId, int size, CancellationToken cancellationToken)
        {
            var parts = await inner.DivideStagedAsync(runId, size, cancellationToken);
            if (seen.Divided is { } then)
            {
                await then(runId);
            }

            return parts;
        }

        public async IAsyncEnumerable<StagedRecord> ReadStagedAsync(RunPart part, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var staged in inner.ReadStagedAsync(part, cancellationToken))
            {
                yield return staged;
            }
        }

        public Task<bool> KeepDecidedAsync(RunPart part, IReadOnlyList<Decision> decisions, IReadOnlyList<PlannedPerson> persons, string outcome, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref seen.Decided);
            return inner.KeepDecidedAsync(part, decisions, persons, outcome, cancellationToken);
        }

        public Task<IReadOnlyList<DecidedPart>> DecidedAsync(string runId, CancellationToken cancellationToken) => inner.DecidedAsync(runId, cancellationToken);

        public Task ForgetDecidedAsync(string runId, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref seen.Forgotten);
            return inner.ForgetDecidedAsync(runId, cancellationToken);
        }

        public Task<int> DivideAsync(string runId, int size, CancellationToken cancellationToken) => inner.DivideAsync(runId, size, cancellationToken);

        public Task<RunPart?> TakeAsync(string runId, RunState state, string node, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken) =>
            inner.TakeAsync(runId, state, node, now, lease, cancellationToken);

        public Task<ApplyResult> ApplyAsync(RunPart part, int limit, Func<IReadOnlyList<PlannedChange>, IReadOnlyList<AppliedChange>> sign, DateTimeOffset leaseUntil, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref seen.Applied);
            return inner.ApplyAsync(part, limit, sign, leaseUntil, cancellationToken);
        }

        public Task ReleaseAsync(RunPart part, CancellationToken cancellationToken) => inner.ReleaseAsync(part, cancellationToken);

        public Task<(int Parts, int Done)> StandingAsync(string runId, CancellationToken cancellationToken) => inner.StandingAsync(runId, cancellationToken);

        public Task<IReadOnlyList<string>> OpenRunsAsync(DateTimeOffset now, CancellationToken cancellationToken) => inner.OpenRunsAsync(now, cancellationToken);
    }
}
