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
        where T : ICanvasRow => (await this.PassAsync(what, read, null, cancellationToken))?.Rows;

    /// <summary>
    /// Reads a list of which a missing row would count. Pages go on from a place in the list's order, so a row that moves from behind that place to before it, as when somebody is renamed, is on no
    /// page. It then stands in what was read already: all pages but the last are read again, until nothing new shows. A list of one page comes from one query and is read once.
    /// </summary>
    /// <param name="what">In words, for messages.</param>
    /// <param name="read">Reads one page: the first for null; null where there is no list.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The rows, each once, and whether they settled; null where there is no list.</returns>
    public async Task<CanvasList<T>?> SettledAsync<T>(string what, Func<Uri?, CancellationToken, Task<CanvasPage<T>?>> read, CancellationToken cancellationToken)
        where T : ICanvasRow
    {
        if (await this.PassAsync(what, read, null, cancellationToken) is not { } first)
        {
            return null;
        }

        var rows = new Dictionary<string, T>(first.Rows.Count, StringComparer.Ordinal);
        foreach (var row in first.Rows)
        {
            rows[row.Id] = row;
        }

        var isSettled = first.Anchor is null;
        for (var pass = 2; !isSettled && pass <= MostPasses; pass++)
        {
            var again = await this.PassAsync(what, read, first.Anchor, cancellationToken);
            isSettled = true;
            foreach (var row in again?.Rows ?? [])
            {
                isSettled &= rows.ContainsKey(row.Id);
                rows[row.Id] = row;
            }
        }

        return new CanvasList<T>([.. rows.Values], isSettled);
    }

    private async Task<Pass<T>?> PassAsync<T>(string what, Func<Uri?, CancellationToken, Task<CanvasPage<T>?>> read, string? until, CancellationToken cancellationToken)
        where T : ICanvasRow
    {
        try
        {
            return await this.OnceAsync(what, read, until, cancellationToken);
        }
        catch (BookmarkRefusedException)
        {
            try
            {
                return await this.OnceAsync(what, read, until, cancellationToken);
            }
            catch (BookmarkRefusedException again) when (again.InnerException is ConnectorException why)
            {
                throw new ConnectorException(why.Kind, why.Code, why.Message, why);
            }
        }
    }

    private async Task<Pass<T>?> OnceAsync<T>(string what, Func<Uri?, CancellationToken, Task<CanvasPage<T>?>> read, string? until, CancellationToken cancellationToken)
        where T : ICanvasRow
    {
        List<T>? all = null;
        string? anchor = null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Uri? next = null;
        do
        {
            var page = await NextAsync(read, next, cancellationToken);
            if (page is null)
            {
                break;
            }

            if (all is null)
            {
                all = page.Items;
            }
            else
            {
                // the end of everything before the last page that holds rows
                anchor = page.Items.Count > 0 && all.Count > 0 ? all[^1].Id : anchor;
                all.AddRange(page.Items);
            }

            next = page.Next;
            if (next is not null && (!seen.Add(next.AbsoluteUri) || seen.Count >= MostPages))
            {
                throw http.Explain(what, new RequestFailedException(FailureReason.EndlessPages));
            }
        }
        while (next is not null && !(until is not null && all.Exists(row => row.Id == until)));

        return all is null ? null : new Pass<T>(all, anchor);
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

    /// <param name="Rows">The rows in the list's order.</param>
    /// <param name="Anchor">The last row before the last page; null where there is one page.</param>
    private sealed record Pass<T>(List<T> Rows, string? Anchor);

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
