using LerBridge.Connectors.Shared;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors;

[TestFixture]
internal sealed class RateGateTests
{
    [Test]
    public async Task No_more_than_allowed_are_inside_and_the_others_follow_in_order()
    {
        var gate = new RateGate(2, TimeProvider.System);
        using var first = await gate.EnterAsync(CancellationToken.None);
        var second = await gate.EnterAsync(CancellationToken.None);
        var third = gate.EnterAsync(CancellationToken.None).AsTask();
        var fourth = gate.EnterAsync(CancellationToken.None).AsTask();

        second.Dispose();
        using var turn = await third;

        Assert.That(fourth.IsCompleted, Is.False);
    }

    [Test]
    public async Task A_cancelled_wait_gives_its_place_to_the_next()
    {
        var gate = new RateGate(1, TimeProvider.System);
        var inside = await gate.EnterAsync(CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var given = gate.EnterAsync(stop.Token).AsTask();
        var next = gate.EnterAsync(CancellationToken.None).AsTask();
        await stop.CancelAsync();

        inside.Dispose();

        using var turn = await next;
        Assert.That(async () => await given, Throws.InstanceOf<OperationCanceledException>());
    }

    [TestCase(700.0, 4)]
    [TestCase(200.0, 2)]
    [TestCase(60.0, 1)]
    [TestCase(-10.0, 1)]
    public void What_is_left_of_the_quota_sets_how_many_go_at_once(double remaining, int expected)
    {
        var gate = new RateGate(4, TimeProvider.System);

        gate.Succeeded(remaining);

        Assert.That(gate.Limit, Is.EqualTo(expected));
    }

    [Test]
    public void After_throttling_the_limit_grows_back_slowly()
    {
        var gate = new RateGate(3, TimeProvider.System);
        gate.Throttled(null);
        var atOnce = gate.Limit;

        for (var i = 0; i < 10; i++)
        {
            gate.Succeeded(null);
        }

        Assert.That((atOnce, gate.Limit), Is.EqualTo((1, 2)));
    }

    [Test]
    public async Task Nobody_enters_before_the_wait_that_was_asked_for_is_over()
    {
        var time = new FastTime(1000);
        var gate = new RateGate(3, time);
        gate.Throttled(TimeSpan.FromSeconds(90));
        var before = time.GetUtcNow();

        using var turn = await gate.EnterAsync(CancellationToken.None);

        Assert.That(time.GetUtcNow() - before, Is.GreaterThan(TimeSpan.FromSeconds(80)));
    }

    [Test]
    public void A_budget_is_spent_by_failures_and_earned_back_by_successes()
    {
        var budget = new RetryBudget(2, 0.5);

        bool[] taken = [budget.TryTake(), budget.TryTake(), budget.TryTake()];
        budget.Earn();
        var tooEarly = budget.TryTake();
        budget.Earn();
        var earned = budget.TryTake();

        Assert.That(taken, Is.EqualTo(new[] { true, true, false }));
        Assert.That((tooEarly, earned), Is.EqualTo((false, true)));
    }
}
