using LerBridge.Connectors.Shared;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;
using Microsoft.Extensions.Logging;

namespace LerBridge.Connectors.Canvas;

/// <summary>Reads one course for one stream, whichever way the course was chosen.</summary>
internal sealed class CanvasCourseReader(string connector, ICanvasApi api, CanvasPaging paging, int ahead, ILogger log)
{
    private readonly CanvasProgressReader progress = new(api, paging, ahead);
    private readonly CanvasModuleReader modules = new(api, paging, ahead);
    private readonly CanvasOutcomeReader outcomes = new(api, paging);

    /// <summary>What the course gives of the stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="context">The course.</param>
    /// <param name="normalizer">Makes records of it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public Task<CanvasCourseRead> ReadAsync(string stream, CanvasCourseContext context, CanvasNormalizer normalizer, CancellationToken cancellationToken) => this.ReadableAsync(
        context.Course.Id,
        stream switch
        {
            StreamNames.OutcomeResults => () => this.ReadOutcomesAsync(context, normalizer, cancellationToken),
            StreamNames.ModuleCompletions => () => this.ReadModulesAsync(context, normalizer, cancellationToken),
            _ => () => this.ReadCourseAsync(context, normalizer, cancellationToken),
        });

    // A course that may not be read is a hole in the extract, not the end of it.
    private async Task<CanvasCourseRead> ReadableAsync(string course, Func<Task<CanvasCourseRead>> read)
    {
        try
        {
            return await read();
        }
        catch (ConnectorException problem) when (problem.Code is ConnectorCodes.Forbidden or ConnectorCodes.NotFound)
        {
            ConnectorLog.Partial(log, connector, $"course/{course}", problem.Message);
            return new CanvasCourseRead(
                course,
                [],
                new PartitionEnd.Partial(problem.Message),
                [new SourceNotice(ConnectorCodes.CourseSkipped, "A course that is listed cannot be read; its part of the extract is partial.")],
                []);
        }
    }

    private async Task<CanvasList<CanvasEnrolment>> EnrolmentsAsync(string course, CancellationToken cancellationToken) =>
        await paging.SettledAsync<CanvasEnrolment>($"the enrolments of course {course}", async (page, token) => await api.EnrolmentsAsync(course, page, token), cancellationToken) ?? new([], IsSettled: true);

    // A row that is missing from a list that never settled is not gone.
    private static CanvasCourseRead Settled(CanvasCourseRead read, bool isSettled) => isSettled ? read : read with
    {
        End = new PartitionEnd.Partial("A list of the course kept changing while it was read."),
        Notices = [.. read.Notices, new SourceNotice(ConnectorCodes.ListShifts, "A list of a course kept changing while it was read; the course's part of the extract is partial.")],
    };

    // The results name persons by Canvas' id alone: who they are stands in the enrolments.
    private async Task<CanvasCourseRead> ReadOutcomesAsync(CanvasCourseContext context, CanvasNormalizer normalizer, CancellationToken cancellationToken)
    {
        var id = context.Course.Id;
        var (results, isSettled) = await this.outcomes.ReadAsync(id, cancellationToken);
        if (results.Count == 0)
        {
            return Settled(new CanvasCourseRead(id, [], new PartitionEnd.Complete(), [], []), isSettled);
        }

        var (rows, _) = await this.EnrolmentsAsync(id, cancellationToken);
        var persons = rows.GroupBy(row => row.UserId, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        var records = results
            .Select(one => (one.Result, one.Outcome, Person: persons.GetValueOrDefault(one.Result.Links?.User ?? string.Empty) ?? []))
            .Where(one => one.Person.Length == 0 || one.Person.Any(CanvasNormalizer.IsStudent))
            .Select(one => normalizer.Outcome(context, one.Result, one.Outcome, one.Person))
            .ToList();
        return Settled(
            new CanvasCourseRead(
                id,
                records,
                new PartitionEnd.Complete(),
                [],
                [.. PersonSights(rows), (CanvasSight.Guids, results.Any(one => one.Outcome.HasVendorGuid))]),
            isSettled);
    }

    private async Task<CanvasCourseRead> ReadModulesAsync(CanvasCourseContext context, CanvasNormalizer normalizer, CancellationToken cancellationToken)
    {
        var id = context.Course.Id;
        if (!await this.modules.HasAnyAsync(id, cancellationToken))
        {
            return new CanvasCourseRead(id, [], new PartitionEnd.Complete(), [], []);
        }

        var (rows, isSettled) = await this.EnrolmentsAsync(id, cancellationToken);
        var persons = CanvasProgressReader.Persons(rows).ToList();
        var (found, refused) = await this.modules.ReadAsync(id, persons, cancellationToken);
        var enrolments = rows.ToLookup(row => row.UserId, StringComparer.Ordinal);
        var records = found.OrderBy(one => one.Person, CanvasNormalizer.NumericOrder.Instance)
            .SelectMany(one => one.Modules.Select(module => normalizer.Module(context, module, [.. enrolments[one.Person]])))
            .ToList();
        return Settled(
            new CanvasCourseRead(
                id,
                records,
                refused == 0 ? new PartitionEnd.Complete() : new PartitionEnd.Partial($"The modules of {refused} of {persons.Count} persons in course {id} may not be read."),
                refused == 0 ? [] : [new SourceNotice(ConnectorCodes.NoProgress, "The account behind the token may not read the modules of some persons: give it the permission \"View all grades\".")],
                persons.Count == 0 ? [] : [.. PersonSights(rows), (CanvasSight.Progress, found.Count > 0)]),
            isSettled);
    }

    private async Task<CanvasCourseRead> ReadCourseAsync(CanvasCourseContext context, CanvasNormalizer normalizer, CancellationToken cancellationToken)
    {
        var id = context.Course.Id;
        var (rows, isSettled) = await this.EnrolmentsAsync(id, cancellationToken);
        if (rows.Count == 0)
        {
            return new CanvasCourseRead(id, [], new PartitionEnd.Complete(), [], []);
        }

        var sections = await this.SectionsAsync(id, cancellationToken);
        var notices = new List<SourceNotice>();
        var progress = await this.progress.ReadAsync(id, rows, cancellationToken);
        if (progress.IsRefused)
        {
            notices.Add(new SourceNotice(ConnectorCodes.NoProgress, "The account behind the token may not read module progress; completed_at is missing."));
        }

        if (rows.Exists(row => !CanvasStates.IsKnown(row.EnrollmentState)))
        {
            notices.Add(new SourceNotice(ConnectorCodes.UnknownState, "An enrolment state is not known to this version; it is read as \"other\"."));
        }

        var names = (sections ?? []).DistinctBy(section => section.Id, StringComparer.Ordinal).ToDictionary(section => section.Id, section => section.Name, StringComparer.Ordinal);
        var records = normalizer.Normalize(context, rows, names, progress.Found);
        return Settled(
            new CanvasCourseRead(id, records, new PartitionEnd.Complete(), notices, records.Count == 0 ? [] : [.. Sights(rows, progress), (CanvasSight.Sections, sections is not null)]),
            isSettled && progress.IsSettled);
    }

    private static IEnumerable<(string Sight, bool IsSeen)> PersonSights(List<CanvasEnrolment> rows) =>
        [(CanvasSight.SisIds, rows.Exists(row => row.HasSisUserId)), (CanvasSight.Persons, rows.Exists(row => row.User is not null))];

    private static IEnumerable<(string Sight, bool IsSeen)> Sights(List<CanvasEnrolment> rows, CanvasProgressRead progress)
    {
        foreach (var sight in PersonSights(rows))
        {
            yield return sight;
        }

        yield return (CanvasSight.Grades, rows.Exists(row => row.Grades is not null));
        if (progress.IsRefused || progress.Found.Count > 0)
        {
            yield return (CanvasSight.Progress, !progress.IsRefused);
        }
    }

    // Only their names come from here; the ids are in the enrolments.
    private async Task<List<CanvasSection>?> SectionsAsync(string course, CancellationToken cancellationToken)
    {
        try
        {
            return await paging.AllAsync<CanvasSection>($"the sections of course {course}", async (page, token) => await api.SectionsAsync(course, page, token), cancellationToken) ?? [];
        }
        catch (ConnectorException problem) when (problem.Code is ConnectorCodes.Forbidden or ConnectorCodes.NotFound)
        {
            return null;
        }
    }
}
