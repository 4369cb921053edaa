using System.Collections.Immutable;
using LerBridge.Connectors.Shared;

namespace LerBridge.Connectors.Canvas.Changes;

/// <summary>A table of which changes are read, and how a changed row leads to its course. Only ids are read: what the rows say is asked of the REST API.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Way">How a row leads to courses.</param>
/// <param name="Columns">The columns of ids that the way needs.</param>
internal sealed record DapTable(string Name, DapWay Way, params ImmutableArray<string> Columns)
{
    public const string Enrollments = "enrollments";
    public const string Modules = "context_modules";
    public const string Results = "learning_outcome_results";

    private static readonly DapTable[] Shared =
    [
        new("courses", DapWay.IsCourse),
        new("enrollment_terms", DapWay.IsTerm),
        new("users", DapWay.IsUser),
        new(Enrollments, DapWay.NamesCourse, "course_id"),
    ];

    /// <summary>The tables whose rows make a stream.</summary>
    public static IReadOnlyList<DapTable> For(string stream) => stream switch
    {
        StreamNames.OutcomeResults => [.. Shared, new(Results, DapWay.NamesContext, "context_id"), new("learning_outcomes", DapWay.IsOutcome)],
        StreamNames.ModuleCompletions => [.. Shared, new(Modules, DapWay.NamesContext, "context_id"), new("context_module_progressions", DapWay.NamesModule, "context_module_id")],
        _ =>
        [
            .. Shared,
            new("course_sections", DapWay.NamesCourse, "course_id", "nonxlist_course_id"),
            new("scores", DapWay.NamesEnrolment, "enrollment_id"),
            new(Modules, DapWay.NamesContext, "context_id"),
            new("context_module_progressions", DapWay.NamesModule, "context_module_id"),
        ],
    };
}

/// <summary>How a row leads to the courses that it is about.</summary>
internal enum DapWay
{
    /// <summary>The row is a course.</summary>
    IsCourse,

    /// <summary>The row is a term: all of its courses.</summary>
    IsTerm,

    /// <summary>The row is a person: the courses of the person's enrolments.</summary>
    IsUser,

    /// <summary>The row is an outcome: the courses of its results.</summary>
    IsOutcome,

    /// <summary>Columns of the row name courses.</summary>
    NamesCourse,

    /// <summary>A column names a course, or something else where <c>context_type</c> says so.</summary>
    NamesContext,

    /// <summary>A column names an enrolment.</summary>
    NamesEnrolment,

    /// <summary>A column names a module.</summary>
    NamesModule,
}
