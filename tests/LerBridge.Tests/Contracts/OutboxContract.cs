using System.Text;
using LerBridge.Core.Credentials;
using LerBridge.Core.Delivery;
using LerBridge.Core.Ledger;
using NUnit.Framework;
using static LerBridge.Tests.Contracts.LedgerDriver;

namespace LerBridge.Tests.Contracts;

/// <summary>Messages from the transaction that made them to the receiver's answer: in order, leased, and never lost.</summary>
internal abstract class OutboxContract<THarness> : LedgerContract<THarness>
    where THarness : ILedgerHarness, new()
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    private IOutbox Outbox => this.Ledger.Outbox;

    [Test]
    public async Task A_message_carries_the_credential_as_it_is_in_its_version()
    {
        await this.IssueAsync("r1", ["registry"], "k1");

        var message = (await this.ClaimAsync()).Single();

        var id = CredentialId("k1");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Encoding.UTF8.GetString(message.Request.Document.Span), Is.EqualTo($"{id} version 1"));
            Assert.That(
                message.Request with { Document = default },
                Is.EqualTo(new DeliveryRequest
                {
                    CredentialId = id,
                    Version = 1,
                    Operation = DeliveryOperation.Issue,
                    IdempotencyKey = IdempotencyKey.Of("registry", id, 1, DeliveryOperation.Issue),
                    Document = default,
                    MediaType = "application/vc",
                    Mapping = "courses",
                    Person = "hash-of-person",
                    ValidFrom = Start,
                    State = CredentialState.Valid,
                    Since = Start,
                }));
            Assert.That(message.Attempts, Is.Zero);
        }
    }

    [Test]
    public async Task A_withdrawal_carries_the_last_document_and_since_when()
    {
        await this.IssueAsync("r1", ["registry"], "k1");
        await this.SettleAsync(await this.ClaimAsync(), new DeliveryOutcome.Accepted("ok"));
        await this.ChangeAsync("r2", Start.AddDays(1), Decide("k1", DecisionKind.Withdrawn, 1));

        var message = (await this.ClaimAsync(Start.AddDays(1))).Single();

        Assert.That(
            (message.Request.Operation, message.Request.State, message.Request.Since, message.Request.ValidFrom, Encoding.UTF8.GetString(message.Request.Document.Span)),
            Is.EqualTo((DeliveryOperation.Withdraw, CredentialState.Revoked, Start.AddDays(1), Start, $"{CredentialId("k1")} version 1")));
    }

    [Test]
    public async Task A_claimed_message_is_nobody_elses_until_its_lease_ends()
    {
        await this.IssueAsync("r1", ["registry"], "k1");
        var other = await this.OpenAgainAsync();

        var mine = await this.ClaimAsync(Start);
        var during = await other.Outbox.ClaimAsync("registry", 10, Start.AddMinutes(9), Lease, CancellationToken.None);
        var after = await other.Outbox.ClaimAsync("registry", 10, Start.AddMinutes(10), Lease, CancellationToken.None);

        Assert.That((mine.Count, during.Count, after.Count), Is.EqualTo((1, 0, 1)));
    }

    [Test]
    public async Task A_released_message_is_due_again_at_once_and_has_no_attempt()
    {
        await this.IssueAsync("r1", ["registry"], "k1");
        var first = await this.ClaimAsync();

        await this.Outbox.ReleaseAsync([first[0].Id], CancellationToken.None);

        var second = await this.ClaimAsync();
        Assert.That((second.Single().Id, second.Single().Attempts), Is.EqualTo((first[0].Id, 0)));
    }

    [Test]
    public async Task A_message_waits_for_the_earlier_one_of_its_credential_and_destination()
    {
        await this.IssueAsync("r1", ["registry", "folder"], "k1");
        await this.ChangeAsync("r2", Start, Decide("k1", DecisionKind.Corrected, 1));
        await this.SettleAsync(await this.ClaimAsync(destination: "folder"), new DeliveryOutcome.Accepted(null));

        var registry = await this.ClaimAsync();
        var folder = await this.ClaimAsync(destination: "folder");
        var blocked = await this.ClaimAsync();
        await this.SettleAsync(registry, new DeliveryOutcome.Accepted(null));
        var next = await this.ClaimAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(registry.Select(message => message.Request.Version), Is.EqualTo([1]));
            Assert.That(folder.Select(message => message.Request.Version), Is.EqualTo([2]));
            Assert.That(blocked, Is.Empty);
            Assert.That(next.Select(message => message.Request.Version), Is.EqualTo([2]));
        }
    }

    [Test]
    public async Task A_message_to_be_retried_also_keeps_its_successor_waiting()
    {
        await this.IssueAsync("r1", ["registry"], "k1");
        await this.ChangeAsync("r2", Start, Decide("k1", DecisionKind.Corrected, 1));
        await this.SettleAsync(await this.ClaimAsync(), new DeliveryOutcome.RetryLater("LB7201", "busy", null, null), Start.AddHours(1));

        var early = await this.ClaimAsync(Start.AddMinutes(30));
        var due = await this.ClaimAsync(Start.AddHours(1));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(early, Is.Empty);
            Assert.That(due.Select(message => (message.Request.Version, message.Attempts)), Is.EqualTo([(1, 1)]));
        }
    }

    [Test]
    public async Task A_refused_message_does_not_keep_its_successor_waiting()
    {
        await this.IssueAsync("r1", ["registry"], "k1");
        await this.ChangeAsync("r2", Start, Decide("k1", DecisionKind.Corrected, 1));

        await this.SettleAsync(await this.ClaimAsync(), new DeliveryOutcome.Refused("LB7202", "no", "422"));

        Assert.That((await this.ClaimAsync()).Single().Request.Version, Is.EqualTo(2));
    }

    [Test]
    public async Task Held_messages_are_never_claimed_and_do_not_keep_others_waiting()
    {
        await this.IssueAsync("r1", ["registry!"], "k1");
        await this.ChangeAsync("r2", Start, Decide("k1", DecisionKind.Corrected, 1));

        var claimed = await this.ClaimAsync(Start.AddYears(1));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(claimed.Select(message => message.Request.Version), Is.EqualTo([2]));
            Assert.That((await this.Outbox.CountAsync("r1", CancellationToken.None)).Held, Is.Zero, "the newer version has made it needless");
        }
    }

    [Test]
    public async Task Claims_come_oldest_first_and_no_more_than_asked_for()
    {
        await this.IssueAsync("r1", ["registry"], "k1", "k2", "k3");
        var newer = new LedgerDriver(this.Ledger) { Destinations = ["registry"], Now = Start.AddMinutes(1) };
        await newer.IssueAsync("r2", "k0");

        var first = await this.Outbox.ClaimAsync("registry", 2, Start.AddHours(1), Lease, CancellationToken.None);
        var second = await this.Outbox.ClaimAsync("registry", 9, Start.AddHours(1), Lease, CancellationToken.None);

        Assert.That(first.Concat(second).Select(message => message.Request.CredentialId), Is.EqualTo(new[] { "k1", "k2", "k3", "k0" }.Select(CredentialId)));
    }

    [Test]
    public async Task Counts_follow_the_messages()
    {
        await this.IssueAsync("r1", ["registry"], "k1", "k2", "k3", "k4");
        var claimed = await this.ClaimAsync();
        await this.SettleAsync([claimed[0]], new DeliveryOutcome.Accepted(null));
        await this.SettleAsync([claimed[1]], new DeliveryOutcome.Refused("LB7202", "no", null));
        await this.SettleAsync([claimed[2]], new DeliveryOutcome.RetryLater("LB7201", "busy", null, null), Start.AddHours(1));

        Assert.That(await this.Outbox.CountAsync("r1", CancellationToken.None), Is.EqualTo(new DeliveryCounts(Queued: 1, Accepted: 1, Retrying: 1, Refused: 1, Held: 0)));
    }

    [Test]
    public async Task A_message_without_a_next_attempt_is_given_up_and_is_trouble()
    {
        await this.IssueAsync("r1", ["registry"], "k1", "k2");
        var claimed = await this.ClaimAsync();
        await this.SettleAsync([claimed[0]], new DeliveryOutcome.RetryLater("LB7201", "busy", null, "503 Busy"));
        await this.SettleAsync([claimed[1]], new DeliveryOutcome.Refused("LB7202", "no", "422 No"));

        var trouble = await this.Outbox.TroubleAsync("r1", since: null, 10, CancellationToken.None);

        Assert.That(
            trouble,
            Is.EqualTo(new[]
            {
                new DeliveryTrouble("registry", CredentialId("k2"), DeliveryOperation.Issue, "refused", 1, "LB7202", "no", "422 No"),
                new DeliveryTrouble("registry", CredentialId("k1"), DeliveryOperation.Issue, "gave up", 1, "LB7201", "busy", "503 Busy"),
            }));
    }

    [Test]
    public async Task Standing_tells_each_destination_by_what_becomes_of_its_messages()
    {
        await this.IssueAsync("r1", ["registry"], "k1", "k2", "k3", "k4", "k5");
        await this.IssueAsync("r2", ["wallet!"], "k6");
        var claimed = await this.ClaimAsync();
        await this.SettleAsync([claimed[0]], new DeliveryOutcome.Accepted("200"));
        await this.SettleAsync([claimed[1]], new DeliveryOutcome.Refused("LB7202", "no", null));
        await this.SettleAsync([claimed[2]], new DeliveryOutcome.RetryLater("LB7201", "busy", null, null));
        await this.Outbox.SettleAsync([new Settlement(claimed[3].Id, Start.AddHours(1), new DeliveryOutcome.Barred("LB7203", "token", null), null)], CancellationToken.None);

        var standing = await this.Outbox.StandingAsync(CancellationToken.None);

        Assert.That(
            standing,
            Is.EqualTo(new[]
            {
                new DestinationStanding("registry", Waiting: 1, Barred: 1, GaveUp: 1, Refused: 1, Held: 0, "LB7203", "token"),
                new DestinationStanding("wallet", Waiting: 0, Barred: 0, GaveUp: 0, Refused: 0, Held: 1, null, null),
            }));
    }

    [Test]
    public async Task Offering_again_queues_what_was_barred_and_what_has_rested_after_being_given_up()
    {
        await this.IssueAsync("r1", ["registry"], "k1", "k2", "k3", "k4");
        var claimed = await this.ClaimAsync();
        await this.SettleAsync([claimed[0]], new DeliveryOutcome.Barred("LB7203", "token", null));
        await this.SettleAsync([claimed[1]], new DeliveryOutcome.Refused("LB7202", "no", null));
        await this.SettleAsync([claimed[2]], new DeliveryOutcome.RetryLater("LB7201", "busy", null, null));
        await this.SettleAsync([claimed[3]], new DeliveryOutcome.Barred("LB7203", "token", null));
        Task<int> OfferAsync(int limit, DateTimeOffset now, DateTimeOffset gaveUpBefore) => this.Outbox.OfferAgainAsync("registry", limit, now, gaveUpBefore, CancellationToken.None);

        var elsewhere = await this.Outbox.OfferAgainAsync("folder", 9, Start.AddDays(9), Start.AddDays(9), CancellationToken.None);
        var tooEarly = await OfferAsync(9, Start, Start);
        var one = await OfferAsync(1, Start.AddHours(1), Start);
        var first = await this.ClaimAsync(Start.AddHours(1));
        var rest = await OfferAsync(9, Start.AddHours(1), Start.AddHours(1));
        var others = await this.ClaimAsync(Start.AddHours(1));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((elsewhere, tooEarly, one, rest), Is.EqualTo((0, 0, 1, 2)));
            Assert.That(first.Select(message => (message.Id, message.Attempts)), Is.EqualTo(new[] { (claimed[0].Id, 1) }));
            Assert.That(others.Select(message => message.Id), Is.EqualTo(new[] { claimed[2].Id, claimed[3].Id }));
        }
    }

    [Test]
    public async Task Trouble_is_of_one_run_or_of_all()
    {
        await this.IssueAsync("r1", ["registry"], "k1");
        await this.SettleAsync(await this.ClaimAsync(), new DeliveryOutcome.Refused("LB7202", "no", null));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await this.Outbox.TroubleAsync("r0", since: null, 10, CancellationToken.None), Is.Empty);
            Assert.That(await this.Outbox.TroubleAsync("r0", since: Start, 10, CancellationToken.None), Has.Count.EqualTo(1), "it was tried since");
            Assert.That(await this.Outbox.TroubleAsync(null, since: null, 10, CancellationToken.None), Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task Answers_are_cut_to_two_kilobytes_between_characters()
    {
        await this.IssueAsync("r1", ["registry"], "k1");
        var answer = "a" + new string('é', 5000);

        await this.SettleAsync(await this.ClaimAsync(), new DeliveryOutcome.Refused("LB7202", "no", answer));

        var kept = (await this.Outbox.TroubleAsync("r1", since: null, 1, CancellationToken.None))[0].Answer;
        Assert.That(kept, Is.EqualTo("a" + new string('é', 1023)));
    }

    [Test]
    public async Task What_was_accepted_stays_accepted_whatever_a_late_holder_of_a_lease_says()
    {
        await this.IssueAsync("r1", ["registry"], "k1");
        var late = await this.ClaimAsync(Start);
        var taken = await this.ClaimAsync(Start.AddHours(1));
        await this.SettleAsync(taken, new DeliveryOutcome.Accepted("201"));

        await this.SettleAsync(late, new DeliveryOutcome.RetryLater("LB7201", "timed out", null, null), Start.AddHours(2));
        await this.SettleAsync(late, new DeliveryOutcome.Refused("LB7202", "no", null));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await this.Outbox.CountAsync("r1", CancellationToken.None)).Accepted, Is.EqualTo(1));
            Assert.That(await this.ClaimAsync(Start.AddDays(9)), Is.Empty);
        }
    }

    [Test]
    public async Task An_acceptance_that_comes_late_overrules_a_refusal()
    {
        await this.IssueAsync("r1", ["registry"], "k1");
        var late = await this.ClaimAsync(Start);
        await this.SettleAsync(await this.ClaimAsync(Start.AddHours(1)), new DeliveryOutcome.Refused("LB7202", "no", null));

        await this.SettleAsync(late, new DeliveryOutcome.Accepted("201"));

        Assert.That(await this.Outbox.CountAsync("r1", CancellationToken.None), Is.EqualTo(new DeliveryCounts(0, 1, 0, 0, 0)));
    }

    [Test]
    public async Task Destinations_are_due_while_something_can_be_claimed_from_them()
    {
        await this.IssueAsync("r1", ["registry", "folder", "held!"], "k1");
        await this.SettleAsync(await this.ClaimAsync(destination: "folder"), new DeliveryOutcome.RetryLater("LB7201", "busy", null, null), Start.AddHours(1));

        var now = await this.Outbox.DueDestinationsAsync(Start, CancellationToken.None);
        await this.ClaimAsync(Start);
        var claimed = await this.Outbox.DueDestinationsAsync(Start, CancellationToken.None);
        var later = await this.Outbox.DueDestinationsAsync(Start.AddHours(1), CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(now, Is.EqualTo(["registry"]));
            Assert.That(claimed, Is.Empty);
            Assert.That(later, Is.EqualTo(["folder", "registry"]));
        }
    }

    [Test]
    public async Task A_message_that_is_not_there_cannot_be_settled()
    {
        Assert.That(
            () => this.Outbox.SettleAsync([new Settlement(99, Start, new DeliveryOutcome.Accepted(null), null)], CancellationToken.None),
            Throws.InvalidOperationException);
    }

    [Test]
    public async Task What_a_dead_process_had_claimed_is_sent_by_another_at_the_latest_when_its_lease_ends()
    {
        await this.IssueAsync("r1", ["registry"], "k1");
        var other = await this.OpenAgainAsync();
        var right = await this.Outbox.TryOwnAsync(CancellationToken.None);
        await this.ClaimAsync(Start);

        await right!.DisposeAsync();
        await using var taken = await other.Outbox.TryOwnAsync(CancellationToken.None);
        var claimed = await other.Outbox.ClaimAsync("registry", 10, Start + Lease, Lease, CancellationToken.None);

        Assert.That((taken is null, claimed.Count), Is.EqualTo((false, 1)));
    }

    [Test]
    public async Task Two_that_claim_at_once_never_get_the_same_message()
    {
        await this.IssueAsync("r1", ["registry"], [.. Enumerable.Range(0, 200).Select(number => $"k{number}")]);
        var other = await this.OpenAgainAsync();

        var claims = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(turn => Task.Run(() => (turn % 2 == 0 ? this.Outbox : other.Outbox).ClaimAsync("registry", 7, Start, Lease, CancellationToken.None))));

        var numbers = claims.SelectMany(batch => batch).Select(message => message.Id).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(numbers, Has.Length.EqualTo(200));
            Assert.That(numbers, Is.Unique);
        }
    }

    [Test]
    public async Task What_is_being_sent_is_known_until_an_answer_is_also_to_another_process()
    {
        await this.IssueAsync("r1", ["registry"], "k1", "k2");
        var claimed = await this.ClaimAsync();
        await this.Outbox.BeginAsync([claimed[0].Id], Start, CancellationToken.None);
        await this.Outbox.ReleaseAsync([.. claimed.Select(message => message.Id)], CancellationToken.None);

        var found = await (await this.OpenAgainAsync()).Outbox.ClaimAsync("registry", 9, Start, Lease, CancellationToken.None);
        await this.SettleAsync([claimed[0]], new DeliveryOutcome.Unanswered("LB7209", "nothing came", null), Start.AddMinutes(1));
        var asked = await this.ClaimAsync(Start.AddMinutes(1));
        await this.SettleAsync([claimed[0]], new DeliveryOutcome.RetryLater("LB7201", "busy", null, null), Start.AddMinutes(2));
        var answered = await this.ClaimAsync(Start.AddMinutes(2));

        Assert.That(found.Select(message => message.Begun), Is.EqualTo([true, false]));
        Assert.That((asked.Single().Begun, answered.Single().Begun), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task What_is_in_doubt_is_never_claimed_or_offered_again_and_does_not_keep_its_successor_waiting()
    {
        await this.IssueAsync("r1", ["registry"], "k1");
        await this.ChangeAsync("r2", Start, Decide("k1", DecisionKind.Corrected, 1));
        await this.SettleAsync(await this.ClaimAsync(), new DeliveryOutcome.Unanswered("LB7209", "nothing came", null));

        var offered = await this.Outbox.OfferAgainAsync("registry", 9, Start.AddYears(1), Start.AddYears(1), CancellationToken.None);
        var claimed = await this.ClaimAsync(Start.AddYears(1));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((offered, (await this.Outbox.CountAsync("r1", CancellationToken.None)).InDoubt), Is.EqualTo((0, 1L)));
            Assert.That(claimed.Select(message => message.Request.Version), Is.EqualTo([2]));
            Assert.That((await this.Outbox.TroubleAsync("r1", since: null, 9, CancellationToken.None)).Select(trouble => trouble.State), Is.EqualTo(["in doubt"]));
            Assert.That((await this.Outbox.StandingAsync(CancellationToken.None)).Single(standing => standing.Destination == "registry").InDoubt, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task An_answer_that_comes_late_ends_the_doubt()
    {
        await this.IssueAsync("r1", ["registry"], "k1", "k2");
        var claimed = await this.ClaimAsync();
        await this.SettleAsync(claimed, new DeliveryOutcome.Unanswered("LB7209", "nothing came", null));

        await this.SettleAsync([claimed[0]], new DeliveryOutcome.Accepted("201"));
        await this.SettleAsync([claimed[1]], new DeliveryOutcome.Refused("LB7202", "no", "422"));

        Assert.That(await this.Outbox.CountAsync("r1", CancellationToken.None), Is.EqualTo(new DeliveryCounts(Queued: 0, Accepted: 1, Retrying: 0, Refused: 1, Held: 0)));
    }

    [Test]
    public async Task Persons_see_what_has_not_arrived_by_state_and_destination_newest_first()
    {
        await this.IssueAsync("r1", ["registry", "wallet!"], "k1", "k2", "k3", "k4");
        var claimed = await this.ClaimAsync();
        await this.SettleAsync([claimed[0]], new DeliveryOutcome.Accepted("200"));
        await this.SettleAsync([claimed[1]], new DeliveryOutcome.Refused("LB7202", "no", "422 No"));
        await this.SettleAsync([claimed[2]], new DeliveryOutcome.Unanswered("LB7209", "nothing came", null));
        Task<IReadOnlyList<DeliveryMessage>> SeenAsync(DeliveryState? state, string? destination, int limit) => this.Ledger.Deliveries.ListAsync(state, destination, limit, Start, CancellationToken.None);

        var refused = (await SeenAsync(DeliveryState.Refused, null, 9)).Single();
        var held = await SeenAsync(DeliveryState.Held, null, 9);
        var registry = await SeenAsync(null, "registry", 9);
        var some = await SeenAsync(null, null, 3);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                refused,
                Is.EqualTo(new DeliveryMessage
                {
                    Number = claimed[1].Id,
                    Destination = "registry",
                    CredentialId = CredentialId("k2"),
                    Mapping = "courses",
                    Version = 1,
                    Operation = DeliveryOperation.Issue,
                    State = DeliveryState.Refused,
                    Attempts = 1,
                    DueAt = Start,
                    Code = "LB7202",
                    Reason = "no",
                    Overtaken = false,
                }));
            Assert.That((held.Count, held[0].Destination), Is.EqualTo((4, "wallet")));
            Assert.That(registry.Select(message => message.State), Is.EqualTo([DeliveryState.Queued, DeliveryState.InDoubt, DeliveryState.Refused]));
            Assert.That(some.Select(message => message.Number), Is.Ordered.Descending.And.Exactly(3).Items);
        }
    }

    [Test]
    public async Task What_a_person_sends_again_goes_out_under_its_key_and_stands_with_who_and_why()
    {
        await this.IssueAsync("r1", ["registry"], "k1", "k2");
        var claimed = await this.ClaimAsync();
        await this.Outbox.BeginAsync([claimed[1].Id], Start, CancellationToken.None);
        await this.SettleAsync([claimed[0]], new DeliveryOutcome.Refused("LB7202", "no", "422 No"));
        await this.SettleAsync([claimed[1]], new DeliveryOutcome.Unanswered("LB7209", "nothing came", null));
        DeliveryAct[] acts =
        [
            new(claimed[0].Id, DeliveryActKind.Replay, DeliveryState.Refused, "mended", "Dana", Start.AddHours(1)),
            new(claimed[1].Id, DeliveryActKind.Replay, DeliveryState.InDoubt, "mended", "Dana", Start.AddHours(1)),
        ];

        var moved = await this.Ledger.Deliveries.ActAsync(acts, CancellationToken.None);
        var twice = await this.Ledger.Deliveries.ActAsync(acts, CancellationToken.None);
        var again = await this.ClaimAsync(Start.AddHours(1));
        var dossier = await this.Ledger.Deliveries.FindAsync(claimed[0].Id, Start, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((moved, twice), Is.EqualTo(((long?)null, (long?)claimed[0].Id)));
            Assert.That(again.Select(message => (message.Request.IdempotencyKey, message.Begun)), Is.EqualTo(claimed.Select(message => (message.Request.IdempotencyKey, false))));
            Assert.That(dossier?.IdempotencyKey, Is.EqualTo(claimed[0].Request.IdempotencyKey));
            Assert.That(dossier?.Attempts, Is.EqualTo(new[] { new TracedAttempt(Start, "refused", "LB7202", "no", "422 No") }));
            Assert.That(dossier?.Acts, Is.EqualTo(new[] { acts[0] }), "what was refused as moved on left no trace");
            Assert.That(await this.Ledger.Deliveries.FindAsync(0, Start, CancellationToken.None), Is.Null);
        }
    }

    [Test]
    public async Task What_the_destination_may_have_in_a_later_version_is_not_sent_again()
    {
        await this.IssueAsync("r1", ["registry"], "k1");
        await this.ChangeAsync("r2", Start, Decide("k1", DecisionKind.Corrected, 1));
        var first = (await this.ClaimAsync()).Single();
        await this.SettleAsync([first], new DeliveryOutcome.Refused("LB7202", "no", null));
        var act = new DeliveryAct(first.Id, DeliveryActKind.Replay, DeliveryState.Refused, "why", "Dana", Start);

        var second = await this.ClaimAsync();
        var onItsWay = await this.Ledger.Deliveries.ActAsync([act], CancellationToken.None);
        await this.SettleAsync(second, new DeliveryOutcome.Accepted("200"));
        var there = await this.Ledger.Deliveries.ActAsync([act], CancellationToken.None);

        Assert.That((onItsWay, there), Is.EqualTo(((long?)first.Id, (long?)first.Id)));
        Assert.That((await this.Ledger.Deliveries.FindAsync(first.Id, Start, CancellationToken.None))?.Message.Overtaken, Is.True);
        Assert.That(await this.Ledger.Deliveries.ListAsync(DeliveryState.Refused, null, 9, Start, CancellationToken.None), Is.Empty, "nobody needs it any more");
    }

    [TestCase(DeliveryActKind.Accepted, 1, 0)]
    [TestCase(DeliveryActKind.Refused, 0, 1)]
    public async Task A_person_ends_the_doubt(DeliveryActKind kind, long accepted, long refused)
    {
        await this.IssueAsync("r1", ["registry"], "k1");
        var claimed = await this.ClaimAsync();
        await this.SettleAsync(claimed, new DeliveryOutcome.Unanswered("LB7209", "nothing came", null));

        var moved = await this.Ledger.Deliveries.ActAsync([new DeliveryAct(claimed[0].Id, kind, DeliveryState.InDoubt, "asked them", "Dana", Start)], CancellationToken.None);

        Assert.That(moved, Is.Null);
        Assert.That(await this.Outbox.CountAsync("r1", CancellationToken.None), Is.EqualTo(new DeliveryCounts(Queued: 0, Accepted: accepted, Retrying: 0, Refused: refused, Held: 0)));
        Assert.That(await this.Outbox.StandingAsync(CancellationToken.None), Is.Empty, "a person has decided");
    }

    [TestCase("barred")]
    [TestCase("refused")]
    [TestCase("gave up")]
    public async Task What_a_person_lets_go_is_not_offered_again_nor_named_until_it_is_replayed(string how)
    {
        await this.IssueAsync("r1", ["registry"], "k1");
        var claimed = await this.ClaimAsync();
        DeliveryOutcome outcome = how switch
        {
            "barred" => new DeliveryOutcome.Barred("LB7203", "token", null),
            "refused" => new DeliveryOutcome.Refused("LB7202", "no", null),
            _ => new DeliveryOutcome.RetryLater("LB7201", "down", null, null),
        };
        await this.SettleAsync(claimed, outcome);
        var before = (await this.Outbox.StandingAsync(CancellationToken.None)).Single().Undelivered;

        await this.Ledger.Deliveries.ActAsync([new DeliveryAct(claimed[0].Id, DeliveryActKind.Refused, DeliveryState.Refused, "not wanted", "Dana", Start.AddHours(1))], CancellationToken.None);
        var offered = await this.Outbox.OfferAgainAsync("registry", 10, Start.AddDays(9), Start.AddDays(8), CancellationToken.None);
        var letGo = await this.Outbox.StandingAsync(CancellationToken.None);
        await this.Ledger.Deliveries.ActAsync([new DeliveryAct(claimed[0].Id, DeliveryActKind.Replay, DeliveryState.Refused, "wanted after all", "Dana", Start.AddHours(2))], CancellationToken.None);
        var again = await this.ClaimAsync(Start.AddHours(2));
        await this.Outbox.SettleAsync([new Settlement(again[0].Id, Start.AddHours(3), outcome, null)], CancellationToken.None);

        Assert.That((before, offered, letGo.Count, (await this.Outbox.StandingAsync(CancellationToken.None)).Single().Undelivered), Is.EqualTo((1L, 0, 0, 1L)));
    }

    private Task IssueAsync(string runId, string[] destinations, params string[] keys) =>
        new LedgerDriver(this.Ledger) { Destinations = destinations }.IssueAsync(runId, keys);

    private async Task ChangeAsync(string runId, DateTimeOffset now, Decision decision)
    {
        var driver = new LedgerDriver(this.Ledger) { Destinations = ["registry", "folder"], Now = now };
        await driver.StartAsync(runId);
        await driver.PullAsync(runId, decision.RecordKey);
        await driver.FinishAsync(runId, decision);
    }

    private Task<IReadOnlyList<OutboxMessage>> ClaimAsync(DateTimeOffset? now = null, string destination = "registry") =>
        this.Outbox.ClaimAsync(destination, 100, now ?? Start, Lease, CancellationToken.None);

    private Task SettleAsync(IEnumerable<OutboxMessage> messages, DeliveryOutcome outcome, DateTimeOffset? next = null) =>
        this.Outbox.SettleAsync([.. messages.Select(message => new Settlement(message.Id, Start, outcome, next))], CancellationToken.None);
}
