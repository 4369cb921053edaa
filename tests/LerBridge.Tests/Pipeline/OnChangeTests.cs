using System.Text;
using LerBridge.Core.Credentials;
using LerBridge.Core.Delivery;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.Pipeline;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;
using LerBridge.Tests.Builders;
using LerBridge.Tests.Drivers;
using NUnit.Framework;

namespace LerBridge.Tests.Pipeline;

/// <summary>Every case of <c>on_change</c> with every action that it knows, night by night (mapping/v1 §4.5).</summary>
internal sealed class OnChangeTests
{
    private const DeliveryOperation Issue = DeliveryOperation.Issue;
    private const DeliveryOperation Correct = DeliveryOperation.Correct;
    private const DeliveryOperation Withdraw = DeliveryOperation.Withdraw;
    private const DeliveryOperation Suspend = DeliveryOperation.Suspend;
    private const DeliveryOperation Reinstate = DeliveryOperation.Reinstate;

    [Test]
    public async Task What_no_longer_qualifies_is_suspended_and_its_bit_stands_in_the_suspension_list()
    {
        await using var driver = await StartAsync(on => on with { NoLongerQualifies = Rule(ChangeAction.Suspend) });

        var suspended = await driver.NightOfAsync("F");
        var after = await driver.NextNightAsync();

        var entry = await driver.OnlyAsync();
        var (revocation, suspension) = (entry.Status[0], entry.Status[1]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((suspended.Run.Counts.Withdrawn, after.Run.Counts.Withdrawn, after.Run.Counts.Skipped), Is.EqualTo((1L, 0L, 1L)));
            Assert.That(Changes(suspended), Is.EqualTo("Withdrawal Suspend"));
            Assert.That(entry.State, Is.EqualTo(CredentialState.Suspended));
            Assert.That((revocation.Purpose, suspension.Purpose), Is.EqualTo((StatusPurpose.Revocation, StatusPurpose.Suspension)));
            Assert.That(driver.PublicList(revocation.List), Is.EqualTo("Revocation "));
            Assert.That(driver.PublicList(suspension.List), Is.EqualTo($"Suspension {suspension.Index}"));
            Assert.That(Told(driver), Is.EqualTo(new[] { Issue, Suspend }));
        }
    }

