using LerBridge.Core.Pipeline;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Pipeline;

internal sealed class RetryLadderTests
{
    [Test]
    public void Waits_never_shrink_and_end_at_last()
    {
        var waits = Enumerable.Range(1, 12).Select(attempt => RetryLadder.After(attempt, asked: null)).ToArray();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(waits.TakeWhile(wait => wait is not null), Is.Ordered);
            Assert.That(waits[^1], Is.Null);
        }
    }

    [Test]
    public void A_receiver_that_asks_for_longer_gets_longer_but_no_more_than_a_day()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(RetryLadder.After(1, TimeSpan.FromMinutes(10)), Is.EqualTo(TimeSpan.FromMinutes(10)));
            Assert.That(RetryLadder.After(1, TimeSpan.FromDays(9)), Is.EqualTo(TimeSpan.FromHours(24)));
            Assert.That(RetryLadder.After(5, TimeSpan.FromSeconds(1)), Is.EqualTo(RetryLadder.After(5, asked: null)));
        }
    }
}
