using System.Collections.Immutable;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Canvas;

/// <summary>
/// What a pull gets to see. Canvas leaves out silently what the account behind the token may not read: SIS ids, grades, persons, progress. Where no row at all has what an earlier applied run
/// saw, a permission is gone: the fields are <see cref="SourceBatch.Unread"/>.
/// </summary>
internal sealed class CanvasSight
{
    /// <summary>SIS ids, with "Read SIS data".</summary>
    public const string SisIds = "sis";

    /// <summary>Grades, with "View all grades".</summary>
    public const string Grades = "grades";

    /// <summary>The persons beside the enrolments, with "View user list".</summary>
    public const string Persons = "persons";

    /// <summary>Module progress.</summary>
    public const string Progress = "progress";

    /// <summary>The account's terms.</summary>
    public const string Terms = "terms";

    /// <summary>The accounts, with their names and zones.</summary>
    public const string Accounts = "accounts";

    /// <summary>The sections' names.</summary>
    public const string Sections = "sections";

    /// <summary>The vendors' GUIDs of outcomes.</summary>
    public const string Guids = "guids";

    private static readonly ImmutableArray<(string Sight, string What, ImmutableArray<string> Fields)> All =
    [
        (SisIds, "SIS ids", ["person.sis_id", "course.sis_id", "term.sis_id"]),
        (Grades, "grades", ["grade.letter", "grade.score", "grade.overridden", "grade.posted"]),
        (Persons, "names and logins", ["person.login", "person.email", "person.full_name", "person.given_name", "person.family_name"]),
        (Progress, "module progress", ["progress.required", "progress.done", "completed_at"]),
        (Terms, "terms", ["term.name", "term.sis_id", "term.start", "term.end", "ended_on"]),
        (Accounts, "accounts", ["account.name", "course.start", "course.end", "term.start", "term.end", "ended_on"]),
        (Sections, "section names", ["section.names"]),
        (Guids, "vendor GUIDs of outcomes", ["outcome.guid"]),
    ];

    private readonly HashSet<string> seen;
    private readonly HashSet<string> missed;

    private CanvasSight(HashSet<string> seen, HashSet<string> missed)
    {
        this.seen = seen;
        this.missed = missed;
    }

    /// <summary>From the text of an earlier one; nothing seen for null.</summary>
    public static CanvasSight Of(string? text) => text?.Split('/') is [var seen, var missed]
        ? new(Words(seen), Words(missed))
        : new([], []);

    /// <summary>Takes in what a course showed: true for what it had, false for what it should have had.</summary>
    public void Add(IEnumerable<(string Sight, bool IsSeen)> course)
    {
        foreach (var (sight, isSeen) in course)
        {
            (isSeen ? this.seen : this.missed).Add(sight);
        }
    }

    /// <summary>True where something should have been seen and nowhere was.</summary>
    public bool Lacks(string sight) => this.missed.Contains(sight) && !this.seen.Contains(sight);

    /// <summary>The form in which a cursor carries it.</summary>
    public string Text => $"{string.Join(',', this.seen.Order(StringComparer.Ordinal))}/{string.Join(',', this.missed.Order(StringComparer.Ordinal))}";

    /// <summary>This one with everything that an earlier one saw: what the next run is held against.</summary>
    public CanvasSight With(CanvasSight earlier) => new([.. this.seen, .. earlier.seen], []);

    /// <summary>What an earlier applied run saw and this one does not.</summary>
    public IReadOnlyList<UnreadField> LostSince(CanvasSight earlier) =>
        [.. this.Lost(earlier)
            .SelectMany(one => one.Fields, (one, name) => new UnreadField(name, $"The account behind the token could read {one.What} before and sees none now: give it the permission again.", HoldsNew: true))
            .DistinctBy(field => field.Field, StringComparer.Ordinal)];

    /// <summary>What the operator should know of that.</summary>
    public IEnumerable<SourceNotice> Notices(CanvasSight earlier, PullRequest request) => this.Lost(earlier).Select(one => new SourceNotice(
        ConnectorCodes.SightLost,
        $"The account behind the token could read {one.What} before and sees none now{ReadPlaces.Of(request, one.Fields)}. What was issued stays as it is. Give it the permission again."));

    private IEnumerable<(string Sight, string What, ImmutableArray<string> Fields)> Lost(CanvasSight earlier) =>
        All.Where(one => earlier.seen.Contains(one.Sight) && this.Lacks(one.Sight));

    private static HashSet<string> Words(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
}
