using LerBridge.Connectors.Shared;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Canvas;

/// <summary>
/// Reads the module progress of a course: in one list where the server has it, else person by person, since <c>completed_at</c> comes from nowhere else. A course that is not module based
/// has none: 200 with an error object, or 400.
/// </summary>
internal sealed class CanvasProgressReader(ICanvasApi api, CanvasPaging paging, int ahead)
{
    // After so many refusals in a row it is the permission that is missing, not one person who is gone.
    private const int MostRefusals = 3;

    public async Task<CanvasProgressRead> ReadAsync(string course, IEnumerable<CanvasEnrolment> rows, CancellationToken cancellationToken)
    {
        try
        {
            var all = await paging.SettledAsync<CanvasUserProgress>($"the progress of course {course}", (page, token) => api.ProgressAsync(course, page, token), cancellationToken) ?? new([], IsSettled: true);
            var found = new Dictionary<string, CanvasProgress>(StringComparer.Ordinal);
            foreach (var one in all.Items)
            {
                if (one.Progress is { } progress)
                {
                    found[one.Id] = progress;
                }
            }

            return new CanvasProgressRead(found, IsRefused: false) { IsSettled = all.IsSettled };
        }
        catch (ConnectorException problem) when (problem.Code is ConnectorCodes.Rejected)
        {
            return CanvasProgressRead.None;
        }
        catch (ConnectorException problem) when (problem.Code is ConnectorCodes.Forbidden or ConnectorCodes.NotFound)
        {
            return await this.OneByOneAsync(course, [.. Persons(rows)], cancellationToken);
        }
    }

    // Best first: whoever has left the course is the likeliest to be refused.
    internal static IEnumerable<string> Persons(IEnumerable<CanvasEnrolment> rows) => rows
        .Where(row => CanvasNormalizer.IsStudent(row) && row.EnrollmentState is not ("deleted" or "rejected"))
        .OrderBy(row => CanvasStates.Rank(row.EnrollmentState))
        .ThenBy(row => row.UserId, CanvasNormalizer.NumericOrder.Instance)
        .Select(row => row.UserId)
        .Distinct(StringComparer.Ordinal);

    private async Task<CanvasProgressRead> OneByOneAsync(string course, List<string> persons, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, CanvasProgress>(StringComparer.Ordinal);
        var refused = 0;
        var asked = 0;
        for (; asked < persons.Count && found.Count == 0; asked++)
        {
            var answer = await this.OneAsync(course, persons[asked], cancellationToken);
            if (answer.IsNone)
            {
                return CanvasProgressRead.None;
            }

            if (answer.Progress is { } progress)
            {
                found[persons[asked]] = progress;
            }
            else if (++refused == MostRefusals)
            {
                break;
            }
        }

        if (found.Count == 0)
        {
            return new CanvasProgressRead(found, IsRefused: refused > 0);
        }

        await foreach (var (person, answer) in Prefetch.InOrderAsync(persons.Skip(asked), async (id, token) => (id, await this.OneAsync(course, id, token)), ahead, cancellationToken))
        {
            if (answer.Progress is { } progress)
            {
                found[person] = progress;
            }
        }

        return new CanvasProgressRead(found, IsRefused: false);
    }

    private async Task<Answer> OneAsync(string course, string person, CancellationToken cancellationToken)
    {
        try
        {
            var progress = await api.UserProgressAsync(course, person, cancellationToken);
            return new Answer(progress.Error is null ? progress : null, progress.Error is not null);
        }
        catch (ConnectorException problem) when (problem.Code is ConnectorCodes.Rejected)
        {
            return new Answer(null, IsNone: true);
        }
        catch (ConnectorException problem) when (problem.Code is ConnectorCodes.Forbidden or ConnectorCodes.NotFound)
        {
            return default;
        }
    }

    private readonly record struct Answer(CanvasProgress? Progress, bool IsNone);
}

/// <summary>The progress of a course by person.</summary>
/// <param name="Found">What was found.</param>
/// <param name="IsRefused">True where nobody's may be read.</param>
internal sealed record CanvasProgressRead(IReadOnlyDictionary<string, CanvasProgress> Found, bool IsRefused)
{
    /// <summary>False where the list kept changing while it was read.</summary>
    public bool IsSettled { get; init; } = true;

    /// <summary>Of a course that is not module based.</summary>
    public static CanvasProgressRead None { get; } = new(new Dictionary<string, CanvasProgress>(StringComparer.Ordinal), IsRefused: false);
}
