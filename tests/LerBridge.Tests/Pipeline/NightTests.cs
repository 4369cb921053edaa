using LerBridge.Core.Credentials;
using LerBridge.Core.Delivery;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.Pipeline;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;
using LerBridge.Tests.Builders;
using LerBridge.Tests.Drivers;
using NUnit.Framework;

namespace LerBridge.Tests.Pipeline;

/// <summary>The promises of a run (docs/architecture.md), each with a test that fails without it.</summary>
internal sealed class NightTests
{
    [Test]
    public async Task Every_record_has_one_outcome_and_the_counts_add_up()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Source.Records.AddRange([Plans.Record("c1", "p1", "A"), Plans.Record("c1", "p2", "F"), Plans.Record("c1", "p3", "HOLD"), Plans.Record("c2", "p1", "FAIL"), Plans.Record("c2", "p2", "B")]);
        driver.Source.Rejected.Add(new RejectedRow("row 9", "LB3110", "The date cannot be read.", "x.csv row 9"));

        var report = await driver.NightAsync();

        var counts = report.Run.Counts;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((counts.Read, counts.New, counts.Skipped, counts.Held, counts.Failed), Is.EqualTo((6L, 2L, 1L, 1L, 2L)));
            Assert.That(report.Run.Outcome, Is.EqualTo(RunOutcome.Succeeded));
            Assert.That(report.Problems.Select(problem => (problem.Code, problem.Count)), Is.EquivalentTo(new[] { ("LB3001", 1L), ("LB3002", 1L), ("LB3203", 1L), ("LB3110", 1L) }));
            Assert.That(report.Delivery.Accepted, Is.EqualTo(4));
        }
    }

    [Test]
    public async Task Running_twice_changes_nothing_and_repeats_what_was_skipped_held_and_failed()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Source.Records.AddRange([Plans.Record("c1", "p1", "A"), Plans.Record("c1", "p2", "F"), Plans.Record("c1", "p3", "HOLD"), Plans.Record("c2", "p1", "FAIL")]);
        await driver.NightAsync();
        var told = driver.Registry.Received.Count;

        var again = await driver.NextNightAsync();

        var counts = again.Run.Counts;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((counts.Unchanged, counts.New, counts.Skipped, counts.Held, counts.Failed), Is.EqualTo((1L, 0L, 1L, 1L, 1L)));
            Assert.That(again.Problems, Has.Count.EqualTo(3));
            Assert.That(driver.Registry.Received, Has.Count.EqualTo(told));
        }
    }

    [Test]
    public async Task A_changed_record_is_corrected_under_the_same_id_with_a_newer_validFrom()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Source.Records.Add(Plans.Record("c1", "p1", "B"));
        await driver.NightAsync();
        driver.Source.Records[0] = Plans.Record("c1", "p1", "A");

        var report = await driver.NightAsync();

        var received = driver.Registry.Received.ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Run.Counts.Corrected, Is.EqualTo(1));
            Assert.That(received.Select(request => request.Operation), Is.EqualTo(new[] { DeliveryOperation.Issue, DeliveryOperation.Correct }));
            Assert.That(received[1].CredentialId, Is.EqualTo(received[0].CredentialId));
            Assert.That(received[1].ValidFrom, Is.GreaterThan(received[0].ValidFrom), "though the clock stood still");
            Assert.That(received[1].IdempotencyKey, Is.Not.EqualTo(received[0].IdempotencyKey));
        }
    }

    [Test]
    public async Task A_clock_that_was_set_back_neither_stops_a_correction_nor_makes_it_older()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Source.Records.Add(Plans.Record("c1", "p1", "B"));
        await driver.NightAsync();
        driver.Source.Records[0] = Plans.Record("c1", "p1", "A");
        driver.Time.Advance(TimeSpan.FromHours(-3));

        var report = await driver.NightAsync();
        var again = await driver.NightAsync();

        var received = driver.Registry.Received.ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Run.Counts.Corrected, Is.EqualTo(1));
            Assert.That(received, Has.Length.EqualTo(2));
            Assert.That(received[1].ValidFrom, Is.GreaterThan(received[0].ValidFrom));
            Assert.That(again.Run.Counts.Unchanged, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task What_no_longer_qualifies_is_withdrawn_once_and_its_bit_is_public()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Source.Records.Add(Plans.Record("c1", "p1", "B"));
        await driver.NightAsync();
        driver.Source.Records[0] = Plans.Record("c1", "p1", "F");

        var withdrawn = await driver.NextNightAsync();
        var after = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(withdrawn.Run.Counts.Withdrawn, Is.EqualTo(1));
            Assert.That((after.Run.Counts.Withdrawn, after.Run.Counts.Skipped), Is.EqualTo((0L, 1L)));
            Assert.That(driver.Registry.Received.Select(request => request.Operation), Is.EqualTo(new[] { DeliveryOperation.Issue, DeliveryOperation.Withdraw }));
            Assert.That(driver.PublicList(1), Does.Match("^Revocation \\d+$"));
        }
    }

    [Test]
    public async Task What_was_withdrawn_and_qualifies_again_is_issued_anew()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Source.Records.Add(Plans.Record("c1", "p1", "B"));
        await driver.NightAsync();
        driver.Source.Records[0] = Plans.Record("c1", "p1", "F");
        await driver.NextNightAsync();
        driver.Source.Records[0] = Plans.Record("c1", "p1", "B");

        var report = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Run.Counts.New, Is.EqualTo(1));
            Assert.That(driver.Registry.Received.Select(request => request.CredentialId).Distinct().Count(), Is.EqualTo(2));
            Assert.That((await driver.NextNightAsync()).Run.Counts.Unchanged, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task An_incomplete_extract_adds_and_corrects_and_never_misses_anyone()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Source.Records.AddRange([Plans.Record("c1", "p1", "B"), Plans.Record("c1", "p2", "B")]);
        await driver.NightAsync();
        driver.Source.Records.Clear();
        driver.Source.Records.AddRange([Plans.Record("c1", "p1", "A"), Plans.Record("c1", "p3", "A")]);
        driver.Source.PartialBecause = "page 2 could not be read";

        var report = await driver.NextNightAsync();

        var counts = report.Run.Counts;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Run.ExtractComplete, Is.False);
            Assert.That((counts.New, counts.Corrected, counts.Absent), Is.EqualTo((1L, 1L, 0L)));
        }
    }

    [Test]
    public async Task Someone_missing_from_a_complete_extract_is_held_by_default_and_counted_each_night_until_they_are_back()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Source.Records.AddRange([Plans.Record("c1", "p1", "B"), Plans.Record("c1", "p2", "B")]);
        await driver.NightAsync();
        var missing = driver.Source.Records[1];
        driver.Source.Records.RemoveAt(1);

        var first = await driver.NextNightAsync();
        var second = await driver.NextNightAsync();
        driver.Source.Records.Add(missing);
        var back = await driver.NextNightAsync();
        var after = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((first.Run.Counts.AbsentHeld, second.Run.Counts.AbsentHeld), Is.EqualTo((1L, 1L)));
            Assert.That((back.Run.Counts.Unchanged, back.Run.Counts.Absent), Is.EqualTo((2L, 0L)));
            Assert.That((after.Run.Counts.Unchanged, after.Run.Counts.Absent), Is.EqualTo((2L, 0L)));
        }
    }

    [Test]
    public async Task Absence_withdraws_where_the_mapping_says_so_but_not_the_first_time()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Plan = driver.Plan with { OnChange = driver.Plan.OnChange with { Absent = new OnChangeRule(ChangeAction.Revoke, TimeSpan.Zero, "x:1:1") } };
        driver.Source.Records.AddRange([Plans.Record("c1", "p1", "B"), Plans.Record("c1", "p2", "B")]);
        await driver.NightAsync();
        driver.Source.Records.RemoveAt(1);

        var first = await driver.NextNightAsync();
        var second = await driver.NextNightAsync();
        var third = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((first.Run.Counts.AbsentKept, first.Run.Counts.AbsentWithdrawn), Is.EqualTo((1L, 0L)));
            Assert.That(second.Run.Counts.AbsentWithdrawn, Is.EqualTo(1));
            Assert.That(third.Run.Counts.Absent, Is.Zero);
        }
    }

    [Test]
    public async Task Rows_that_fail_for_the_same_reason_are_one_problem_with_their_count()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Source.Rejected.AddRange(Enumerable.Range(1, 30).Select(row => new RejectedRow($"row {row}", "LB3110", "The date cannot be read.", $"x.csv row {row}")));

        var first = await driver.NightAsync();
        var again = await driver.NextNightAsync();

        foreach (var report in new[] { first, again })
        {
            Assert.That(report.Problems.Select(problem => (problem.Code, problem.Count, problem.Where)), Is.EqualTo(new[] { ("LB3110", 30L, (string?)"x.csv row 1") }));
        }
    }

    [Test]
    public async Task A_record_that_may_be_one_of_the_rows_that_could_not_be_read_is_never_withdrawn_as_absent()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Plan = driver.Plan with { OnChange = driver.Plan.OnChange with { Absent = new OnChangeRule(ChangeAction.Revoke, TimeSpan.Zero, "x:1:1") } };
        driver.Source.Records.AddRange([Plans.Record("c1", "p1", "B"), Plans.Record("c1", "p2", "B")]);
        await driver.NightAsync();
        driver.Source.Records.RemoveAt(1);
        driver.Source.Rejected.Add(new RejectedRow("row 9", "LB3110", "The date cannot be read.", "x.csv row 9"));
        await driver.NextNightAsync();

        var doubtful = await driver.NextNightAsync();
        driver.Source.Rejected.Clear();
        var first = await driver.NextNightAsync();
        var certain = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((doubtful.Run.Counts.AbsentHeld, doubtful.Run.Counts.AbsentWithdrawn), Is.EqualTo((1L, 0L)));
            Assert.That(doubtful.Problems.Select(problem => problem.Code), Does.Contain("LB4021"));
            Assert.That((first.Run.Counts.AbsentKept, first.Run.Counts.AbsentWithdrawn), Is.EqualTo((1L, 0L)), "what was doubtful did not count");
            Assert.That(certain.Run.Counts.AbsentWithdrawn, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_source_that_fails_half_way_leaves_everything_as_it_was_and_the_next_night_works()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Source.Records.AddRange([Plans.Record("c1", "p1", "B"), Plans.Record("c1", "p2", "B"), Plans.Record("c1", "p3", "B")]);
        driver.Source.Breaks = (1, new ConnectorException(FailureKind.Transient, "LB5103", "canvas-main did not answer."));

        var failed = await driver.NightAsync();
        driver.Source.Breaks = null;
        var next = await driver.NightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failed.Failure, Is.EqualTo(new RunFailure(FailureSide.Source, FailureKind.Transient, "LB5103", "canvas-main did not answer.")));
            Assert.That(failed.Run.Outcome, Is.EqualTo(RunOutcome.Failed));
            Assert.That(driver.Source.StagedCursors, Is.EqualTo(new string?[] { null, null }), "a failed run is not continued");
            Assert.That(next.Run.Counts.New, Is.EqualTo(3));
        }
    }

    [Test]
    public async Task A_killed_pull_goes_on_from_the_batch_that_was_kept()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Source.Records.AddRange([Plans.Record("c1", "p1", "B"), Plans.Record("c1", "p2", "B"), Plans.Record("c1", "p3", "B")]);
        driver.Source.Breaks = (1, new InvalidOperationException("a kill, as far as the ledger can tell"));
        Assert.That(() => driver.NightAsync().GetAwaiter().GetResult(), Throws.InvalidOperationException);
        driver.Source.Breaks = null;
        await driver.RestartAsync();

        var report = await driver.NightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(driver.Source.StagedCursors, Is.EqualTo(new[] { null, "2" }));
            Assert.That(report.Run.Counts.New, Is.EqualTo(3));
        }
    }

    [Test]
    public async Task A_pull_that_was_begun_under_another_mapping_is_begun_anew()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Source.Records.AddRange([Plans.Record("c1", "p1", "B"), Plans.Record("c1", "p2", "B"), Plans.Record("c1", "p3", "B")]);
        driver.Source.Breaks = (1, new InvalidOperationException("a kill"));
        Assert.That(() => driver.NightAsync().GetAwaiter().GetResult(), Throws.InvalidOperationException);
        driver.Source.Breaks = null;
        driver.Plan = driver.Plan with { Hash = "h2" };

        var report = await driver.NightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(driver.Source.StagedCursors, Is.EqualTo(new string?[] { null, null }));
            Assert.That(report.Run.Counts.New, Is.EqualTo(3));
        }
    }

    [Test]
    public async Task An_interrupted_run_says_so_and_the_next_one_finishes_it()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Source.Records.AddRange(Enumerable.Range(0, 10).Select(i => Plans.Record("c1", $"p{i}", "B")));
        using var stop = new CancellationTokenSource();
        driver.Source.Breaks = (2, new OperationCanceledException());
        await stop.CancelAsync();

        var stopped = await driver.NightAsync(stop.Token);
        driver.Source.Breaks = null;
        var report = await driver.NightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(stopped.Run.Outcome, Is.EqualTo(RunOutcome.Interrupted));
            Assert.That(report.Run.Counts.New, Is.EqualTo(10));
        }
    }

    [Test]
    public async Task A_changed_mapping_evaluates_everything_again_and_corrects_only_what_differs()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Source.Records.AddRange([Plans.Record("c1", "p1", "B"), Plans.Record("c1", "p2", "A")]);
        await driver.NightAsync();
        driver.Plan = driver.Plan with { Hash = "h2" };

        var report = await driver.NextNightAsync();

        Assert.That((report.Run.Counts.Unchanged, report.Run.Counts.Corrected), Is.EqualTo((2L, 0L)));
    }

    [Test]
    public async Task Unknown_privacy_keeps_third_parties_out_but_not_the_folder()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Source.Records.AddRange([Plans.Record("c1", "p1", "B", confidential: null), Plans.Record("c1", "p2", "B", confidential: false)]);

        var report = await driver.NightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(driver.Folder.Received, Has.Count.EqualTo(2));
            Assert.That(driver.Registry.Received, Has.Count.EqualTo(1));
            Assert.That((report.Delivery.Accepted, report.Delivery.Held), Is.EqualTo((3L, 1L)));
        }
    }

    [Test]
    public async Task Where_the_mapping_says_so_unknown_privacy_is_delivered()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Plan = driver.Plan with { Deliver = [new DeliveryRule("registry", DeliverPrivacyUnknown: true, "x:1:1")] };
        driver.Source.Records.Add(Plans.Record("c1", "p1", "B", confidential: null));

        await driver.NightAsync();

        Assert.That(driver.Registry.Received, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_receiver_that_says_later_gets_the_same_key_again_and_the_order_of_versions_is_kept()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Source.Records.Add(Plans.Record("c1", "p1", "B"));
        driver.Registry.Answer = _ => new DeliveryOutcome.RetryLater("LB7003", "busy", After: null, Raw: "503");
        var first = await driver.NightAsync();
        driver.Source.Records[0] = Plans.Record("c1", "p1", "A");
        await driver.NightAsync();
        var before = driver.Registry.Received.ToArray();
        driver.Registry.Answer = null;
        driver.Time.Advance(TimeSpan.FromHours(1));

        var pump = new OutboxPump(driver.Services);
        await pump.PumpAsync(ask: false, progress: null, CancellationToken.None);
        await pump.PumpAsync(ask: false, progress: null, CancellationToken.None);

        var received = driver.Registry.Received.ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Delivery.Retrying, Is.EqualTo(1));
            Assert.That(before, Has.Length.EqualTo(1), "the correction waits for the issue");
            Assert.That(received.Select(request => request.Version), Is.EqualTo(new[] { 1, 1, 2 }));
            Assert.That(received[1].IdempotencyKey, Is.EqualTo(received[0].IdempotencyKey));
        }
    }

    [Test]
    public async Task What_was_held_for_unknown_privacy_is_sent_once_the_source_says_that_it_may()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Source.Records.Add(Plans.Record("c1", "p1", "B", confidential: null));
        await driver.NightAsync();
        driver.Source.Records[0] = Plans.Record("c1", "p1", "B", confidential: false);

        var report = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Run.Counts.Unchanged, Is.EqualTo(1));
            Assert.That(driver.Registry.Received.Select(request => (request.Version, request.Operation)), Is.EqualTo(new[] { (1, DeliveryOperation.Issue) }));
            Assert.That((report.Delivery.Accepted, report.Delivery.Held), Is.EqualTo((1L, 0L)));
        }
    }

    [Test]
    public async Task What_was_held_for_unknown_privacy_is_sent_once_the_mapping_says_that_it_may()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Source.Records.Add(Plans.Record("c1", "p1", "B", confidential: null));
        await driver.NightAsync();
        driver.Plan = driver.Plan with { Hash = "h2", Deliver = [new DeliveryRule("registry", DeliverPrivacyUnknown: true, "x:1:1")] };

        await driver.NextNightAsync();

        Assert.That(driver.Registry.Received, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Who_was_kept_from_a_credential_is_not_told_of_its_withdrawal()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Source.Records.Add(Plans.Record("c1", "p1", "B", confidential: null));
        await driver.NightAsync();
        driver.Source.Records[0] = Plans.Record("c1", "p1", "F", confidential: null);

        var report = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Run.Counts.Withdrawn, Is.EqualTo(1));
            Assert.That(driver.Folder.Received.Select(request => request.Operation), Is.EqualTo(new[] { DeliveryOperation.Issue, DeliveryOperation.Withdraw }));
            Assert.That(driver.Registry.Received, Is.Empty);
            Assert.That((report.Delivery.Held, report.Standing.Count), Is.EqualTo((0L, 0)), "nothing waits any more");
        }
    }

    [Test]
    public async Task What_a_wrong_token_kept_out_is_sent_under_the_same_keys_after_the_token_is_mended()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Source.Records.AddRange([Plans.Record("c1", "p1", "B"), Plans.Record("c1", "p2", "B"), Plans.Record("c1", "p3", "B")]);
        driver.Registry.Answer = _ => Barred;
        var first = await driver.NightAsync();
        var still = await driver.NextNightAsync();
        var asked = driver.Registry.Received.ToArray();
        driver.Registry.Answer = null;

        var mended = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Delivery.Refused, Is.EqualTo(3));
            Assert.That(asked, Has.Length.EqualTo(4), "one question, not all of them again");
            Assert.That(still.Standing.Select(standing => (standing.Destination, standing.Barred, standing.Code)), Is.EqualTo(new[] { ("registry", 3L, "LB7203") }));
            Assert.That(driver.Registry.Received.Skip(4).Select(request => request.IdempotencyKey), Is.EquivalentTo(asked[..3].Select(request => request.IdempotencyKey)));
            Assert.That(mended.Standing, Is.Empty);
            Assert.That((mended.Delivery.Accepted, mended.EarlierAccepted), Is.EqualTo((0L, 3L)));
            Assert.That(still.Trouble.Select(trouble => trouble.Code), Is.EqualTo(new[] { "LB7203" }), "the answer to the question is shown");
        }
    }

    [Test]
    public async Task What_a_receiver_refuses_for_what_it_is_is_not_sent_again()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Source.Records.Add(Plans.Record("c1", "p1", "B"));
        driver.Registry.Answer = _ => new DeliveryOutcome.Refused("LB7202", "no", "422");
        await driver.NightAsync();
        driver.Registry.Answer = null;

        var report = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(driver.Registry.Received, Has.Count.EqualTo(1));
            Assert.That(report.Standing.Single().Refused, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_barred_version_is_not_sent_after_a_later_one_was_taken()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Source.Records.Add(Plans.Record("c1", "p1", "B"));
        driver.Registry.Answer = _ => Barred;
        await driver.NightAsync();
        driver.Source.Records[0] = Plans.Record("c1", "p1", "A");
        driver.Registry.Answer = request => request.Version == 1 ? Barred : new DeliveryOutcome.Accepted("200");
        await driver.NextNightAsync();
        driver.Registry.Answer = null;

        var report = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(driver.Registry.Received.Last().Version, Is.EqualTo(2));
            Assert.That(report.Standing, Is.Empty, "nothing is missing at the registry");
        }
    }

    [Test]
    public async Task What_was_given_up_gets_one_attempt_a_night()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Source.Records.Add(Plans.Record("c1", "p1", "B"));
        driver.Registry.Answer = _ => new DeliveryOutcome.RetryLater("LB7201", "busy", After: null, Raw: "503");
        await driver.NightAsync();
        var pump = new OutboxPump(driver.Services);
        for (var hour = 0; hour < 24 * 6; hour++)
        {
            driver.Time.Advance(TimeSpan.FromHours(1));
            await pump.PumpAsync(ask: false, progress: null, CancellationToken.None);
        }

        var tried = driver.Registry.Received.Count;
        await driver.NextNightAsync();
        var night = await driver.NextNightAsync();
        var asked = driver.Registry.Received.Count;
        driver.Registry.Answer = null;
        await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(tried, Is.EqualTo(11), "the ladder has ten rungs");
            Assert.That(asked - tried, Is.EqualTo(2));
            Assert.That(night.Standing.Single().GaveUp, Is.EqualTo(1));
            Assert.That((await driver.Services.Outbox.StandingAsync(CancellationToken.None)), Is.Empty);
        }
    }

    [Test]
    public async Task Claims_that_break_the_profile_are_held_and_never_signed()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Issuer.Unacceptable = "C";
        driver.Source.Records.AddRange([Plans.Record("c1", "p1", "C"), Plans.Record("c1", "p2", "B")]);

        var report = await driver.NightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((report.Run.Counts.New, report.Run.Counts.Held), Is.EqualTo((1L, 1L)));
            Assert.That(report.Problems.Single().Code, Is.EqualTo("LB6301"));
        }
    }

    [Test]
    public async Task A_mapping_that_asks_to_stop_stops_the_run_before_anything_is_issued()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Source.Records.AddRange([Plans.Record("c1", "p1", "B"), Plans.Record("c1", "p2", "STOP")]);

        var report = await driver.NightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Failure?.Side, Is.EqualTo(FailureSide.Mapping));
            Assert.That(driver.Folder.Received, Is.Empty);
        }
    }

    [Test]
    public async Task The_same_key_twice_in_an_extract_is_one_record_and_the_newest_row_wins()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Source.Records.AddRange([Plans.Record("c1", "p1", "B"), Plans.Record("c1", "p2", "B"), Plans.Record("c1", "p1", "A")]);

        var report = await driver.NightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((report.Run.Counts.Read, report.Run.Counts.Duplicates), Is.EqualTo((2L, 1L)));
            Assert.That(driver.Folder.Received.Select(request => System.Text.Encoding.UTF8.GetString(request.Document.Span)), Has.One.Contains("\"A\""));
        }
    }

    [Test]
    public async Task A_run_beside_a_run_of_the_same_mapping_is_refused()
    {
        await using var driver = await NightDriver.StartAsync();
        await using var other = await driver.Services.Runs.TryLockAsync(driver.Plan.Id, CancellationToken.None);

        var report = await driver.NightAsync();

        Assert.That(report.Failure?.Side, Is.EqualTo(FailureSide.Lock));
    }

    [Test]
    public async Task A_corrected_start_keeps_its_spell_and_so_its_credential()
    {
        await using var driver = await NightDriver.StartAsync(Plans.Spells);
        driver.Plan = driver.Plan with { Person = new PersonRule([], HoldIfNone: false, "x:1:1") };
        driver.Source.Records.AddRange([Spell("e1", "2020-01-01", "first"), Spell("e1", "2024-01-01", "second")]);
        await driver.NightAsync();
        driver.Source.Records[1] = Spell("e1", "2023-06-01", "second again");

        var report = await driver.NextNightAsync();

        Assert.That((report.Run.Counts.Unchanged, report.Run.Counts.Corrected, report.Run.Counts.New, report.Run.Counts.Absent), Is.EqualTo((1L, 1L, 0L, 0L)));
    }

    [Test]
    public async Task An_incomplete_extract_never_numbers_spells_anew()
    {
        await using var driver = await NightDriver.StartAsync(Plans.Spells);
        driver.Plan = driver.Plan with { Person = new PersonRule([], HoldIfNone: false, "x:1:1") };
        driver.Source.Records.AddRange([Spell("e1", "2020-01-01", "first"), Spell("e1", "2024-01-01", "second")]);
        await driver.NightAsync();
        driver.Source.Records.RemoveAt(0);
        driver.Source.PartialBecause = "cut off";

        var report = await driver.NextNightAsync();

        driver.Source.Records.Insert(0, Spell("e1", "2020-01-01", "first"));
        driver.Source.PartialBecause = null;
        var whole = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((report.Run.Counts.Corrected, report.Run.Counts.Held), Is.EqualTo((0L, 1L)));
            Assert.That((whole.Run.Counts.Unchanged, whole.Run.Counts.Held), Is.EqualTo((2L, 0L)), "a complete extract tells the spells apart again");
        }
    }

    [Test]
    public async Task A_list_from_before_that_says_the_same_is_published_anew_before_it_runs_out()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Source.Records.Add(Plans.Record("c1", "p1", "B"));
        await driver.NightAsync();
        var older = driver.Public.Files["status/1.json"];
        driver.Time.Advance(TimeSpan.FromDays(11));
        await driver.NightAsync();
        var renewed = driver.Public.Files["status/1.json"];
        await driver.NextNightAsync();
        var kept = driver.Public.Files["status/1.json"];

        driver.Public.Files["status/1.json"] = older;
        await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(renewed, Is.Not.EqualTo(older));
            Assert.That(kept, Is.SameAs(renewed), "nothing had changed");
            Assert.That(driver.Public.Files["status/1.json"], Is.Not.EqualTo(older));
            Assert.That(await new PublishedLists(driver.Services).LookAsync(CancellationToken.None), Is.Empty);
        }
    }

    [Test]
    public async Task Everything_public_is_published_before_anything_is_delivered()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Source.Records.Add(Plans.Record("c1", "p1", "B"));
        var there = false;
        driver.Registry.Answer = _ =>
        {
            there = driver.Public.Files.ContainsKey("status/1.json") && driver.Public.Files.ContainsKey(".well-known/did.json");
            return new DeliveryOutcome.Accepted("200");
        };

        await driver.NightAsync();

        Assert.That(there, Is.True);
    }

    private static DeliveryOutcome.Barred Barred => new("LB7203", "It refuses the token.", "401");

    private static SourceRecord Spell(string worker, string start, string claim)
    {
        var record = new SourceRecord(Plans.Spells);
        record["person.id"] = Value.Of(worker);
        record["position.id"] = Value.Of("P1");
        record["position.start"] = Value.Of((DateOnly?)DateOnly.ParseExact(start, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        record["grade"] = Value.Of(claim);
        return record;
    }
}
