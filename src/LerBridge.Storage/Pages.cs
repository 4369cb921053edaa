using System.Runtime.CompilerServices;

namespace LerBridge.Storage;

/// <summary>
/// Rows read page by page, each page in a read of its own. Not in one long read, because an open read would keep the write-ahead log from being folded back while decisions are written.
/// Nothing that is read so changes meanwhile: the run's lock sees to that.
/// </summary>
internal static class Pages
{
    /// <summary>Reads to the end.</summary>
    /// <typeparam name="TPlace">What rows are ordered by.</typeparam>
    /// <typeparam name="T">A row.</typeparam>
    /// <param name="database">The ledger.</param>
    /// <param name="size">How many rows a full page has; one with fewer is the last.</param>
    /// <param name="start">A place before all rows.</param>
    /// <param name="read">Reads the page after a place, with the place of each row.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async IAsyncEnumerable<T> ReadAsync<TPlace, T>(
        Database database, int size, TPlace start, Func<Session, TPlace, List<(TPlace Place, T Row)>> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = start;
        while (true)
        {
            var page = await database.ReadAsync(session => read(session, after), cancellationToken);
            foreach (var (_, row) in page)
            {
                yield return row;
            }

            if (page.Count < size)
            {
                yield break;
            }

            after = page[^1].Place;
        }
    }
}
