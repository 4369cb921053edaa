using LerBridge.Core.Credentials;
using LerBridge.Core.Delivery;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.Pipeline;
using LerBridge.Tests.Builders;
using LerBridge.Tests.Drivers;
using NUnit.Framework;

namespace LerBridge.Tests.Pipeline;

/// <summary>What a person decided about a credential, and what the nights after it make of that: nothing.</summary>
internal sealed class HandTests
{
    [Test]
    public async Task What_was_revoked_by_hand_is_not_issued_anew_whatever_becomes_of_its_record()
    {
        await using var driver = await StartAsync();
        await ActAsync(driver, HandVerb.Revoke);

        var same = await driver.NextNightAsync();
        var changed = await driver.NightOfAsync("A");
        await driver.NightOfAsync("F");
        var back = await driver.NightOfAsync("B");

        using (Assert.EnterMultipleScope())
        {
            foreach (var report in new[] { same, changed, back })
            {
                Assert.That((report.Run.Counts.Skipped, report.Problems.Single().Code), Is.EqualTo((1L, "LB4016")));
            }

            Assert.That(await driver.AllAsync(), Has.Count.EqualTo(1));
            Assert.That((await driver.OnlyAsync()).State, Is.EqualTo(CredentialState.Revoked));
            Assert.That(Told(driver), Is.EqualTo("Issue Withdraw"));
            Assert.That(driver.PublicList(1), Does.Match("^Revocation \\d+$"));
        }
    }

