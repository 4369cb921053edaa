using System.Runtime.CompilerServices;

namespace LerBridge.Connectors.Shared;

/// <summary>Works ahead on a few items while the first is used, and gives the results in order. Nothing outlives the enumeration.</summary>
internal static class Prefetch
{
    /// <summary>The results of <paramref name="work"/> over <paramref name="items"/>, in order, with at most <paramref name="ahead"/> items under way.</summary>
    public static async IAsyncEnumerable<TResult> InOrderAsync<T, TResult>(
        IEnumerable<T> items,
        Func<T, CancellationToken, Task<TResult>> work,
        int ahead,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var underWay = new Queue<Task<TResult>>();
        using var source = items.GetEnumerator();
        try
        {
            var more = true;
            while (true)
            {
                while (more && underWay.Count < ahead && (more = source.MoveNext()))
                {
                    underWay.Enqueue(work(source.Current, stop.Token));
                }

                if (!underWay.TryPeek(out var first))
                {
                    yield break;
                }

                var result = await first;
                _ = underWay.Dequeue();
                yield return result;
            }
        }
        finally
        {
            await stop.CancelAsync();
            foreach (var task in underWay)
            {
                await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
