namespace LerBridge.Connectors.Canvas.Changes;

/// <summary>
/// When enrolments were concluded, from the whole table of them: for a stretch of courses at a time, so that memory does not grow with the years that a Canvas holds.
/// </summary>
internal sealed class ConclusionTimes(DapParts parts)
{
    /// <summary>The columns that are read.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["course_id", "user_id"];

    /// <summary>The column of the moment.</summary>
    public const string Moment = "completed_at";

    // forty bytes each
    private const int MostAtOnce = 500_000;

    private readonly Dictionary<(long Course, long Enrolment), (DateTimeOffset? At, long Stamp)> times = [];

    /// <summary>Parts courses into stretches whose moments fit into memory together.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<CanvasCourseContext>>> StretchesAsync(IReadOnlyList<CanvasCourseContext> courses, CancellationToken cancellationToken)
    {
        var counts = courses.Select(context => Id(context.Course.Id)).OfType<long>().Distinct().ToDictionary(id => id, _ => 0);
        await foreach (var row in this.ConcludedAsync(cancellationToken))
        {
            if (row.Ids[0] is { } course && counts.TryGetValue(ChangedCourses.Local(course), out var count))
            {
                counts[ChangedCourses.Local(course)] = count + 1;
            }
        }

        var stretches = new List<IReadOnlyList<CanvasCourseContext>>();
        var stretch = new List<CanvasCourseContext>();
        var sum = 0;
        foreach (var context in courses)
        {
            var count = Id(context.Course.Id) is { } id ? counts[id] : 0;
            if (stretch.Count > 0 && sum + count > MostAtOnce)
            {
                stretches.Add(stretch);
                (stretch, sum) = ([], 0);
            }

            stretch.Add(context);
            sum += count;
        }

        stretches.Add(stretch);
        return stretches;
    }

    /// <summary>Takes the moments of a stretch in, in place of those before.</summary>
    public async Task TurnToAsync(IReadOnlyList<CanvasCourseContext> courses, CancellationToken cancellationToken)
    {
        this.times.Clear();
        var wanted = courses.Select(context => Id(context.Course.Id)).OfType<long>().ToHashSet();
        await foreach (var row in this.ConcludedAsync(cancellationToken))
        {
            if (row.Ids[0] is not { } course || !wanted.Contains(ChangedCourses.Local(course)))
            {
                continue;
            }

            // the same key may come more than once: the last moment at which it came to be so wins
            var key = (ChangedCourses.Local(course), ChangedCourses.Local(row.Id));
            if (!this.times.TryGetValue(key, out var earlier) || earlier.Stamp <= row.Stamp)
            {
                this.times[key] = (row.Moment, row.Stamp);
            }
        }
    }

    /// <summary>When an enrolment of a course was concluded; null where that is not known.</summary>
    public DateTimeOffset? Of(string course, string enrolment) =>
        Id(course) is { } courseId && Id(enrolment) is { } id && this.times.TryGetValue((courseId, id), out var found) ? found.At : null;

    private static long? Id(string id) => long.TryParse(id, System.Globalization.CultureInfo.InvariantCulture, out var number) ? ChangedCourses.Local(number) : null;

    private async IAsyncEnumerable<DapRow> ConcludedAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in parts.RowsAsync(new DapRow(Columns, Moment), cancellationToken))
        {
            if (!row.IsDeleted && row.Moment is not null)
            {
                yield return row;
            }
        }
    }
}
