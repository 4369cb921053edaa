using LerBridge.Core.Ledger;
using NUnit.Framework;

namespace LerBridge.Tests.Contracts;

/// <summary>Each notice is told once by each channel, whoever tells it.</summary>
internal abstract class NoticeBoardContract<THarness> : LedgerContract<THarness>
    where THarness : ILedgerHarness, new()
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    [Test]
    public async Task A_notice_is_put_up_once_for_each_channel()
    {
        var first = await this.PostAsync("run:1", "mail", "webhook");
        var again = await this.PostAsync("run:1", "mail", "webhook");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first, Is.EqualTo(2));
            Assert.That(again, Is.Zero);
            Assert.That(await this.Ledger.Notices.KnowsAsync("run:1", CancellationToken.None), Is.True);
            Assert.That(await this.Ledger.Notices.KnowsAsync("run:2", CancellationToken.None), Is.False);
        }
    }

    [Test]
    public async Task What_was_put_up_about_a_topic_is_found_newest_first_and_nothing_else()
    {
        foreach (var key in new[] { "run_1:a", "run_1:b", "runx1:c", "run_10:d", "RUN_1:e", "run_1:%", "run_1:f" })
        {
            await this.PostAsync(key, "mail", "webhook");
        }

        var found = await this.Ledger.Notices.AboutAsync("run_1:", CancellationToken.None);

        Assert.That(found.Select(notice => notice.Key), Is.EqualTo((string[])["run_1:f", "run_1:%", "run_1:b", "run_1:a"]));
        Assert.That(found[0], Is.EqualTo(Of("run_1:f")));
        Assert.That((await this.Ledger.Notices.AboutAsync("run_1:%", CancellationToken.None)).Select(notice => notice.Key), Is.EqualTo((string[])["run_1:%"]));
    }

    [Test]
    public async Task What_one_process_has_taken_no_other_takes_before_its_lease_has_ended()
    {
        await this.PostAsync("run:1", "mail");
        var other = await this.OpenAgainAsync();

        var first = await this.TakeAsync(Now);
        var second = await other.Notices.TakeAsync(Now.AddMinutes(1), Lease, 10, CancellationToken.None);
        var third = await other.Notices.TakeAsync(Now.AddMinutes(6), Lease, 10, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first, Has.Count.EqualTo(1));
            Assert.That(first[0].Notice, Is.EqualTo(Of("run:1")));
            Assert.That(first[0].Attempts, Is.Zero);
            Assert.That(second, Is.Empty);
            Assert.That(third, Has.Count.EqualTo(1).And.One.Property("Attempts").EqualTo(1));
        }
    }

    [Test]
    public async Task What_was_told_or_given_up_is_not_taken_again_and_the_rest_when_it_is_due()
    {
        await this.PostAsync("a", "mail");
        await this.PostAsync("b", "mail");
        await this.PostAsync("c", "mail");
        var taken = await this.TakeAsync(Now);
        await this.Ledger.Notices.SentAsync(taken[0], CancellationToken.None);
        await this.Ledger.Notices.FailedAsync(taken[1], Now.AddMinutes(10), CancellationToken.None);
        await this.Ledger.Notices.FailedAsync(taken[2], again: null, CancellationToken.None);

        var early = await this.TakeAsync(Now.AddMinutes(9));
        var due = await this.TakeAsync(Now.AddMinutes(10));

        Assert.That(early, Is.Empty);
        Assert.That(due.Select(one => one.Notice.Key), Is.EqualTo((string[])["b"]));
    }

    [Test]
    public async Task The_oldest_come_first_and_no_more_than_asked_for()
    {
        for (var i = 0; i < 5; i++)
        {
            await this.PostAsync($"n{i}", "mail");
        }

        var first = await this.Ledger.Notices.TakeAsync(Now, Lease, 2, CancellationToken.None);
        var second = await this.Ledger.Notices.TakeAsync(Now, Lease, 10, CancellationToken.None);

        Assert.That(first.Concat(second).Select(one => one.Notice.Key), Is.EqualTo((string[])["n0", "n1", "n2", "n3", "n4"]));
    }

    [Test]
    public async Task Old_notices_are_forgotten_but_not_those_that_wait()
    {
        await this.PostAsync("told", "mail");
        await this.Ledger.Notices.SentAsync((await this.TakeAsync(Now))[0], CancellationToken.None);
        await this.PostAsync("waits", "mail");

        await this.Ledger.Notices.ForgetAsync(Now.AddDays(1), CancellationToken.None);

        Assert.That(await this.Ledger.Notices.KnowsAsync("told", CancellationToken.None), Is.False);
        Assert.That(await this.Ledger.Notices.KnowsAsync("waits", CancellationToken.None), Is.True);
    }

    [Test]
    public async Task What_was_overtaken_while_it_waited_is_not_told_by_that_channel_and_the_newer_is()
    {
        await this.PostAsync("mapping:a:LB5601:r1", "mail", "webhook");
        var stopped = await this.TakeAsync(Now);
        await this.Ledger.Notices.SentAsync(stopped.Single(one => one.Channel == "mail"), CancellationToken.None);
        await this.Ledger.Notices.FailedAsync(stopped.Single(one => one.Channel == "webhook"), Now.AddMinutes(10), CancellationToken.None);
        await this.PostAsync("mapping:a:over:r2", "mail", "webhook");
        await this.PostAsync("mapping:ab:LB5601:r3", "webhook");
        await this.PostAsync("mapping:a:7:r4", NoticeKind.Waits, "webhook");

        var now = await this.TakeAsync(Now.AddMinutes(1));
        var later = await this.TakeAsync(Now.AddMinutes(11));

        Assert.That(now.Select(one => $"{one.Channel} {one.Notice.Key}"), Is.EqualTo((string[])["mail mapping:a:over:r2", "webhook mapping:a:over:r2", "webhook mapping:ab:LB5601:r3", "webhook mapping:a:7:r4"]));
        Assert.That(later.Select(one => one.Notice.Key), Does.Not.Contain("mapping:a:LB5601:r1"));
    }

    [Test]
    public async Task A_newer_word_waits_while_the_older_is_on_its_way_and_not_for_longer()
    {
        await this.PostAsync("mapping:a:LB5601:r1", "mail");
        await this.TakeAsync(Now);
        await this.PostAsync("mapping:a:over:r2", "mail");

        var meanwhile = await this.TakeAsync(Now.AddMinutes(1));
        var afterwards = await this.TakeAsync(Now.AddMinutes(6));

        Assert.That(meanwhile, Is.Empty);
        Assert.That(afterwards.Select(one => one.Notice.Key), Is.EqualTo((string[])["mapping:a:over:r2"]), "who was to tell the older one died; it is not told after all");
    }

    [Test]
    public async Task What_happened_is_told_whatever_comes_later()
    {
        await this.PostAsync("missed:nightly:2026-11-21T08:00:00Z", "mail");
        await this.PostAsync("missed:nightly:2026-11-22T08:00:00Z", "mail");

        Assert.That(await this.TakeAsync(Now), Has.Count.EqualTo(2));
    }

    private static Notice Of(string key) => new(key, NoticeKind.Failed, "LerBridge: canvas-courses stopped", "Two\nlines, and an ñ.", Now);

    private Task<int> PostAsync(string key, params string[] channels) => this.Ledger.Notices.PostAsync(Of(key), channels, CancellationToken.None);

    private Task<int> PostAsync(string key, NoticeKind kind, params string[] channels) => this.Ledger.Notices.PostAsync(Of(key) with { Kind = kind }, channels, CancellationToken.None);

    private Task<IReadOnlyList<PostedNotice>> TakeAsync(DateTimeOffset now) => this.Ledger.Notices.TakeAsync(now, Lease, 10, CancellationToken.None);
}
