using LerBridge.Connectors.Shared;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Canvas;

/// <summary>Where a pull stands, in the form that a cursor carries: the last finished course, where changes stand, what was seen so far.</summary>
/// <param name="Last">The last finished course; <see cref="Finished"/> for all; null before the first cursor.</param>
/// <param name="Changes">Where reading by changes stands; null where everything is read.</param>
/// <param name="Sight">What was seen.</param>
internal sealed record CanvasPlace(string? Last, string? Changes, Sight Sight)
{
    /// <summary>The partition that says whether the list of courses itself was whole.</summary>
    public const string ListPartition = "courses";

    /// <summary>The place behind the last course.</summary>
    public const string Finished = "all";

    /// <summary>The version of the form.</summary>
    public const int Version = 1;

    public static CanvasPlace Of(string? text) => text?.Split('|') switch
    {
        [var last, var sight] => new(last, null, CanvasSight.Of(sight)),
        [var last, var changes, var sight] => new(last, changes, CanvasSight.Of(sight)),
        _ => new(text, null, CanvasSight.Of(null)),
    };

    public static SourceCursor Cursor(string last, Sight sight) => new(Version, $"{last}|{sight.Text}");

    public static SourceCursor Cursor(string last, string changes, Sight sight) => new(Version, $"{last}|{changes}|{sight.Text}");

    /// <summary>The batches of a course. Until it is finished the cursor stays at the one before: a pull that was killed in the middle of a course reads that course again.</summary>
    public static IEnumerable<SourceBatch> Batches(CanvasCourseRead read, string? before, Func<string, SourceCursor> cursor, bool restarts, int size)
    {
        for (var start = 0; start == 0 || start < read.Records.Count; start += size)
        {
            var isLast = start + size >= read.Records.Count;
            yield return new SourceBatch
            {
                Partition = $"course/{read.Course}",
                Records = [.. read.Records.Skip(start).Take(size)],
                Cursor = cursor(isLast ? read.Course : before ?? string.Empty),
                Restarts = restarts && start == 0,
                End = isLast ? read.End : null,
                Notices = isLast ? read.Notices : [],
            };
        }
    }

    /// <summary>The last batch.</summary>
    /// <param name="request">What the run asked.</param>
    /// <param name="sight">What was seen.</param>
    /// <param name="earlier">What the last applied run saw.</param>
    /// <param name="limit">Why not every course was read; null where all were.</param>
    public static SourceBatch End(PullRequest request, Sight sight, Sight earlier, string? limit) => new()
    {
        Partition = ListPartition,
        Cursor = Cursor(Finished, sight.With(earlier)),
        Unread = sight.LostSince(earlier),
        End = limit is null ? new PartitionEnd.Complete() : new PartitionEnd.Partial(limit),
    };

    /// <summary>What every pull tells at its end.</summary>
    public static IEnumerable<SourceNotice> Notices(PullRequest request, CanvasOptions options, Sight sight, Sight earlier) =>
    [
        .. sight.Lacks(CanvasSight.SisIds) ? [new SourceNotice(ConnectorCodes.NoSisIds, "No enrolment has a SIS id: the account behind the token lacks the permission \"Read SIS data\".")] : Array.Empty<SourceNotice>(),
        .. options.IsCopy ? [new SourceNotice(ConnectorCodes.TestHost, $"{options.BaseUrl.Host} is a test or beta copy of Canvas, which is overwritten again and again: what is issued from it may not be true. Name the school's own Canvas in BaseUrl.")] : Array.Empty<SourceNotice>(),
        .. sight.Notices(earlier, request),
    ];
}
