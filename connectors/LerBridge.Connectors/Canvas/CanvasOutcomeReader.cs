using System.Collections.Concurrent;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Canvas;

/// <summary>Reads the outcome results of courses, and the outcomes that they name: beside the results where Canvas sends them there, else one by one and each once.</summary>
internal sealed class CanvasOutcomeReader(ICanvasApi api, CanvasPaging paging)
{
    private readonly ConcurrentDictionary<string, CanvasOutcome> known = new(StringComparer.Ordinal);

    /// <summary>The results of a course with their outcomes, each once, in the order of their ids, and whether the list of them settled.</summary>
    /// <exception cref="ConnectorException">The results, or one of their outcomes, may not be read.</exception>
    public async Task<(IReadOnlyList<(CanvasOutcomeResult Result, CanvasOutcome Outcome)> Results, bool IsSettled)> ReadAsync(string course, CancellationToken cancellationToken)
    {
        var results = await paging.SettledAsync<CanvasOutcomeResult>(
            $"the outcome results of course {course}",
            async (page, token) =>
            {
                var (read, outcomes) = await api.OutcomeResultsAsync(course, page, token);
                foreach (var outcome in outcomes)
                {
                    this.known[outcome.Id] = outcome;
                }

                return read;
            },
            cancellationToken) ?? new([], IsSettled: true);
        var found = new List<(CanvasOutcomeResult, CanvasOutcome)>(results.Items.Count);
        foreach (var result in results.Items.OrderBy(result => result.Id, CanvasNormalizer.NumericOrder.Instance))
        {
            if (result.Links is { User: not null, LearningOutcome: { } id })
            {
                found.Add((result, await this.OutcomeAsync(id, cancellationToken)));
            }
        }

        return (found, results.IsSettled);
    }

    private async Task<CanvasOutcome> OutcomeAsync(string id, CancellationToken cancellationToken)
    {
        if (!this.known.TryGetValue(id, out var outcome))
        {
            outcome = await api.OutcomeAsync(id, cancellationToken);
            this.known[id] = outcome;
        }

        return outcome;
    }
}
