namespace LerBridge.Connectors.Canvas.Changes;

/// <summary>
/// The courses that changed rows lead to. Rows that name no course are kept by their ids until a pass over the table that knows the course finds them. That nothing is older or newer here is on
/// purpose: a row that changed twice, or was deleted and came back, is looked at as it is now, by the REST API.
/// </summary>
internal sealed class ChangedCourses
{
    // sixteen bytes each: what a night of a large university changes fits in many times over
    private const int MostIds = 1_000_000;

    private readonly HashSet<long> courses = [];
    private readonly HashSet<long> terms = [];
    private readonly HashSet<long> users = [];
    private readonly HashSet<long> enrolments = [];
    private readonly HashSet<long> modules = [];
    private readonly HashSet<long> outcomes = [];

    /// <summary>Why everything has to be read; null where it does not.</summary>
    public ChangeReason? Reason { get; private set; }

    /// <summary>The whole tables that are needed to find the courses of rows that name none.</summary>
    public IEnumerable<string> Needed =>
    [
        .. this.enrolments.Count > 0 || this.users.Count > 0 ? [DapTable.Enrollments] : Array.Empty<string>(),
        .. this.modules.Count > 0 ? [DapTable.Modules] : Array.Empty<string>(),
        .. this.outcomes.Count > 0 ? [DapTable.Results] : Array.Empty<string>(),
    ];

    /// <summary>The columns of a whole table that are needed.</summary>
    public static IReadOnlyList<string> Columns(string table) => table switch
    {
        DapTable.Enrollments => ["course_id", "user_id"],
        DapTable.Modules => ["context_id"],
        _ => ["context_id", "learning_outcome_id"],
    };

    /// <summary>Takes the changed rows of a table in.</summary>
    public async Task AddAsync(DapTable table, IAsyncEnumerable<DapRow> rows)
    {
        var deleted = new HashSet<long>();
        var present = new HashSet<long>();
        await foreach (var row in rows)
        {
            (row.IsDeleted ? deleted : present).Add(row.Id);
            if (!row.IsDeleted || table.Way is DapWay.IsUser or DapWay.IsOutcome)
            {
                this.Add(table.Way, row);
            }

            if (deleted.Count + present.Count > MostIds || this.Count > MostIds)
            {
                this.Reason ??= ChangeReason.Many;
                return;
            }
        }

        if (table.Way is not (DapWay.IsUser or DapWay.IsOutcome or DapWay.IsTerm) && !deleted.IsSubsetOf(present))
        {
            this.Reason ??= ChangeReason.Deleted;
        }
    }

    /// <summary>Takes a whole table in: finds the courses of rows that named none.</summary>
    public async Task PlaceAsync(string table, IAsyncEnumerable<DapRow> rows)
    {
        var left = table switch
        {
            DapTable.Enrollments => this.enrolments,
            DapTable.Modules => this.modules,
            _ => [],
        };
        var open = new HashSet<long>(left);
        await foreach (var row in rows)
        {
            if (row.IsDeleted)
            {
                continue;
            }

            var isWanted = table switch
            {
                DapTable.Enrollments => left.Contains(row.Id) || (row.Ids[1] is { } user && this.users.Contains(user)),
                DapTable.Modules => left.Contains(row.Id),
                _ => row.Ids[1] is { } outcome && this.outcomes.Contains(outcome),
            };
            if (isWanted && (row.IsElsewhere || row.Ids[0] is not null))
            {
                open.Remove(row.Id);
                if (!row.IsElsewhere && row.Ids[0] is { } course)
                {
                    this.courses.Add(Local(course));
                }
            }
        }

        if (open.Count > 0)
        {
            this.Reason ??= ChangeReason.Unplaced;
        }
    }

    /// <summary>True where a course may have changed.</summary>
    /// <param name="context">The course.</param>
    public bool Holds(CanvasCourseContext context) =>
        Has(this.courses, context.Course.Id) || Has(this.terms, context.Term?.Id ?? context.Course.EnrollmentTermId);

    /// <summary>An id without its shard: where installations share a database, one says 565 and the other 21070000000000565.</summary>
    public static long Local(long id) => id % 10_000_000_000_000;

    private int Count => this.courses.Count + this.terms.Count + this.users.Count + this.enrolments.Count + this.modules.Count + this.outcomes.Count;

    private static bool Has(HashSet<long> ids, string? id) => ids.Count > 0 && long.TryParse(id, System.Globalization.CultureInfo.InvariantCulture, out var number) && ids.Contains(Local(number));

    private void Add(DapWay way, DapRow row)
    {
        switch (way)
        {
            case DapWay.IsCourse:
                this.courses.Add(Local(row.Id));
                break;
            case DapWay.IsTerm:
                this.terms.Add(Local(row.Id));
                break;
            case DapWay.IsUser:
                this.users.Add(row.Id);
                break;
            case DapWay.IsOutcome:
                this.outcomes.Add(row.Id);
                break;
            case DapWay.NamesContext when row.IsElsewhere:
                break;
            case DapWay.NamesEnrolment:
                this.Keep(this.enrolments, row.Ids[0]);
                break;
            case DapWay.NamesModule:
                this.Keep(this.modules, row.Ids[0]);
                break;
            default:
                this.Keep(null, row.Ids[0]);
                foreach (var more in row.Ids[1..])
                {
                    if (more is { } other)
                    {
                        this.courses.Add(Local(other));
                    }
                }

                break;
        }
    }

    private void Keep(HashSet<long>? ids, long? id)
    {
        if (id is not { } number)
        {
            this.Reason ??= ChangeReason.Unplaced;
        }
        else if (ids is null)
        {
            this.courses.Add(Local(number));
        }
        else
        {
            ids.Add(number);
        }
    }
}