    [Test]
    public async Task What_was_suspended_by_hand_is_corrected_but_not_reinstated_by_the_records_return()
    {
        await using var driver = await StartAsync(on => on with { NoLongerQualifies = Rule(ChangeAction.Suspend) });
        await ActAsync(driver, HandVerb.Suspend);

        var same = await driver.NextNightAsync();
        await driver.NightOfAsync("F");
        await driver.NightOfAsync("A");

        var entry = await driver.OnlyAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(same.Run.Counts.Unchanged, Is.EqualTo(1));
            Assert.That((entry.State, entry.StoppedBy), Is.EqualTo((CredentialState.Suspended, (StopCause?)StopCause.Hand)));
            Assert.That(Told(driver), Is.EqualTo("Issue Suspend Correct"));
            Assert.That(driver.Registry.Received.Last().State, Is.EqualTo(CredentialState.Suspended));
        }
    }

    [Test]
    public async Task What_was_suspended_by_hand_can_be_revoked_by_a_run_and_replaced_by_none()
    {
        await using var driver = await StartAsync(on => on with { Changed = Rule(ChangeAction.Reissue) });
        await ActAsync(driver, HandVerb.Suspend);

        var changed = await driver.NightOfAsync("A");
        var gone = await driver.NightOfAsync("F");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((changed.Run.Counts.Held, changed.Problems.Single().Code), Is.EqualTo((1L, "LB4016")));
            Assert.That(gone.Run.Counts.Withdrawn, Is.EqualTo(1));
            Assert.That((await driver.OnlyAsync()).State, Is.EqualTo(CredentialState.Revoked));
        }
    }

    [Test]
    public async Task What_was_reinstated_against_its_record_stands_until_the_record_agrees_and_is_as_any_other_then()
    {
        await using var driver = await StartAsync(on => on with { NoLongerQualifies = Rule(ChangeAction.Suspend) });
        await driver.NightOfAsync("F");
        await ActAsync(driver, HandVerb.Reinstate);

        var held = await driver.NextNightAsync();
        var again = await driver.NextNightAsync();
        await driver.NightOfAsync("B");
        var after = await driver.NightOfAsync("F");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((held.Run.Counts.Held, held.Problems.Single().Code, again.Run.Counts.Held), Is.EqualTo((1L, "LB4016", 1L)));
            Assert.That(after.Run.Counts.Withdrawn, Is.EqualTo(1));
            Assert.That(Told(driver), Is.EqualTo("Issue Suspend Reinstate Suspend"));
        }
    }

    [Test]
    public async Task What_was_reinstated_although_its_record_is_gone_is_held_and_not_suspended_again()
    {
        await using var driver = await StartAsync(on => on with { Absent = Rule(ChangeAction.Suspend) });
        driver.Source.Records.Clear();
        await driver.NextNightAsync();
        await driver.NextNightAsync();
        await ActAsync(driver, HandVerb.Reinstate);

        var report = await driver.NextNightAsync();

        Assert.That((report.Run.Counts.AbsentHeld, report.Run.Counts.AbsentWithdrawn, report.Problems.Single().Code), Is.EqualTo((1L, 0L, "LB4016")));
    }

    [Test]
    public async Task What_a_person_lets_go_again_is_issued_anew_by_the_next_run_under_another_id()
    {
        await using var driver = await StartAsync();
        await ActAsync(driver, HandVerb.Revoke);
        await driver.NextNightAsync();
        var old = await driver.OnlyAsync();
        await ActAsync(driver, HandVerb.Release);

        var report = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Run.Counts.New, Is.EqualTo(1));
            Assert.That((await driver.AllAsync()).Single(entry => entry.Id != old.Id).State, Is.EqualTo(CredentialState.Valid));
            Assert.That((await driver.Ledger.Register.FindAsync(old.Id, CancellationToken.None))?.State, Is.EqualTo(CredentialState.Revoked));
            Assert.That(Told(driver), Is.EqualTo("Issue Withdraw Issue"), "nobody is told of the letting go");
        }
    }

    [Test]
    public async Task Who_did_what_when_and_why_stays_with_the_credential()
    {
        await using var driver = await StartAsync();
        await ActAsync(driver, HandVerb.Suspend, "Under review");
        await ActAsync(driver, HandVerb.Reinstate, "Review closed");

        var history = await driver.Ledger.Register.HistoryAsync((await driver.OnlyAsync()).Id, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(history.Select(version => (version.Version, version.Operation, version.State, version.By, version.Reason)), Is.EqualTo(new[]
            {
                (1, DeliveryOperation.Issue, CredentialState.Valid, null, null),
                (2, DeliveryOperation.Suspend, CredentialState.Suspended, (string?)"J. Doe", (string?)"Under review"),
                (3, DeliveryOperation.Reinstate, CredentialState.Valid, "J. Doe", "Review closed"),
            }));
            Assert.That(history[0].Change, Is.EqualTo(SourceChange.First));
            Assert.That((await driver.Ledger.Runs.ListAsync(null, 10, CancellationToken.None)), Has.Count.EqualTo(1), "an act is no run");
        }
    }

    [Test]
    public async Task Only_destinations_that_have_the_credential_and_take_status_are_told()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Suspendable();
        driver.Source.Records.Add(Plans.Record("c1", "p1", "B", confidential: null));
        await driver.NightAsync();

        var outcome = await ActAsync(driver, HandVerb.Suspend);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(driver.Folder.Received.Select(request => request.Operation), Is.EqualTo(new[] { DeliveryOperation.Issue, DeliveryOperation.Suspend }));
            Assert.That(driver.Registry.Received, Is.Empty, "it was kept from the credential for unknown privacy");
            Assert.That((outcome.Published, outcome.Delivery.Accepted), Is.EqualTo((true, 1L)));
        }
    }

    [TestCase(HandVerb.Suspend, "LB4042", "Suspendable")]
    [TestCase(HandVerb.Reinstate, "LB4040", "stands already")]
    [TestCase(HandVerb.Release, "LB4040", "not revoked")]
    public async Task What_cannot_be_done_to_a_credential_that_stands_is_refused_with_what_can(HandVerb verb, string code, string words)
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Source.Records.Add(Plans.Record("c1", "p1", "B"));
        await driver.NightAsync();

        Assert.That((await ProposeAsync(driver, verb)).Refusal, Has.Property("Code").EqualTo(code).And.Property("Message").Contains(words));
    }

    [TestCase(HandVerb.Revoke, "LB4040")]
    [TestCase(HandVerb.Suspend, "LB4041")]
    [TestCase(HandVerb.Reinstate, "LB4041")]
    public async Task A_revocation_by_hand_is_final(HandVerb verb, string code)
    {
        await using var driver = await StartAsync();
        await ActAsync(driver, HandVerb.Revoke);

        Assert.That((await ProposeAsync(driver, verb)).Refusal?.Code, Is.EqualTo(code));
    }

    [Test]
    public async Task What_a_run_stopped_a_person_can_make_last()
    {
        await using var driver = await StartAsync(on => on with { NoLongerQualifies = Rule(ChangeAction.Suspend) });
        await driver.NightOfAsync("F");
        await ActAsync(driver, HandVerb.Suspend);

        var report = await driver.NightOfAsync("B");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Run.Counts.Unchanged, Is.EqualTo(1));
            Assert.That((await driver.OnlyAsync()).State, Is.EqualTo(CredentialState.Suspended));
            Assert.That(Told(driver), Is.EqualTo("Issue Suspend"), "nothing changed for those who were told");
        }
    }

    [Test]
    public async Task A_credential_that_moved_on_since_it_was_shown_is_left_alone()
    {
        await using var driver = await StartAsync();
        var proposal = await ProposeAsync(driver, HandVerb.Revoke);
        await driver.NightOfAsync("A");

        var outcome = await Desk(driver).ActAsync(proposal, "Mistake", "J. Doe", CancellationToken.None);

        Assert.That((outcome, (await driver.OnlyAsync()).State), Is.EqualTo(((HandOutcome?)null, CredentialState.Valid)));
    }

    [Test]
    public async Task What_follows_is_said_before_anything_is_done()
    {
        await using var driver = await StartAsync();

        var proposal = await ProposeAsync(driver, HandVerb.Revoke);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(proposal.Told, Is.EqualTo(new[] { "folder", "registry" }));
            Assert.That(string.Join(' ', proposal.Consequences), Does.Contain("for good").And.Contain("No run issues a new one").And.Contain("folder, registry"));
            Assert.That((await driver.OnlyAsync()).State, Is.EqualTo(CredentialState.Valid));
        }
    }

    private static async Task<NightDriver> StartAsync(Func<OnChangePolicy, OnChangePolicy>? on = null)
    {
        var driver = await NightDriver.StartAsync();
        driver.Suspendable();
        driver.Plan = driver.Plan with { OnChange = on?.Invoke(driver.Plan.OnChange) ?? driver.Plan.OnChange };
        driver.Source.Records.Add(Plans.Record("c1", "p1", "B"));
        await driver.NightAsync();
        return driver;
    }

    private static CredentialDesk Desk(NightDriver driver) => new(driver.Services, driver.Ledger.Register);

    private static async Task<HandProposal> ProposeAsync(NightDriver driver, HandVerb verb) => await Desk(driver).ConsiderAsync(await driver.OnlyAsync(), verb, CancellationToken.None);

    private static async Task<HandOutcome> ActAsync(NightDriver driver, HandVerb verb, string reason = "Mistake")
    {
        driver.Time.Advance(TimeSpan.FromMinutes(1));
        return await Desk(driver).ActAsync(await ProposeAsync(driver, verb), reason, "J. Doe", CancellationToken.None) ?? throw new InvalidOperationException("The credential moved on.");
    }

    private static OnChangeRule Rule(ChangeAction action) => new(action, TimeSpan.Zero, "mappings/courses.yaml:61:3");

    private static string Told(NightDriver driver) => string.Join(' ', driver.Registry.Received.Select(request => request.Operation));
}
