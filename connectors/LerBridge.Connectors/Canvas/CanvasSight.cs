using System.Collections.Immutable;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Canvas;

/// <summary>
/// What a pull gets to see. Canvas leaves out silently what the account behind the token may not read: SIS ids, grades, persons, progress. Where no row at all has what an earlier applied run
/// saw, a permission is gone: the fields are <see cref="SourceBatch.Unread"/>.
/// </summary>
internal static class CanvasSight
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

    /// <summary>All of them.</summary>
    public static ImmutableArray<SightKind> All { get; } =
    [
        new(SisIds, "SIS ids", ["person.sis_id", "course.sis_id", "term.sis_id"], "Read SIS data"),
        new(Grades, "grades", ["grade.letter", "grade.score", "grade.overridden", "grade.posted"], "View all grades"),
        new(Persons, "names and logins", ["person.login", "person.email", "person.full_name", "person.given_name", "person.family_name"], "View user list"),
        new(Progress, "module progress", ["progress.required", "progress.done", "completed_at", "module.state", "module.completed_at"], "View all grades"),
        new(Terms, "terms", ["term.name", "term.sis_id", "term.start", "term.end", "ended_on"]),
        new(Accounts, "accounts", ["account.name", "course.start", "course.end", "term.start", "term.end", "ended_on"]),
        new(Sections, "section names", ["section.names"]),
        new(Guids, "vendor GUIDs of outcomes", ["outcome.guid"]),
    ];

    /// <summary>From the text of an earlier one; nothing seen for null.</summary>
    public static Sight Of(string? text) => Sight.Of(All, "The account behind the token", text);
}
