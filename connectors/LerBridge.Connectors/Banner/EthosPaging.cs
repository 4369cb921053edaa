using System.Runtime.CompilerServices;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Banner;

/// <summary>
/// Reads lists by offset, some pages ahead. No stable order is promised by Ethos: a page says whether its first row is still the one that was expected, by asking again for the last row
/// of the page before. A short page is not the end; the total is.
/// </summary>
internal sealed class EthosPaging(IEthosApi api, int ahead)
{
    // Far beyond any list of one institution; a list without a total must end some day.
    private const int MostRows = 100_000_000;
    private static readonly int[] PageSizes = [500, 100, 25];

    /// <summary>The first page, and what it says of the rest.</summary>
    public async Task<EthosList<T>> OpenAsync<T>(EthosResource<T> resource, CancellationToken cancellationToken)
        where T : EthosThing
    {
        var first = await this.FirstAsync(resource, cancellationToken);
        return new EthosList<T>(resource, first, Math.Max(1, Math.Min(first.LargestPage ?? first.Items.Count, PageSizes[0])));
    }

    /// <summary>The rows from <paramref name="offset"/> on, page by page.</summary>
    /// <param name="list">The list, as its first page described it.</param>
    /// <param name="offset">The first row to read.</param>
    /// <param name="last">The GUID of the row before it; null where it is not known.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<EthosStretch<T>> ReadAsync<T>(EthosList<T> list, int offset, string? last, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : EthosThing
    {
        if (offset == 0)
        {
            yield return new EthosStretch<T>(list.First.Items, InPlace: true, list.First.Total);
            (offset, last) = (list.First.Items.Count, list.First.Items.LastOrDefault()?.Key);
            if (offset == 0)
            {
                yield break;
            }
        }

        if (list.Total is null)
        {
            await foreach (var stretch in this.ToEmptyPageAsync(list, offset, last, cancellationToken))
            {
                yield return stretch;
            }

            yield break;
        }

        // One row of every page is the last of the page before.
        var step = Math.Max(1, list.PageSize - 1);
        var starts = Enumerable.Range(0, int.MaxValue).Select(page => offset + ((long)page * step)).TakeWhile(start => start < list.Total);
        await foreach (var stretch in Prefetch.InOrderAsync(starts, (start, token) => this.StretchAsync(list, (int)start, step, token), ahead, cancellationToken))
        {
            var inPlace = stretch.Items.Count > 0 && (last is null || stretch.Items[0].Key == last);
            var rows = inPlace ? stretch.Items[1..] : stretch.Items;
            last = rows.LastOrDefault()?.Key ?? last;
            yield return stretch with { Items = rows, InPlace = inPlace };
        }
    }

    /// <summary>Every row of a list, without a promise of order.</summary>
    public async IAsyncEnumerable<T> AllAsync<T>(EthosList<T> list, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : EthosThing
    {
        await foreach (var stretch in this.ReadAsync(list, 0, null, cancellationToken))
        {
            foreach (var item in stretch.Items)
            {
                yield return item;
            }
        }
    }

    // A limit beyond the server's own is capped by some and refused by others (facts A3).
    private async Task<EthosPage<T>> FirstAsync<T>(EthosResource<T> resource, CancellationToken cancellationToken)
        where T : EthosThing
    {
        foreach (var size in PageSizes[..^1])
        {
            try
            {
                return await api.ListAsync(resource, 0, size, cancellationToken);
            }
            catch (ConnectorException problem) when (problem.Code == ConnectorCodes.Rejected)
            {
            }
        }

        return await api.ListAsync(resource, 0, PageSizes[^1], cancellationToken);
    }

    // Some rows with the one before them; asked for again from where it stopped, where the server gives less than a page.
    private async Task<EthosStretch<T>> StretchAsync<T>(EthosList<T> list, int start, int length, CancellationToken cancellationToken)
        where T : EthosThing
    {
        var from = start - 1;
        var end = Math.Min((long)start + length, list.Total ?? int.MaxValue);
        var rows = new List<T>();
        int? total = null;
        while (from + rows.Count < end)
        {
            var page = await api.ListAsync(list.Resource, from + rows.Count, (int)Math.Min(list.PageSize, end - from - rows.Count), cancellationToken);
            total = page.Total ?? total;
            if (page.Items.Count == 0)
            {
                break;
            }

            rows.AddRange(page.Items);
        }

        return new EthosStretch<T>(rows, InPlace: true, total);
    }

    // Without a total the list ends at an empty page; one that ends with the row that was read last says that the server does not page, and would never end.
    private async IAsyncEnumerable<EthosStretch<T>> ToEmptyPageAsync<T>(EthosList<T> list, int offset, string? last, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : EthosThing
    {
        while (offset < MostRows)
        {
            var page = await api.ListAsync(list.Resource, offset, list.PageSize, cancellationToken);
            if (page.Items.Count == 0)
            {
                yield break;
            }

            if (page.Items[^1].Key == last)
            {
                break;
            }

            yield return new EthosStretch<T>(page.Items, InPlace: page.Items[0].Key != last, page.Total);
            offset += page.Items.Count;
            last = page.Items[^1].Key;
        }

        yield return new EthosStretch<T>([], InPlace: false, null);
    }
}

/// <summary>A list as its first page described it.</summary>
internal sealed record EthosList<T>(EthosResource<T> Resource, EthosPage<T> First, int PageSize)
    where T : EthosThing
{
    public int? Total => this.First.Total;
}

/// <summary>Some rows of a list.</summary>
/// <param name="Items">The rows.</param>
/// <param name="InPlace">False where the list has shifted since the rows before were read.</param>
/// <param name="Total">The total that the server named beside them.</param>
internal sealed record EthosStretch<T>(List<T> Items, bool InPlace, int? Total);
