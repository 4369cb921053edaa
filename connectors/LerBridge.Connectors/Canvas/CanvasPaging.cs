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

    /// <summary>Reads a list through.</summary>
    /// <param name="what">In words, for messages.</param>
    /// <param name="read">Reads one page: the first for null; null where there is no list.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<List<T>?> AllAsync<T>(string what, Func<Uri?, CancellationToken, Task<CanvasPage<T>?>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await this.OnceAsync(what, read, cancellationToken);
        }
        catch (BookmarkRefusedException)
        {
            try
            {
                return await this.OnceAsync(what, read, cancellationToken);
            }
            catch (BookmarkRefusedException again) when (again.InnerException is ConnectorException why)
            {
                throw new ConnectorException(why.Kind, why.Code, why.Message, why);
            }
        }
    }

    private async Task<List<T>?> OnceAsync<T>(string what, Func<Uri?, CancellationToken, Task<CanvasPage<T>?>> read, CancellationToken cancellationToken)
    {
        List<T>? all = null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Uri? next = null;
        do
        {
            var page = await NextAsync(read, next, cancellationToken);
            if (page is null)
            {
                return all;
            }

            if (all is null)
            {
                all = page.Items;
            }
            else
            {
                all.AddRange(page.Items);
            }

            next = page.Next;
            if (next is not null && (!seen.Add(next.AbsoluteUri) || seen.Count >= MostPages))
            {
                throw http.Explain(what, new RequestFailedException(FailureReason.EndlessPages));
            }
        }
        while (next is not null);

        return all;
    }

    private static async Task<CanvasPage<T>?> NextAsync<T>(Func<Uri?, CancellationToken, Task<CanvasPage<T>?>> read, Uri? page, CancellationToken cancellationToken)
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

    private sealed class BookmarkRefusedException(ConnectorException inner) : Exception(inner.Message, inner);
}
