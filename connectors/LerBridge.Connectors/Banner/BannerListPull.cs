using System.Runtime.CompilerServices;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Banner;

/// <summary>
/// Reads a stream that has a record per row of one list. There is no filter by change, so it is a snapshot: the whole list is one partition, read by offset; where it shifts meanwhile it is read
/// again from its start, and where it keeps shifting the partition is partial.
/// </summary>
internal sealed class BannerListPull<T>(BannerSource source, BannerRows<T> rows)
    where T : EthosThing
{
    private readonly string partition = rows.Resource.Name;

    public async IAsyncEnumerable<SourceBatch> PullAsync(PullRequest request, BannerCursor? at, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var list = await source.Paging.OpenAsync(rows.Resource, cancellationToken);
        var directories = new BannerDirectories(source.Api, source.Paging, source.Options, request.RecordDate);
        await rows.OpenAsync(directories, list.Total, cancellationToken);
        var holds = await BannerHolds.ReadAsync(source.Paging, source.Options.TranscriptHoldTypes, request.RecordDate, cancellationToken);
        var fields = new BannerFields(directories, holds);
        var normalizer = new BannerNormalizer(fields);
        var grants = new BannerGrants(rows.Secondary, directories.Refused, directories.Withheld.ToHashSet(StringComparer.Ordinal), request.Live);

        var restarts = false;
        if (at is not null && (at.Total != list.Total || at.Refused != grants.Refused))
        {
            (at, restarts) = (null, true);
        }

        for (var pass = 1; ; pass++)
        {
            var read = at?.Offset ?? 0;
            var last = at?.Last;
            var shifted = false;
            await foreach (var stretch in source.Paging.ReadAsync(list, read, last, cancellationToken))
            {
                shifted |= !stretch.InPlace || (stretch.Total ?? list.Total) != list.Total;
                if (shifted && pass < BannerSource.MostPasses)
                {
                    break;
                }

                foreach (var part in stretch.Items.Chunk(request.BatchSize))
                {
                    await rows.EnsureAsync(directories, part, cancellationToken);
                    var before = new BannerCursor(read, list.Total, last, grants.Refused);
                    var normalized = part.SelectMany((row, i) => rows.Normalize(normalizer, row, read + i + 1)).Chunk(request.BatchSize).ToList();
                    read += part.Length;
                    last = part[^1].Key;
                    for (var i = 0; i < normalized.Count; i++)
                    {
                        // some rows have several records: until the last of them is kept, the rows are still to be read
                        var cursor = i == normalized.Count - 1 ? new BannerCursor(read, list.Total, last, grants.Refused) : before;
                        yield return this.Batch(normalized[i], cursor, restarts);
                        restarts = false;
                    }

                    directories.Trim();
                }
            }

            if (!shifted && read != (list.Total ?? read))
            {
                shifted = true;
            }

            if (!shifted || pass == BannerSource.MostPasses)
            {
                var why = shifted ? $"The list of {rows.Words} kept changing while it was read, so rows may be missing. Run again at a quieter hour." : null;
                yield return source.End(this.partition, why, restarts, grants) with
                {
                    Notices = [.. holds.Notices, .. grants.Notices(request), .. BannerSource.Notices(directories.Withheld, fields)],
                };
                yield break;
            }

            ConnectorLog.Restarting(source.Log, source.Name, this.partition, "The list changed while it was read.");
            list = await source.Paging.OpenAsync(rows.Resource, cancellationToken);
            (at, restarts) = (null, true);
        }
    }

    private SourceBatch Batch(NormalizedRow[] normalized, BannerCursor cursor, bool restarts) => new()
    {
        Partition = this.partition,
        Records = [.. normalized.Select(one => one.Record).OfType<Core.Records.SourceRecord>()],
        Rejected = [.. normalized.Select(one => one.Rejected).OfType<RejectedRow>()],
        Cursor = cursor.Write(),
        Restarts = restarts,
    };
}