    [Test]
    public async Task What_was_suspended_and_qualifies_again_is_reinstated_under_its_id_and_told_once()
    {
        await using var driver = await StartAsync(on => on with { NoLongerQualifies = Rule(ChangeAction.Suspend) });
        await driver.NightOfAsync("F");

        var back = await driver.NightOfAsync("B");
        var after = await driver.NextNightAsync();

        var entry = await driver.OnlyAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((back.Run.Counts.Corrected, after.Run.Counts.Unchanged), Is.EqualTo((1L, 1L)));
            Assert.That(Changes(back), Is.EqualTo("Return Reinstate"));
            Assert.That((entry.State, entry.Version), Is.EqualTo((CredentialState.Valid, 3)));
            Assert.That(driver.PublicList(entry.Status[1].List), Is.EqualTo("Suspension "));
            Assert.That(Told(driver), Is.EqualTo(new[] { Issue, Suspend, Reinstate }));
        }
    }

    [Test]
    public async Task What_comes_back_with_other_content_is_corrected_before_it_is_reinstated()
    {
        await using var driver = await StartAsync(on => on with { NoLongerQualifies = Rule(ChangeAction.Suspend) });
        await driver.NightOfAsync("F");

        await driver.NightOfAsync("A");

        var received = driver.Registry.Received.ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Told(driver), Is.EqualTo(new[] { Issue, Suspend, Correct, Reinstate }));
            Assert.That(received.Select(request => request.Version), Is.EqualTo(new[] { 1, 2, 3, 4 }));
            Assert.That(received[2].State, Is.EqualTo(CredentialState.Suspended), "a correction does not lift a suspension");
            Assert.That(Encoding.UTF8.GetString((await driver.OnlyAsync()).Document.Span), Does.Contain("\"A\""));
            Assert.That((await driver.OnlyAsync()).State, Is.EqualTo(CredentialState.Valid));
        }
    }

    [TestCase(ChangeAction.Revoke, DecisionKind.Withdrawn, CredentialState.Revoked)]
    [TestCase(ChangeAction.Suspend, DecisionKind.Withdrawn, CredentialState.Suspended)]
    [TestCase(ChangeAction.Hold, DecisionKind.Held, CredentialState.Valid)]
    [TestCase(ChangeAction.Ignore, DecisionKind.Skipped, CredentialState.Valid)]
    public async Task No_longer_qualifies(ChangeAction action, DecisionKind counted, CredentialState state)
    {
        await using var driver = await StartAsync(on => on with { NoLongerQualifies = Rule(action) });

        var report = await driver.NightOfAsync("F");

        Assert.That((Counted(report), (await driver.OnlyAsync()).State), Is.EqualTo((counted, state)));
    }

    [TestCase(ChangeAction.Correct, DecisionKind.Corrected, "Issue Correct")]
    [TestCase(ChangeAction.Reissue, DecisionKind.New, "Issue Withdraw Issue")]
    [TestCase(ChangeAction.Suspend, DecisionKind.Withdrawn, "Issue Suspend")]
    [TestCase(ChangeAction.Revoke, DecisionKind.Withdrawn, "Issue Withdraw")]
    [TestCase(ChangeAction.Hold, DecisionKind.Held, "Issue")]
    [TestCase(ChangeAction.Ignore, DecisionKind.Unchanged, "Issue")]
    public async Task Changed(ChangeAction action, DecisionKind counted, string told)
    {
        await using var driver = await StartAsync(on => on with { Changed = Rule(action) });

        var report = await driver.NightOfAsync("A");
        var after = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Counted(report), Is.EqualTo(counted));
            Assert.That(string.Join(' ', Told(driver)), Is.EqualTo(told), "each destination is told once");
            Assert.That(after.Run.Counts.New + after.Run.Counts.Corrected + after.Run.Counts.Withdrawn, Is.Zero, "the next night changes nothing");
        }
    }

    [TestCase(ChangeAction.Correct, "Issue Correct")]
    [TestCase(ChangeAction.Reissue, "Issue Withdraw Issue")]
    [TestCase(ChangeAction.Suspend, "Issue Suspend")]
    [TestCase(ChangeAction.Revoke, "Issue Withdraw")]
    [TestCase(ChangeAction.Hold, "Issue")]
    [TestCase(ChangeAction.Ignore, "Issue")]
    public async Task Improved(ChangeAction action, string told)
    {
        await using var driver = await StartAsync(on => on with { Improved = Rule(action), Changed = Rule(ChangeAction.Revoke) }, ranked: true);

        var report = await driver.NightOfAsync("A");

        Assert.That((string.Join(' ', Told(driver)), report.Changes.Single().Change), Is.EqualTo((told, SourceChange.Upgrade)));
    }

    [TestCase(ChangeAction.Correct, "Issue Correct")]
    [TestCase(ChangeAction.Reissue, "Issue Withdraw Issue")]
    [TestCase(ChangeAction.Suspend, "Issue Suspend")]
    [TestCase(ChangeAction.Revoke, "Issue Withdraw")]
    [TestCase(ChangeAction.Hold, "Issue")]
    [TestCase(ChangeAction.Ignore, "Issue")]
    public async Task Worsened(ChangeAction action, string told)
    {
        await using var driver = await StartAsync(on => on with { Worsened = Rule(action), Changed = Rule(ChangeAction.Revoke) }, ranked: true);

        var report = await driver.NightOfAsync("C");

        Assert.That((string.Join(' ', Told(driver)), report.Changes.Single().Change), Is.EqualTo((told, SourceChange.Downgrade)));
    }

    [Test]
    public async Task What_improved_or_worsened_is_treated_as_changed_where_the_mapping_does_not_say()
    {
        await using var driver = await StartAsync(on => on with { Changed = Rule(ChangeAction.Hold) }, ranked: true);

        var better = await driver.NightOfAsync("A");
        var worse = await driver.NightOfAsync("C");

        Assert.That((better.Run.Counts.Held, worse.Run.Counts.Held), Is.EqualTo((1L, 1L)));
    }

    [TestCase(ChangeAction.Correct, "Issue Correct")]
    [TestCase(ChangeAction.Reissue, "Issue Withdraw Issue")]
    [TestCase(ChangeAction.Suspend, "Issue Suspend")]
    [TestCase(ChangeAction.Revoke, "Issue Withdraw")]
    [TestCase(ChangeAction.Hold, "Issue")]
    [TestCase(ChangeAction.Ignore, "Issue")]
    public async Task Person_changed(ChangeAction action, string told)
    {
        await using var driver = await NightDriver.StartAsync(Seats);
        driver.Plan = driver.Plan with { OnChange = driver.Plan.OnChange with { PersonChanged = Rule(action) } };
        driver.Source.Records.Add(Seat("p1"));
        await driver.NightAsync();
        driver.Source.Records[0] = Seat("p2");

        var report = await driver.NextNightAsync();
        await driver.NextNightAsync();

        var persons = driver.Registry.Received.Where(request => request.Operation is Issue or Correct).Select(request => request.Person).Distinct().Count();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Changes.Single().Change, Is.EqualTo(SourceChange.PersonMerge));
            Assert.That(string.Join(' ', Told(driver)), Is.EqualTo(told));
            Assert.That(persons, Is.EqualTo(action is ChangeAction.Correct or ChangeAction.Reissue ? 2 : 1), "a credential never names anyone but the one it is about");
        }
    }

    [TestCase(ChangeAction.Revoke, CredentialState.Revoked, "Issue Withdraw")]
    [TestCase(ChangeAction.Suspend, CredentialState.Suspended, "Issue Suspend")]
    [TestCase(ChangeAction.Hold, CredentialState.Valid, "Issue")]
    [TestCase(ChangeAction.Ignore, CredentialState.Valid, "Issue")]
    public async Task Absent(ChangeAction action, CredentialState state, string told)
    {
        await using var driver = await StartAsync(on => on with { Absent = Rule(action) });
        driver.Source.Records.Clear();

        var first = await driver.NextNightAsync();
        var second = await driver.NextNightAsync();
        var third = await driver.NextNightAsync();

        var stops = action is ChangeAction.Revoke or ChangeAction.Suspend;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Run.Counts.AbsentWithdrawn, Is.Zero, "a first absence never withdraws");
            Assert.That((second.Run.Counts.AbsentWithdrawn, third.Run.Counts.AbsentWithdrawn), Is.EqualTo((stops ? 1L : 0L, 0L)));
            Assert.That((await driver.OnlyAsync()).State, Is.EqualTo(state));
            Assert.That(string.Join(' ', Told(driver)), Is.EqualTo(told));
        }
    }

    [TestCase(ChangeAction.Reinstate, ChangeAction.Suspend, "Issue Suspend Reinstate")]
    [TestCase(ChangeAction.Reissue, ChangeAction.Suspend, "Issue Suspend Withdraw Issue")]
    [TestCase(ChangeAction.Hold, ChangeAction.Suspend, "Issue Suspend")]
    [TestCase(ChangeAction.Ignore, ChangeAction.Suspend, "Issue Suspend")]
    [TestCase(ChangeAction.Reinstate, ChangeAction.Revoke, "Issue Withdraw Issue")]
    [TestCase(ChangeAction.Reissue, ChangeAction.Revoke, "Issue Withdraw Issue")]
    [TestCase(ChangeAction.Hold, ChangeAction.Revoke, "Issue Withdraw")]
    [TestCase(ChangeAction.Ignore, ChangeAction.Revoke, "Issue Withdraw")]
    public async Task Returned(ChangeAction returned, ChangeAction absent, string told)
    {
        await using var driver = await StartAsync(on => on with { Returned = Rule(returned), Absent = Rule(absent) });
        var record = driver.Source.Records[0];
        driver.Source.Records.Clear();
        await driver.NextNightAsync();
        await driver.NextNightAsync();
        driver.Source.Records.Add(record);

        var back = await driver.NextNightAsync();
        await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(back.Changes.Single().Change, Is.EqualTo(SourceChange.Return));
            Assert.That(string.Join(' ', Told(driver)), Is.EqualTo(told));
        }
    }

    [Test]
    public async Task A_reissue_revokes_the_one_before_and_issues_another_generation_in_one_go()
    {
        await using var driver = await StartAsync(on => on with { Changed = Rule(ChangeAction.Reissue) });
        var before = await driver.OnlyAsync();

        await driver.NightOfAsync("A");

        var (old, fresh) = (await driver.Ledger.Register.FindAsync(before.Id, CancellationToken.None), (await driver.AllAsync()).Single(entry => entry.Id != before.Id));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((old?.State, old?.Version), Is.EqualTo(((CredentialState?)CredentialState.Revoked, (int?)2)));
            Assert.That((fresh.State, fresh.Version), Is.EqualTo((CredentialState.Valid, 1)));
            Assert.That(fresh.Status[0], Is.Not.EqualTo(before.Status[0]));
            Assert.That(driver.PublicList(1), Is.EqualTo($"Revocation {before.Status[0].Index}"));
        }
    }

    [TestCase(ChangeAction.Reissue)]
    [TestCase(ChangeAction.Suspend)]
    [TestCase(ChangeAction.Revoke)]
    public async Task Whatever_takes_a_credential_away_needs_allow_withdraw(ChangeAction action)
    {
        await using var driver = await StartAsync(on => on with { Changed = Rule(action) });
        driver.Plan = driver.Plan with { Allow = driver.Plan.Allow with { Withdraw = Allowed.No } };

        var report = await driver.NightOfAsync("A");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((report.Run.Counts.Held, report.Problems.Single().Code), Is.EqualTo((1L, "LB4002")));
            Assert.That((await driver.OnlyAsync()).State, Is.EqualTo(CredentialState.Valid));
        }
    }

    [Test]
    public async Task What_was_stopped_for_a_change_stands_again_only_when_the_record_says_what_the_credential_says()
    {
        await using var driver = await StartAsync(on => on with { Changed = Rule(ChangeAction.Suspend) });
        await driver.NightOfAsync("A");

        var still = await driver.NightOfAsync("C");
        var back = await driver.NightOfAsync("B");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((still.Run.Counts.Skipped, still.Run.Counts.Corrected), Is.EqualTo((1L, 0L)));
            Assert.That(Changes(back), Is.EqualTo("Return Reinstate"));
        }
    }

    [Test]
    public async Task A_change_waits_out_its_grace_and_is_forgotten_where_it_does_not_last()
    {
        await using var driver = await StartAsync(on => on with { NoLongerQualifies = Rule(ChangeAction.Revoke, days: 3) });

        var first = await driver.NightOfAsync("F");
        var second = await driver.NextNightAsync();
        await driver.NightOfAsync("B");
        await driver.NightOfAsync("F");
        await driver.NextNightAsync();
        var third = await driver.NextNightAsync();
        var acts = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            foreach (var waiting in new[] { first, second, third })
            {
                Assert.That((waiting.Run.Counts.Held, waiting.Problems.Single().Code), Is.EqualTo((1L, "LB4014")));
            }

            Assert.That(acts.Run.Counts.Withdrawn, Is.EqualTo(1));
            Assert.That(Told(driver), Is.EqualTo(new[] { Issue, Withdraw }));
        }
    }

    [Test]
    public async Task A_grace_in_runs_counts_complete_runs_only()
    {
        await using var driver = await StartAsync(on => on with { Changed = Rule(ChangeAction.Suspend) with { AfterRuns = 2 } });
        driver.Source.PartialBecause = "page 2 could not be read";
        await driver.NightOfAsync("A");
        await driver.NextNightAsync();
        driver.Source.PartialBecause = null;

        var first = await driver.NextNightAsync();
        var second = await driver.NextNightAsync();

        Assert.That((first.Run.Counts.Held, second.Run.Counts.Withdrawn), Is.EqualTo((1L, 1L)));
    }

    [Test]
    public async Task An_absence_is_held_back_by_its_grace_in_days_and_in_runs()
    {
        await using var driver = await StartAsync(on => on with { Absent = Rule(ChangeAction.Suspend, days: 1) with { AfterRuns = 3 } });
        driver.Source.Records.Clear();

        var kept = new List<long>();
        for (var night = 0; night < 3; night++)
        {
            kept.Add((await driver.NextNightAsync()).Run.Counts.AbsentWithdrawn);
        }

        Assert.That(kept, Is.EqualTo(new[] { 0L, 0L, 1L }));
    }

    [Test]
    public async Task A_rule_about_some_fields_lets_changes_of_others_be_corrected()
    {
        await using var driver = await StartAsync(on => on with { Changed = Rule(ChangeAction.Hold) with { Fields = ["credentialSubject.achievement"] } }, mapper: new TwoFieldMapper());

        var elsewhere = await driver.NightOfAsync("B:other name");
        var there = await driver.NightOfAsync("A:other name");

        Assert.That((elsewhere.Run.Counts.Corrected, there.Run.Counts.Held), Is.EqualTo((1L, 1L)));
    }

    [Test]
    public async Task Ignoring_some_fields_ignores_only_what_changes_nothing_else()
    {
        await using var driver = await StartAsync(on => on with { Changed = Rule(ChangeAction.Ignore) with { Fields = ["name"] } }, mapper: new TwoFieldMapper());

        var wording = await driver.NightOfAsync("B:other name");
        var both = await driver.NightOfAsync("A:third name");

        Assert.That((wording.Run.Counts.Unchanged, both.Run.Counts.Corrected), Is.EqualTo((1L, 1L)));
    }

    [Test]
    public async Task Every_change_has_a_name()
    {
        await using var driver = await StartAsync(on => on, mapper: new TwoFieldMapper());

        var wording = await driver.NightOfAsync("B:other name");
        var content = await driver.NightOfAsync("A:other name");
        driver.Source.Records[0] = Plans.Record("c1", "p1", "A:other name", confidential: true);
        var nothing = await driver.NextNightAsync();

        Assert.That(new[] { wording, content, nothing }.Select(Changes), Is.EqualTo(new[] { "Cosmetic Correct", "Correction Correct", "NoEffect " }));
    }

    [Test]
    public async Task A_credential_without_a_place_in_a_suspension_list_is_held_rather_than_suspended_where_nobody_would_see_it()
    {
        await using var driver = await StartAsync(on => on);
        driver.Plan = driver.Plan with { Hash = "h2", OnChange = driver.Plan.OnChange with { NoLongerQualifies = Rule(ChangeAction.Suspend) } };

        var held = await driver.NightOfAsync("F");
        await driver.NightOfAsync("A");
        var suspended = await driver.NightOfAsync("F");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((held.Run.Counts.Held, held.Problems.Single().Code), Is.EqualTo((1L, "LB4015")));
            Assert.That(suspended.Run.Counts.Withdrawn, Is.EqualTo(1), "the correction gave it one");
            Assert.That((await driver.OnlyAsync()).Status.Select(entry => entry.Purpose), Is.EqualTo(new[] { StatusPurpose.Revocation, StatusPurpose.Suspension }));
        }
    }

    [Test]
    public async Task Only_credentials_that_can_be_suspended_have_a_place_for_it_unless_the_issuer_wants_it_for_all()
    {
        await using var plain = await StartAsync(on => on);
        await using var driver = await NightDriver.StartAsync();
        driver.Suspendable();
        driver.Source.Records.Add(Plans.Record("c1", "p1", "B"));
        await driver.NightAsync();

        Assert.That(((await plain.OnlyAsync()).Status.Count, (await driver.OnlyAsync()).Status.Count), Is.EqualTo((1, 2)));
    }

    [Test]
    public async Task A_suspension_list_is_signed_anew_before_it_runs_out()
    {
        await using var driver = await StartAsync(on => on with { NoLongerQualifies = Rule(ChangeAction.Suspend) });
        var list = (await driver.OnlyAsync()).Status[1].List;
        var before = (await driver.Ledger.Status.ListsAsync(CancellationToken.None)).Single(one => one.Number == list).ValidUntil;
        driver.Time.Advance(TimeSpan.FromDays(12));

        await driver.NightAsync();

        Assert.That((await driver.Ledger.Status.ListsAsync(CancellationToken.None)).Single(one => one.Number == list).ValidUntil, Is.GreaterThan(before ?? default));
    }

    [Test]
    public async Task What_could_not_be_read_suspends_and_reissues_nothing()
    {
        await using var driver = await StartAsync(on => on with { NoLongerQualifies = Rule(ChangeAction.Suspend), Changed = Rule(ChangeAction.Reissue) });
        driver.Plan = driver.Plan with { ReadFields = new Dictionary<string, string> { ["grade"] = "mappings/courses.yaml:30:5" } };
        driver.Source.Unread.Add(new UnreadField("grade", "The grades could not be read.", HoldsNew: true));

        var less = await driver.NightOfAsync("F");
        var other = await driver.NightOfAsync("A");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((less.Problems.Single().Code, other.Problems.Single().Code), Is.EqualTo(("LB3107", "LB3107")));
            Assert.That(Told(driver), Is.EqualTo(new[] { Issue }));
        }
    }

    private static async Task<NightDriver> StartAsync(Func<OnChangePolicy, OnChangePolicy> on, bool ranked = false, IRecordMapper? mapper = null)
    {
        var driver = await NightDriver.StartAsync();
        driver.Plan = driver.Plan with { OnChange = on(driver.Plan.OnChange), Mapper = mapper ?? (ranked ? new RankedMapper() : driver.Plan.Mapper) };
        driver.Source.Records.Add(Plans.Record("c1", "p1", mapper is null ? "B" : "B:name"));
        await driver.NightAsync();
        return driver;
    }

    private static OnChangeRule Rule(ChangeAction action, int days = 0) => new(action, TimeSpan.FromDays(days), "mappings/courses.yaml:61:3");

    private static IEnumerable<DeliveryOperation> Told(NightDriver driver) => driver.Registry.Received.Select(request => request.Operation);

    private static string Changes(RunReport report) => string.Join(", ", report.Changes.Select(change => $"{change.Change} {change.Action}"));

    private static DecisionKind Counted(RunReport report)
    {
        var counts = report.Run.Counts;
        return new[]
        {
            (DecisionKind.Unchanged, counts.Unchanged), (DecisionKind.New, counts.New), (DecisionKind.Corrected, counts.Corrected), (DecisionKind.Withdrawn, counts.Withdrawn),
            (DecisionKind.Skipped, counts.Skipped), (DecisionKind.Held, counts.Held), (DecisionKind.Failed, counts.Failed),
        }.Single(pair => pair.Item2 == 1).Item1;
    }

    /// <summary>Records whose key does not name the person, such as the holder of a position.</summary>
    private static RecordSchema Seats { get; } = new("course_completions", "2026-09-01", Plans.Schema.Fields[..^1], ["course.id"], dateField: null);

    private static SourceRecord Seat(string person)
    {
        var record = new SourceRecord(Seats);
        record["course.id"] = Value.Of("c1");
        record["person.id"] = Value.Of(person);
        record["person.confidential"] = Value.Of((bool?)false);
        record["grade"] = Value.Of("B");
        return record;
    }

    /// <summary>As <see cref="GradeMapper"/>, with A above B above C.</summary>
    private sealed class RankedMapper : IRecordMapper
    {
        private readonly GradeMapper grades = new();

        public MapResult Map(SourceRecord record) =>
            this.grades.Map(record) is MapResult.Issue issue ? issue with { Rank = Ranks.Of("m", 'Z' - record["grade"].Text[0]) } : this.grades.Map(record);
    }

    /// <summary>A grade and a name in one field: <c>B:name</c>.</summary>
    private sealed class TwoFieldMapper : IRecordMapper
    {
        public MapResult Map(SourceRecord record)
        {
            var parts = record["grade"].Text.Split(':');
            return new MapResult.Issue(Encoding.UTF8.GetBytes($$"""{"name":"{{parts[1]}}","credentialSubject":{"achievement":{"humanCode":"{{parts[0]}}" } } }"""));
        }
    }
}
