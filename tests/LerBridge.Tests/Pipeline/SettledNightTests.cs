using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using LerBridge.Core.Credentials;
using LerBridge.Core.Delivery;
using LerBridge.Core.Ledger;
using LerBridge.Core.People;
using LerBridge.Core.Pipeline;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;
using LerBridge.Tests.Builders;
using LerBridge.Tests.Drivers;
using NUnit.Framework;

namespace LerBridge.Tests.Pipeline;

/// <summary>A night that stages only what is different comes to what the same night comes to where every row is staged and compared.</summary>
[TestFixture]
internal sealed class SettledNightTests
{
    private static readonly string[] Grades = ["A", "A", "A", "B", "C", "F", "F", "HOLD", "FAIL"];
    private static readonly string[] Partitions = ["north", "south", "east"];

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(4)]
    [TestCase(5)]
    [TestCase(6)]
    [TestCase(7)]
    [TestCase(8)]
    [TestCase(9)]
    [TestCase(10)]
    public async Task Any_nights_come_to_the_same_with_settled_records_and_without(int seed)
    {
        var random = new Random(seed);
        await using var plain = await StartAsync(settled: false);
        await using var settled = await StartAsync(settled: true);
        var world = new World(random);
        for (var night = 0; night < 12; night++)
        {
            world.Turn();
            var kill = random.Next(4) == 0 ? random.Next(1, 8) : (int?)null;
            var (one, other) = (await NightAsync(plain, world, kill), await NightAsync(settled, world, kill));
            var what = $"seed {seed}, night {night}{(kill is null ? string.Empty : $", killed at batch {kill}")}";
            using (Assert.EnterMultipleScope())
            {
                Assert.That(other.Failure, Is.EqualTo(one.Failure), what);
                Assert.That(other.Run.Counts, Is.EqualTo(one.Run.Counts), what);
                Assert.That(other.Problems.Select(Text).Order(), Is.EqualTo(one.Problems.Select(Text).Order()), what);
                Assert.That(await StandAsync(settled), Is.EqualTo(await StandAsync(plain)), what);
                Assert.That(await HeldAsync(settled), Is.EqualTo(await HeldAsync(plain)), what);
                Assert.That(await KeptAsync(settled), Is.EqualTo(await KeptAsync(plain)), what);
                Assert.That(settled.Registry.Received.Select(Told), Is.EquivalentTo(plain.Registry.Received.Select(Told)), what);
            }

            await MeddleAsync(random.Next(8), random.Next(100), plain, settled);
        }
    }

    [Test]
    public async Task An_unchanged_night_stages_nothing()
    {
        await using var driver = await StartAsync(settled: true);
        var source = Source(driver, [("all", [.. Enumerable.Range(0, 50).Select(at => Plans.Record("c", $"p{at:D2}", at % 5 == 0 ? "F" : "A", $"S{at}"))])]);
        await driver.NightAsync();
        var staged = new List<int>();
        driver.With = services => services with { Runs = StagedCounter.Around(services.Runs, staged) };

        var report = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((report.Run.Counts.Unchanged, report.Run.Counts.Skipped, staged.Sum()), Is.EqualTo((40L, 10L, 0)));
            Assert.That(report.Problems.Single().Count, Is.EqualTo(10));
        }

        source.Parts[0].Rows[7]["grade"] = Value.Of("B");
        var next = await driver.NextNightAsync();

        Assert.That((next.Run.Counts.Unchanged, next.Run.Counts.Corrected, next.Run.Counts.Skipped, staged.Sum()), Is.EqualTo((39L, 1L, 10L, 1)));
    }

    [Test]
    public async Task A_record_that_a_person_had_decided_anew_is_evaluated_though_its_source_has_not_changed()
    {
        await using var driver = await StartAsync(settled: true);
        Source(driver, [("all", [.. Enumerable.Range(0, 20).Select(at => Plans.Record("c", $"p{at:D2}", "A", $"S{at}"))])]);
        await driver.NightAsync();
        var chosen = (await driver.AllAsync())[3];
        await RevokeAsync(driver, chosen.Id);

        var report = await driver.NextNightAsync();

        Assert.That((report.Run.Counts.Read, report.Run.Counts.Unchanged), Is.EqualTo((20L, 19L)), "what a person revoked is no longer unchanged");
    }

    [Test]
    public async Task What_leaves_the_source_is_absent_and_leaves_the_kept_extract_too()
    {
        await using var driver = await StartAsync(settled: true);
        var source = Source(driver, [("all", [.. Enumerable.Range(0, 30).Select(at => Plans.Record("c", $"p{at:D2}", "A", $"S{at}"))])]);
        await driver.NightAsync();
        source.Parts[0].Rows.RemoveAt(11);

        var report = await driver.NextNightAsync();
        var kept = await KeptAsync(driver);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((report.Run.Counts.Unchanged, report.Run.Counts.Absent), Is.EqualTo((29L, 1L)));
            Assert.That(kept, Has.Length.EqualTo(29));
            Assert.That(kept, Has.None.Contains("p11"));
        }
    }

    [Test]
    public async Task A_record_that_seemed_absent_for_a_row_that_could_not_be_read_is_held_no_more_once_it_is_back()
    {
        await using var driver = await StartAsync(settled: true);
        var source = Source(driver, [("all", [.. Enumerable.Range(0, 30).Select(at => Plans.Record("c", $"p{at:D2}", "A", $"S{at}"))])]);
        await driver.NightAsync();
        var held = new List<string[]>();
        foreach (var unreadable in (int[])[10, 20, -1])
        {
            List<SourceRecord> all = [.. source.Parts[0].Rows];
            source.Rejected.Clear();
            if (unreadable >= 0)
            {
                source.Parts[0].Rows.RemoveAt(unreadable);
                source.Rejected.Add(new RejectedRow($"row {unreadable}", "LB5606", "The row has 2 cells.", $"file:{unreadable}"));
            }

            await driver.NextNightAsync();
            held.Add(await HeldAsync(driver));
            source.Parts[0] = ("all", all);
        }

        Assert.That(held.Select(night => night.Length), Is.EqualTo(new[] { 1, 1, 0 }));
    }

    [Test]
    public async Task Two_rows_that_contradict_each_other_are_held_though_one_of_them_is_settled()
    {
        await using var driver = await StartAsync(settled: true);
        var source = Source(driver, [("all", [.. Enumerable.Range(0, 10).Select(at => Plans.Record("c", $"p{at:D2}", "A", $"S{at}"))])]);
        source.IsOneState = true;
        await driver.NightAsync();
        source.Parts[0].Rows.Add(Plans.Record("c", "p04", "B", "S4"));

        var report = await driver.NextNightAsync();

        Assert.That((report.Run.Counts.Unchanged, report.Run.Counts.Held, report.Run.Counts.Duplicates, report.Problems.Single().Code), Is.EqualTo((9L, 1L, 1L, "LB3111")));
    }

    [Test]
    public async Task While_a_plan_over_a_part_of_the_stream_waits_every_row_is_staged()
    {
        await using var driver = await StartAsync(settled: true);
        Source(driver, [("all", [.. Enumerable.Range(0, 10).Select(at => Plans.Record("c", $"p{at:D2}", "A", $"S{at}"))])]);
        await driver.NightAsync();
        driver.Tamper("insert into run (id, mapping, connector, stream, state, started_at, record_date, mapping_hash, plan_kind, scoped) select 'waits', mapping, connector, stream, 'Planned', started_at, record_date, mapping_hash, 'Plan', 1 from run limit 1");
        var staged = new List<int>();
        driver.With = services => services with { Runs = StagedCounter.Around(services.Runs, staged) };

        var report = await driver.NextNightAsync();

        Assert.That((report.Run.Counts.Unchanged, staged.Sum()), Is.EqualTo((10L, 10)));
    }

    [Test]
    public async Task What_a_plan_over_a_part_of_the_stream_decided_is_read_again_so_that_the_kept_extract_has_it_as_it_is()
    {
        await using var driver = await StartAsync(settled: true);
        var source = Source(driver, [("all", [.. Enumerable.Range(0, 10).Select(at => Plans.Record("c", $"p{at:D2}", "A", $"S{at}"))])]);
        await driver.NightAsync();
        source.Parts[0].Rows[4]["grade"] = Value.Of("C");
        driver.Time.Advance(TimeSpan.FromDays(1));
        var cohort = CohortSheet.Read("sis_id\nS4\n"u8).Cohort;
        var plan = await new BridgeRunner(driver.Services).PlanAsync(driver.Plan, source, new PlanPart(null, null, cohort), progress: null, CancellationToken.None);
        var applied = await new BridgeRunner(driver.Services).ApplyAsync(driver.Plan, plan.Run.Id, new PlanApproval("kim", driver.Time.GetUtcNow(), null), progress: null, CancellationToken.None);

        var night = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((applied.Run.Counts.Corrected, night.Run.Counts.Unchanged), Is.EqualTo((1L, 10L)));
            Assert.That((await KeptAsync(driver)).Single(row => row.Contains("p04", StringComparison.Ordinal)), Does.Contain("\"grade\":\"C\""));
        }
    }

    private static async Task<NightDriver> StartAsync(bool settled)
    {
        var driver = await NightDriver.StartAsync();
        driver.With = services => settled ? services : services with { Settled = null };
        return driver;
    }

    private static PartedConnector Source(NightDriver driver, List<(string Partition, List<SourceRecord> Rows)> parts)
    {
        var source = new PartedConnector("canvas-main", Plans.Schema);
        source.Parts.AddRange(parts);
        driver.Other = source;
        return source;
    }

    // A kill leaves the ledger as a cancellation does: what was committed is there, and nothing else.
    private static async Task<RunReport> NightAsync(NightDriver driver, World world, int? kill)
    {
        driver.Time.Advance(TimeSpan.FromDays(1));
        driver.Plan = driver.Plan with { Hash = world.MappingHash };
        var source = world.Source();
        driver.Other = source;
        if (kill is { } batch)
        {
            using var stop = new CancellationTokenSource();
            source.Before = before =>
            {
                if (before == batch)
                {
                    stop.Cancel();
                }
            };
            await driver.NightAsync(stop.Token);
            await driver.RestartAsync();
        }

        source.Before = null;
        return await driver.NightAsync();
    }

    private static async Task MeddleAsync(int what, int which, params NightDriver[] drivers)
    {
        foreach (var driver in drivers)
        {
            var all = (await driver.AllAsync()).Where(entry => entry.State != CredentialState.Revoked).OrderBy(entry => entry.Id, StringComparer.Ordinal).ToArray();
            if (all.Length > 0 && what == 0)
            {
                await RevokeAsync(driver, all[which % all.Length].Id);
            }
            else if (what == 1)
            {
                // a plan over everything that is made and then applied
                var plan = await new BridgeRunner(driver.With(driver.Services)).PlanAsync(driver.Plan, driver.Other!, progress: null, CancellationToken.None);
                await new BridgeRunner(driver.With(driver.Services)).ApplyAsync(driver.Plan, plan.Run.Id, new PlanApproval("kim", driver.Time.GetUtcNow(), "Looked at."), progress: null, CancellationToken.None);
            }
        }
    }

    private static async Task RevokeAsync(NightDriver driver, string id)
    {
        var desk = new CredentialDesk(driver.Services, driver.Ledger.Register);
        var entry = (await driver.AllAsync()).Single(one => one.Id == id);
        var proposal = await desk.ConsiderAsync(entry, HandVerb.Revoke, CancellationToken.None);
        await desk.ActAsync(proposal, "It was a mistake.", "kim", CancellationToken.None);
    }

    private static string Told(DeliveryRequest request) => $"{request.CredentialId} {request.Version} {request.Operation}";

    private static string Text(RunProblem problem) => $"{problem.Kind} {problem.Code} {problem.Message} {(problem.Code == ContestedRows.Code ? string.Empty : problem.Where)} {problem.Count}";

    private static async Task<string[]> StandAsync(NightDriver driver) =>
        [.. (await driver.AllAsync()).Select(entry => $"{entry.Version} {entry.State} {entry.RecordKey}").Order(StringComparer.Ordinal)];

    private static async Task<string[]> HeldAsync(NightDriver driver) =>
        [.. (await driver.Ledger.Holds.ListAsync(driver.Plan.Id, 1000, CancellationToken.None)).Select(held => $"{held.RecordKey} {held.Code} {held.Absent} {held.Since}").Order(StringComparer.Ordinal)];

    private static async Task<string[]> KeptAsync(NightDriver driver)
    {
        if (await driver.Ledger.Seen.FindAsync(driver.Plan.Id, "canvas-main", Plans.Schema.Stream, CancellationToken.None) is not { } extract)
        {
            return [];
        }

        var rows = new List<string>();
        await foreach (var row in driver.Ledger.Seen.ReadAsync(extract, CancellationToken.None))
        {
            rows.Add($"{row.Key} {System.Text.Encoding.UTF8.GetString(row.Content.Span)} {row.RejectCode}");
        }

        Assert.That(extract.Count, Is.EqualTo(rows.Count));
        return [.. rows.Order(StringComparer.Ordinal)];
    }

    /// <summary>A ledger of runs that notes how many rows each batch stages.</summary>
    [SuppressMessage("Performance", "CA1852:Seal internal types", Justification = "DispatchProxy derives from it.")]
    internal class StagedCounter : DispatchProxy
    {
        private IRunLedger inner = null!;
        private List<int> staged = null!;

        public static IRunLedger Around(IRunLedger inner, List<int> staged)
        {
            var made = Create<IRunLedger, StagedCounter>();
            ((StagedCounter)(object)made).inner = inner;
            ((StagedCounter)(object)made).staged = staged;
            return made;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod?.Name == nameof(IRunLedger.StageAsync) && args?[1] is StagedBatch batch)
            {
                this.staged.Add(batch.Rows.Count);
            }

            return targetMethod?.Invoke(this.inner, args);
        }
    }

    /// <summary>What a source has from night to night: rows come, change, move, go and come back, some twice; now and then it is cut short, or the mapping changes.</summary>
    private sealed class World(Random random)
    {
        private readonly List<(string Partition, SourceRecord Row)> rows = [.. Enumerable.Range(0, 60).Select(at => (Partitions[at % 3], Row(at, Grades[random.Next(Grades.Length)])))];
        private readonly List<(string Partition, SourceRecord Row)> gone = [];
        private List<(string Partition, SourceRecord Row)> again = [];
        private int next = 60;
        private bool isOneState;
        private bool restarts;
        private string? partial;
        private int rejected;
        private int only = int.MaxValue;

        public string MappingHash { get; private set; } = "h1";

        public void Turn()
        {
            this.again = [];
            (this.isOneState, this.restarts, this.partial, this.rejected) = (random.Next(2) == 0, random.Next(2) == 0, random.Next(5) == 0 ? "The source said no." : null, random.Next(4) == 0 ? random.Next(3) : 0);
            if (random.Next(10) == 0)
            {
                this.MappingHash = $"h{random.Next(1000)}";
            }

            if (random.Next(12) == 0)
            {
                // a night on which nearly nothing comes, as from a source that tells what has changed
                this.partial = "Only what has changed.";
                this.only = random.Next(6);
            }
            else
            {
                this.only = int.MaxValue;
            }

            for (var act = random.Next(6); act > 0; act--)
            {
                this.Act(random.Next(8));
            }
        }

        public PartedConnector Source()
        {
            var source = new PartedConnector("canvas-main", Plans.Schema) { IsOneState = this.isOneState, Restarts = this.restarts, PartialBecause = this.partial };
            foreach (var partition in Partitions)
            {
                List<SourceRecord> mine = [.. this.rows.Concat(this.again).Take(this.only).Where(row => row.Partition == partition).Select(row => row.Row)];
                if (mine.Count > 0)
                {
                    source.Parts.Add((partition, mine));
                }
            }

            source.Rejected.AddRange(Enumerable.Range(0, this.rejected).Select(at => new RejectedRow($"row {at}", "LB3102", "The date cannot be read.", $"file:{at}")));
            return source;
        }

        private static SourceRecord Row(int at, string grade) => Plans.Record("c", $"p{at:D3}", grade, $"S{at}");

        private void Act(int what)
        {
            if (this.rows.Count == 0)
            {
                return;
            }

            var at = random.Next(this.rows.Count);
            var (partition, row) = this.rows[at];
            switch (what)
            {
                case 0:
                    this.rows[at] = (partition, With(row, Grades[random.Next(Grades.Length)]));
                    break;
                case 1:
                    this.rows.RemoveAt(at);
                    this.gone.Add((partition, row));
                    break;
                case 2 when this.gone.Count > 0:
                    this.rows.Insert(random.Next(this.rows.Count), this.gone[^1]);
                    this.gone.RemoveAt(this.gone.Count - 1);
                    break;
                case 3:
                    this.rows[at] = (Partitions[random.Next(3)], row);
                    break;
                case 4:
                    this.again.Add((random.Next(2) == 0 ? partition : Partitions[random.Next(3)], random.Next(2) == 0 ? row : With(row, Grades[random.Next(Grades.Length)])));
                    break;
                case 5:
                    // the source gives it another key
                    this.rows[at] = (partition, Plans.Record($"c{this.next++}", row["person.id"].Text, row["grade"].Text, row["person.sis_id"].Text));
                    break;
                case 6:
                    // the same person has the same of another course too
                    this.rows.Insert(random.Next(this.rows.Count), (partition, Plans.Record($"d{this.next++}", row["person.id"].Text, row["grade"].Text, row["person.sis_id"].Text)));
                    break;
                default:
                    this.rows.Insert(at, (Partitions[random.Next(3)], Row(this.next, Grades[random.Next(Grades.Length)])));
                    this.next++;
                    break;
            }
        }

        private static SourceRecord With(SourceRecord row, string grade) => Plans.Record(row["course.id"].Text, row["person.id"].Text, grade, row["person.sis_id"].Text);
    }
}
