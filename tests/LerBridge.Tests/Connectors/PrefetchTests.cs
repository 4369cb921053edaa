using LerBridge.Connectors.Shared;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors;

[TestFixture]
internal sealed class PrefetchTests
{
    [Test]
    public async Task Results_come_in_order_with_no_more_under_way_than_allowed()
    {
        var inside = 0;
        var most = 0;
        async Task<int> Work(int item, CancellationToken token)
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Delay(item % 3, token);
            Interlocked.Decrement(ref inside);
            return item * 10;
        }

        var results = await Prefetch.InOrderAsync(Enumerable.Range(0, 40), Work, 4, CancellationToken.None).ToListAsync();

        Assert.That(results, Is.EqualTo(Enumerable.Range(0, 40).Select(item => item * 10)));
        Assert.That(most, Is.LessThanOrEqualTo(4));
    }

    [Test]
    public async Task Stopping_early_cancels_what_is_under_way_and_waits_for_it()
    {
        var running = 0;
        async Task<int> Work(int item, CancellationToken token)
        {
            Interlocked.Increment(ref running);
            try
            {
                await Task.Delay(item == 0 ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, token);
                return item;
            }
            finally
            {
                Interlocked.Decrement(ref running);
            }
        }

        await foreach (var item in Prefetch.InOrderAsync(Enumerable.Range(0, 5), Work, 3, CancellationToken.None))
        {
            Assert.That(item, Is.Zero);
            break;
        }

        Assert.That(running, Is.Zero);
    }
}
