using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Banner;

/// <summary>
/// A stream of rows by change notifications. A notification says what to look at again, and no more: the row itself is asked for as it is now, because a notification may be replayed, may be overtaken
/// by a later one, and a "created" may already mean that something was dropped. What was deleted shows only where everything is read, which the next run then does.
/// </summary>
internal sealed class BannerChangePull<T>(BannerSource source, IEthosQueue queue, ChangeOptions options, BannerRows<T> rows)
    where T : EthosThing
{
    private const int MostReads = 100_000;

    public async IAsyncEnumerable<SourceBatch> PullAsync(PullRequest request, ChangeCursor from, DateTimeOffset? full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var directories = new BannerDirectories(source.Api, source.Paging, source.Options, request.RecordDate);
        await rows.OpenAsync(directories, 1, cancellationToken);
        var holds = await BannerHolds.ReadAsync(source.Paging, source.Options.TranscriptHoldTypes, request.RecordDate, cancellationToken);
        var fields = new BannerFields(directories, holds);
        var normalizer = new BannerNormalizer(fields);
        var (after, needsAll) = (from.After, from.NeedsAll);
        for (var reads = 1; reads <= MostReads; reads++)
        {
            var changes = await queue.ReadAsync(after, cancellationToken);
            var last = changes.Items.Select(change => long.TryParse(change.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : (long?)null).Max();
            if (last is null || !(last > (after ?? -1)))
            {
                break;
            }

            var (things, persons) = Sort(changes.Items);
            var found = new Dictionary<string, T>(StringComparer.OrdinalIgnoreCase);
            foreach (var guid in things)
            {
                if (await source.Api.GetAsync(rows.Resource, guid, cancellationToken) is { } row)
                {
                    found[guid] = row;
                }
                else
                {
                    needsAll = true;
                }
            }

            needsAll |= persons.Count > 0 && !rows.CanFilterByStudent;
            foreach (var person in rows.CanFilterByStudent ? persons : [])
            {
                await foreach (var row in this.OfPersonAsync(person, cancellationToken))
                {
                    found.TryAdd(row.Key ?? string.Empty, row);
                }
            }

            var part = found.Values.ToArray();
            await rows.EnsureAsync(directories, part, cancellationToken);
            var normalized = part.SelectMany(row => rows.Normalize(normalizer, row, 0)).ToList();
            var before = new ChangeCursor(after, needsAll);
            after = last;
            for (var start = 0; start == 0 || start < normalized.Count; start += request.BatchSize)
            {
                var some = normalized.Skip(start).Take(request.BatchSize).ToList();
                yield return new SourceBatch
                {
                    Partition = rows.Resource.Name,
                    Records = [.. some.Select(one => one.Record).OfType<SourceRecord>()],
                    Rejected = [.. some.Select(one => one.Rejected).OfType<RejectedRow>()],
                    Cursor = (start + request.BatchSize >= normalized.Count ? new ChangeCursor(after, needsAll) : before).Write(),
                };
            }

            directories.Trim();
            if (changes.Remaining == 0)
            {
                break;
            }
        }

        var grants = new BannerGrants(rows.Secondary, directories.Refused, directories.Withheld.ToHashSet(StringComparer.Ordinal), request.Live);
        yield return source.End(rows.Resource.Name, null, restarts: false, grants) with
        {
            Cursor = ChangeCursor.End(BannerCursor.End(grants.Granted), after, needsAll ? null : full),
            End = new PartitionEnd.Partial($"Only {rows.Words} of which Ethos notified a change were read, so nothing shows as absent; everything is read {(needsAll ? "by the next run, because something was deleted" : $"every {options.FullEveryDays} days")}."),
            Notices = [.. holds.Notices, .. grants.Notices(request), .. BannerSource.Notices(directories.Withheld, fields)],
        };
    }

    // Persons and their holds change what may be published of every row of theirs.
    private (HashSet<string> Things, HashSet<string> Persons) Sort(IReadOnlyList<EthosNotification> changes)
    {
        var things = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var persons = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var change in changes)
        {
            if (change.Resource is not { Name: { } name, Id: { Length: > 0 } id })
            {
                continue;
            }

            if (name == rows.Resource.Name)
            {
                things.Add(id);
            }
            else if (name == EthosResources.Persons.Name)
            {
                persons.Add(id);
            }
            else if (name == EthosResources.PersonHolds.Name && source.Options.TranscriptHoldTypes.Count > 0 && change.Reference("person") is { } person)
            {
                persons.Add(person);
            }
        }

        return (things, persons);
    }

    private async IAsyncEnumerable<T> OfPersonAsync(string person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var mine = rows.Resource with { Criteria = new JsonObject { ["student"] = new JsonObject { ["id"] = person } }.ToJsonString() };
        await foreach (var row in source.Paging.AllAsync(await source.Paging.OpenAsync(mine, cancellationToken), cancellationToken))
        {
            // where the server passes over the criteria, nobody else's rows are taken
            if (string.Equals(rows.StudentOf(row), person, StringComparison.OrdinalIgnoreCase))
            {
                yield return row;
            }
        }
    }
}
