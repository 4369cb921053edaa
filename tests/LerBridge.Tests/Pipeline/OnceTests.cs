using LerBridge.Core.Delivery;
using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;
using LerBridge.Tests.Builders;
using LerBridge.Tests.Drivers;
using NUnit.Framework;

namespace LerBridge.Tests.Pipeline;

/// <summary>A receiver that takes twice what is sent twice: what may have arrived is asked about or in doubt, and never sent again by itself.</summary>
internal sealed class OnceTests
{
    private static readonly DeliveryOutcome.Unanswered Nothing = new("LB7209", "It may have arrived: the connection broke.", Raw: null);

    [Test]
    public async Task What_was_not_answered_is_in_doubt_and_stays_so_however_many_nights_go_by()
    {
        await using var driver = await StartAsync();
        driver.Registry.Answer = _ => Nothing;

        var first = await driver.NightAsync();
        driver.Registry.Answer = null;
        var next = await driver.NextNightAsync();
        driver.Time.Advance(TimeSpan.FromDays(30));
        await new OutboxPump(driver.Services).PumpAsync(ask: true, progress: null, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Delivery, Is.EqualTo(new DeliveryCounts(Queued: 0, Accepted: 1, Retrying: 0, Refused: 0, Held: 0, InDoubt: 1)));
            Assert.That(first.Trouble.Select(trouble => (trouble.State, trouble.Code)), Is.EqualTo(new[] { ("in doubt", "LB7209") }));
            Assert.That(next.Standing.Select(standing => (standing.Destination, standing.InDoubt, standing.Refused)), Is.EqualTo(new[] { ("registry", 1L, 0L) }));
            Assert.That(driver.Registry.Received, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task A_correction_is_sent_although_what_it_corrects_is_in_doubt_and_ends_the_doubt()
    {
        await using var driver = await StartAsync();
        driver.Registry.Answer = _ => Nothing;
        await driver.NightAsync();
        driver.Registry.Answer = null;

        await driver.NightOfAsync("A");

        Assert.That(driver.Registry.Received.Select(request => request.Version), Is.EqualTo([1, 2]));
        Assert.That(await driver.Services.Outbox.StandingAsync(CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task A_receiver_that_can_be_asked_and_has_it_settles_the_doubt()
    {
        await using var driver = await StartAsync();
        driver.Registry.Answer = _ => Nothing;
        driver.Registry.Says = _ => new Presence.There("200 OK");

        var night = await driver.NightAsync();
        await PumpAsync(driver, TimeSpan.FromSeconds(30));
        var early = await StandingAsync(driver);
        await PumpAsync(driver, TimeSpan.FromMinutes(1));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(night.Delivery.Retrying, Is.EqualTo(1), "it is asked a minute later");
            Assert.That(early?.Waiting, Is.EqualTo(1));
            Assert.That(await StandingAsync(driver), Is.Null);
            Assert.That(driver.Registry.Received, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task A_receiver_that_can_be_asked_and_has_it_not_is_sent_it_once_more()
    {
        await using var driver = await StartAsync();
        driver.Registry.Answer = _ => Nothing;
        driver.Registry.Says = _ => new Presence.Missing("404");
        await driver.NightAsync();
        driver.Registry.Answer = null;

        await PumpAsync(driver, TimeSpan.FromMinutes(2));

        Assert.That(driver.Registry.Received.Select(request => request.IdempotencyKey).Distinct().Count(), Is.EqualTo(1));
        Assert.That((driver.Registry.Received.Count, await StandingAsync(driver)), Is.EqualTo((2, (DestinationStanding?)null)));
    }

    [Test]
    public async Task A_receiver_that_never_says_is_asked_along_the_ladder_and_then_in_doubt()
    {
        await using var driver = await StartAsync();
        var asked = 0;
        driver.Registry.Answer = _ => Nothing;
        driver.Registry.Says = _ =>
        {
            asked++;
            return new Presence.Unknown("It answered 500.", "500");
        };
        await driver.NightAsync();

        for (var hour = 0; hour < 24 * 6; hour++)
        {
            await PumpAsync(driver, TimeSpan.FromHours(1));
        }

        Assert.That((driver.Registry.Received.Count, asked, (await StandingAsync(driver))?.InDoubt), Is.EqualTo((1, 10, (long?)1)));
    }

    [Test]
    public async Task What_a_dead_process_was_sending_is_in_doubt_and_what_it_had_not_begun_is_sent()
    {
        await using var driver = await StartAsync();
        driver.Source.Records.Add(Plans.Record("c1", "p2", "B"));
        await BusyNightAsync(driver);
        var now = driver.Time.GetUtcNow();
        var claimed = await driver.Services.Outbox.ClaimAsync("registry", 9, now, TimeSpan.FromMinutes(90), CancellationToken.None);
        await driver.Services.Outbox.BeginAsync([claimed[0].Id], now, CancellationToken.None);
        await driver.RestartAsync();

        await new OutboxPump(driver.Services).PumpAsync(ask: false, progress: null, CancellationToken.None);

        Assert.That(driver.Registry.Received.Skip(2).Select(request => request.IdempotencyKey), Is.EqualTo([claimed[1].Request.IdempotencyKey]));
        Assert.That((await StandingAsync(driver))?.InDoubt, Is.EqualTo(1));
    }

    [Test]
    public async Task What_a_dead_process_sent_a_moment_ago_is_not_sent_again_because_the_receiver_has_it_not_yet()
    {
        await using var driver = await StartAsync();
        await BusyNightAsync(driver);
        var now = driver.Time.GetUtcNow();
        var claimed = await driver.Services.Outbox.ClaimAsync("registry", 9, now, TimeSpan.FromMinutes(90), CancellationToken.None);
        await driver.Services.Outbox.BeginAsync([claimed[0].Id], now, CancellationToken.None);
        await driver.RestartAsync();
        driver.Registry.Says = _ => new Presence.Missing("404");

        await PumpAsync(driver, TimeSpan.FromSeconds(2));
        var (early, waiting) = (driver.Registry.Received.Count, (await StandingAsync(driver))?.Waiting);
        driver.Registry.Says = _ => new Presence.There("200");
        await PumpAsync(driver, TimeSpan.FromMinutes(1));

        Assert.That((early, waiting, driver.Registry.Received.Count, await StandingAsync(driver)), Is.EqualTo((1, (long?)1, 1, (DestinationStanding?)null)), "the first attempt was answered with 503");
    }

    [Test]
    public async Task Who_stops_the_process_in_the_middle_does_not_put_into_doubt_what_is_being_answered()
    {
        await using var driver = await StartAsync();
        using var stop = new CancellationTokenSource();
        await BusyNightAsync(driver);
        driver.Registry.Answer = _ =>
        {
            stop.Cancel();
            return new DeliveryOutcome.Accepted("201");
        };

        try
        {
            await new OutboxPump(driver.Services).PumpAsync(ask: false, progress: null, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // it ends before the next batch
        }

        Assert.That(await StandingAsync(driver), Is.Null);
    }

    private static async Task<NightDriver> StartAsync()
    {
        var driver = await NightDriver.StartAsync();
        driver.Registry.HonoursIdempotencyKey = false;
        driver.Source.Records.Add(Plans.Record("c1", "p1", "B"));
        return driver;
    }

    // the registry has nothing yet, and everything for it is due
    private static async Task BusyNightAsync(NightDriver driver)
    {
        driver.Registry.Answer = _ => new DeliveryOutcome.RetryLater("LB7201", "busy", After: null, Raw: "503");
        await driver.NightAsync();
        driver.Registry.Answer = null;
        driver.Time.Advance(TimeSpan.FromMinutes(1));
    }

    private static async Task PumpAsync(NightDriver driver, TimeSpan after)
    {
        driver.Time.Advance(after);
        await new OutboxPump(driver.Services).PumpAsync(ask: false, progress: null, CancellationToken.None);
    }

    private static async Task<DestinationStanding?> StandingAsync(NightDriver driver) =>
        (await driver.Services.Outbox.StandingAsync(CancellationToken.None)).SingleOrDefault(standing => standing.Destination == "registry");
}
