using System.Collections.Frozen;
using System.Collections.Immutable;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Banner;

/// <summary>
/// Resources that an institution may not have or not grant, and the fields that come from each. Three classes, one rule:
/// <list type="bullet">
/// <item>The rows of a stream themselves (transcript grades; awards in their own stream) and <c>persons</c> (and the holds, where settings ask for them) are needed: refused, they fail the pull.</item>
/// <item>What decides the meaning of a row (whose course it is, what the grade says, whether it was earned here) and what only adorns it (its term) may be refused from the first run on:
/// the fields are missing and a notice says what to grant.</item>
/// <item>What was once granted and is refused now is no change of the records: their fields are <see cref="SourceBatch.Unread"/>, so that the run holds what they would correct or withdraw, and the
/// partition is partial, so that nothing counts as absent. Where the resource decides the meaning, new records wait too.</item>
/// <item>The same holds for a resource of which Ethos withholds fields that it showed before, persons included; but then no row is missing, and new records do not wait.</item>
/// </list>
/// </summary>
/// <param name="Resource">The resource's name.</param>
/// <param name="DecidesMeaning">True where a row means something else without it.</param>
/// <param name="Fields">The fields that come from it.</param>
internal sealed record EthosSecondary(string Resource, bool DecidesMeaning, ImmutableArray<string> Fields)
{
    private static readonly FrozenSet<string> Refusals = new[] { ConnectorCodes.Forbidden, ConnectorCodes.NotFound, ConnectorCodes.NotOffered, ConnectorCodes.WrongVersion }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Those around transcript grades, in the order in which they are read.</summary>
    public static ImmutableArray<EthosSecondary> OfCourses { get; } =
    [
        new(EthosResources.Subjects.Name, true, ["course.code", "course.subject"]),
        new(EthosResources.AcademicPeriods.Name, false, ["term.code", "term.name", "term.start", "term.end"]),
        new(EthosResources.GradeDefinitions.Name, true, ["grade.letter", "grade.scheme", "grade.credit"]),
        new(EthosResources.CreditCategories.Name, true, ["transfer"]),
        new(EthosResources.Courses.Name, true, ["course.code", "course.title", "course.subject", "course.number"]),
        new(EthosResources.Sections.Name, true, ["section.crn", "course.id", "course.code", "course.title", "course.subject", "course.number"]),
    ];

    /// <summary>Those around awards, in the order in which they are read.</summary>
    public static ImmutableArray<EthosSecondary> OfAwards { get; } =
    [
        new(EthosResources.AcademicPeriods.Name, false, ["term.code", "term.name", "term.start", "term.end"]),
        new(EthosResources.AcademicCredentials.Name, true, ["award.credential", "award.title", "award.type"]),
        new(EthosResources.AcademicDisciplines.Name, false, ["award.disciplines"]),
        new(EthosResources.AcademicHonors.Name, false, ["award.honors"]),
        new(EthosResources.AcademicLevels.Name, false, ["award.level"]),
        new(EthosResources.StudentPrograms.Name, false, ["award.program"]),
        new(EthosResources.AcademicPrograms.Name, false, ["award.program"]),
    ];

    /// <summary>
    /// Those around whole histories. A list whose rows may not be read any more is unread as a whole, however much of it is still there: a record never shrinks for want of a permission.
    /// </summary>
    public static ImmutableArray<EthosSecondary> OfHistories { get; } =
    [
        .. OfCourses.Select(one => one with
        {
            Fields =
            [
                .. one.Fields.Select(name => $"courses.{name}"),
                .. OfAwards.Where(other => other.Resource == one.Resource).SelectMany(other => other.Fields).Select(name => $"awards.{name}"),
            ],
        }),
        .. OfAwards.Where(one => OfCourses.All(other => other.Resource != one.Resource))
            .Select(one => one with { Fields = [.. one.Fields.Select(name => $"awards.{name}"), .. one.DecidesMeaning ? (string[])["awards"] : []] }),
        new(EthosResources.TranscriptGrades.Name, true, [.. BannerStreams.CourseNames.Select(name => $"courses.{name}")]),
        new(EthosResources.Awards.Name, true, ["awards", .. BannerStreams.AwardNames.Select(name => $"awards.{name}")]),
        new(EthosResources.Averages.Name, false, ["gpa"]),
    ];

    /// <summary>The persons, which are needed but may be shown in part.</summary>
    public static EthosSecondary Persons { get; } = new(
        EthosResources.Persons.Name,
        false,
        [
            "person.banner_id", "person.employee_id", "person.login", "person.email", "person.verified_email", "person.full_name", "person.given_name", "person.family_name",
            "person.confidential",
        ]);

    /// <summary>True where Ethos says that it does not give the resource, rather than that something is out of order.</summary>
    public static bool IsRefusal(ConnectorException problem) => Refusals.Contains(problem.Code);
}
