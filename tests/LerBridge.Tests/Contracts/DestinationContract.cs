using LerBridge.Core.Delivery;
using LerBridge.Tests.Builders;
using NUnit.Framework;

namespace LerBridge.Tests.Contracts;

/// <summary>What every destination does with a batch: one outcome per request, in order, and expected failures as values.</summary>
internal abstract class DestinationContract
{
    /// <summary>A destination that takes everything.</summary>
    protected abstract Task<IDestination> AcceptingAsync();

    /// <summary>A destination that cannot take anything at the moment.</summary>
    protected abstract Task<IDestination> BusyAsync();

    /// <summary>A destination and a request that it will never take.</summary>
    protected abstract Task<(IDestination Destination, DeliveryRequest Request)> RefusingAsync();

    /// <summary>How many different credentials have arrived at the accepting destination.</summary>
    protected abstract int Arrived { get; }

    /// <summary>What must never be seen in an answer.</summary>
    protected virtual string Secret => "0f7c-secret";

    [Test]
    public async Task Every_request_of_a_batch_is_accepted_and_arrives()
    {
        var destination = await this.AcceptingAsync();

        var outcomes = await destination.DeliverAsync([.. Enumerable.Range(1, 30).Select(number => Deliveries.Make(number))], CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcomes, Has.Count.EqualTo(30));
            Assert.That(outcomes, Is.All.InstanceOf<DeliveryOutcome.Accepted>());
            Assert.That(this.Arrived, Is.EqualTo(30));
        }
    }

    [Test]
    public async Task An_empty_batch_has_no_outcomes()
    {
        var destination = await this.AcceptingAsync();

        Assert.That(await destination.DeliverAsync([], CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task The_same_request_twice_arrives_once()
    {
        var destination = await this.AcceptingAsync();

        var first = await destination.DeliverAsync([Deliveries.Make()], CancellationToken.None);
        var second = await destination.DeliverAsync([Deliveries.Make()], CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Concat(second), Is.All.InstanceOf<DeliveryOutcome.Accepted>());
            Assert.That(this.Arrived, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_destination_in_trouble_is_to_be_tried_again_with_code_and_words()
    {
        var destination = await this.BusyAsync();

        var outcomes = await destination.DeliverAsync([Deliveries.Make(1), Deliveries.Make(2)], CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcomes, Has.Count.EqualTo(2));
            foreach (var outcome in outcomes)
            {
                var later = outcome as DeliveryOutcome.RetryLater;
                Assert.That(later?.Code, Does.Match("^LB7[0-9]{3}$"));
                Assert.That(later?.Reason, Is.Not.Empty.And.Not.Contains(this.Secret));
                Assert.That(outcome.Answer ?? string.Empty, Does.Not.Contain(this.Secret));
            }
        }
    }

    [Test]
    public async Task What_it_will_never_take_is_refused_and_does_not_touch_its_neighbours()
    {
        var (destination, request) = await this.RefusingAsync();

        var outcomes = await destination.DeliverAsync([Deliveries.Make(1), request, Deliveries.Make(3)], CancellationToken.None);

        var refused = outcomes[1] as DeliveryOutcome.Refused;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused?.Code, Does.Match("^LB7[0-9]{3}$"));
            Assert.That(refused?.Reason, Is.Not.Empty.And.Not.Contains(this.Secret));
            Assert.That(outcomes[0], Is.InstanceOf<DeliveryOutcome.Accepted>());
            Assert.That(outcomes[2], Is.InstanceOf<DeliveryOutcome.Accepted>());
            Assert.That(refused?.Answer ?? string.Empty, Does.Not.Contain(this.Secret));
        }
    }

    [Test]
    public async Task A_caller_that_no_longer_waits_gets_no_outcomes()
    {
        var destination = await this.AcceptingAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        Assert.That(() => destination.DeliverAsync([Deliveries.Make()], cancelled.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task A_check_finds_an_accepting_destination_usable_and_delivers_nothing()
    {
        var destination = await this.AcceptingAsync();

        var report = await destination.CheckAsync(CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.IsUsable, Is.True);
            Assert.That(report.Findings, Is.Not.Empty);
            Assert.That(this.Arrived, Is.Zero);
        }
    }
}
