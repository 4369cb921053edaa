using LerBridge.Connectors.Shared;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Canvas;

/// <summary>
/// Follows a list from page to page until there is no next one. A list whose bookmark is refused on the way is read once more from its start;
/// rows that moved across pages meanwhile show twice, which the callers expect.
/// </summary>
internal sealed class CanvasPaging(ConnectorHttp http)
{
    /// <summary>Far beyond any list of a real account: a million rows.</summary>
    internal const int MostPages = 10_000;

    // How often a list is read before it counts as one that does not settle.
    private const int MostPasses = 4;

    /// <summary>Reads a list through.</summary>
    /// <param name="what">In words, for messages.</param>
    /// <param name="read">Reads one page: the first for null; null where there is no list.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<List<T>?> AllAsync<T>(string what, Func<Uri?, CancellationToken, Task<CanvasPage<T>?>> read, CancellationToken cancellationToken)
        where T : ICanvasRow
    {
        List<T>? all = null;
        _ = await this.PassAsync(what, read, page => (all ??= new(page.Count)).AddRange(page), () => all = null, null, cancellationToken);
        return all;
    }

    /// <summary>
    /// Reads a list of which a missing row would count. Pages go on from a place in the list's order, so a row that moves from behind that place to before it, as when somebody is renamed, is on no
    /// page. It then stands in what was read already: all pages but the last are read again, until nothing new shows. A list of one page comes from one query and is read once.
    /// </summary>
    /// <param name="what">In words, for messages.</param>
    /// <param name="read">Reads one page: the first for null; null where there is no list.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The rows, each once and as read last, and whether they settled; null where there is no list.</returns>
    public async Task<CanvasList<T>?> SettledAsync<T>(string what, Func<Uri?, CancellationToken, Task<CanvasPage<T>?>> read, CancellationToken cancellationToken)
        where T : ICanvasRow
    {
        var rows = new Dictionary<string, T>(StringComparer.Ordinal);
        var isSettled = true;
        if (await this.PassAsync(what, read, Take, static () => { }, null, cancellationToken) is not { } first)
        {
            return null;
        }

        isSettled = first.Anchor is null;
        for (var pass = 2; !isSettled && pass <= MostPasses; pass++)
        {
            isSettled = true;
            _ = await this.PassAsync(what, read, Take, static () => { }, first.Anchor, cancellationToken);
        }

        return new CanvasList<T>([.. rows.Values], isSettled);

        void Take(List<T> page)
        {
            foreach (var row in page)
            {
                isSettled &= rows.ContainsKey(row.Id);
                rows[row.Id] = row;
            }
        }
    }

    private async Task<Pass?> PassAsync<T>(string what, Func<Uri?, CancellationToken, Task<CanvasPage<T>?>> read, Action<List<T>> take, Action restart, string? until, CancellationToken cancellationToken)
        where T : ICanvasRow
    {
        try
        {
            return await this.OnceAsync(what, read, take, until, cancellationToken);
        }
        catch (BookmarkRefusedException)
        {
            try
            {
                restart();
                return await this.OnceAsync(what, read, take, until, cancellationToken);
            }
            catch (BookmarkRefusedException again) when (again.InnerException is ConnectorException why)
            {
                throw new ConnectorException(why.Kind, why.Code, why.Message, why);
            }
        }
    }

    private async Task<Pass?> OnceAsync<T>(string what, Func<Uri?, CancellationToken, Task<CanvasPage<T>?>> read, Action<List<T>> take, string? until, CancellationToken cancellationToken)
        where T : ICanvasRow
    {
        string? last = null;
        string? anchor = null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Uri? next = null;
        while (true)
        {
            if (await NextAsync(read, next, cancellationToken) is not { } page)
            {
                return next is null ? null : new Pass(anchor);
            }

            take(page.Items);
            if (page.Items.Count > 0)
            {
                // the end of everything before the last page that holds rows
                (anchor, last) = (last, page.Items[^1].Id);
            }

            next = page.Next;
            if (next is null || (until is not null && page.Items.Exists(row => row.Id == until)))
            {
                return new Pass(anchor);
            }

            if (!seen.Add(next.AbsoluteUri) || seen.Count >= MostPages)
            {
                throw http.Explain(what, new RequestFailedException(FailureReason.EndlessPages));
            }
        }
    }

    private static async Task<CanvasPage<T>?> NextAsync<T>(Func<Uri?, CancellationToken, Task<CanvasPage<T>?>> read, Uri? page, CancellationToken cancellationToken)
        where T : ICanvasRow
    {
        try
        {
            return await read(page, cancellationToken);
        }
        catch (ConnectorException problem) when (page is not null && problem.Code is ConnectorCodes.Rejected or ConnectorCodes.NotFound)
        {
            throw new BookmarkRefusedException(problem);
        }
    }

    /// <param name="Anchor">The last row before the last page; null where there is one page.</param>
    private sealed record Pass(string? Anchor);

    private sealed class BookmarkRefusedException(ConnectorException inner) : Exception(inner.Message, inner);
}

/// <summary>A row with an id of its own.</summary>
internal interface ICanvasRow
{
    /// <summary>Its id.</summary>
    string Id { get; }
}

/// <summary>A list that was read through.</summary>
/// <param name="Items">Its rows, each once.</param>
/// <param name="IsSettled">False where it kept changing: then a row may be missing that is there.</param>
internal sealed record CanvasList<T>(List<T> Items, bool IsSettled);
