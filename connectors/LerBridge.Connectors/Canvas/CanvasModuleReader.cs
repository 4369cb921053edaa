using LerBridge.Connectors.Shared;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Canvas;

/// <summary>Reads how far the persons of a course are in its modules: Canvas says it person by person only.</summary>
internal sealed class CanvasModuleReader(ICanvasApi api, CanvasPaging paging, int ahead)
{
    // After so many refusals in a row it is the permission that is missing, not one person who is gone.
    private const int MostRefusals = 3;

    /// <summary>True where the course has modules at all.</summary>
    public async Task<bool> HasAnyAsync(string course, CancellationToken cancellationToken) => (await api.ModulesAsync(course, null, null, cancellationToken)).Items.Count > 0;

    /// <summary>The modules of every person, and of how many persons they may not be read.</summary>
    public async Task<(IReadOnlyList<(string Person, IReadOnlyList<CanvasModule> Modules)> Found, int Refused)> ReadAsync(string course, IReadOnlyList<string> persons, CancellationToken cancellationToken)
    {
        var found = new List<(string, IReadOnlyList<CanvasModule>)>(persons.Count);
        var refused = 0;
        await foreach (var (person, modules) in Prefetch.InOrderAsync(persons, async (id, token) => (id, await this.OneAsync(course, id, token)), ahead, cancellationToken))
        {
            if (modules is not null)
            {
                found.Add((person, modules));
            }
            else if (++refused == MostRefusals && found.Count == 0)
            {
                return ([], persons.Count);
            }
        }

        return (found, refused);
    }

    // Without the permission Canvas shows the modules and leaves out how far the person is.
    private async Task<List<CanvasModule>?> OneAsync(string course, string person, CancellationToken cancellationToken)
    {
        try
        {
            var modules = await paging.AllAsync<CanvasModule>($"a person's modules in course {course}", async (page, token) => await api.ModulesAsync(course, person, page, token), cancellationToken) ?? [];
            return modules.Count > 0 && modules.TrueForAll(module => module.State is null) ? null : [.. modules.DistinctBy(module => module.Id, StringComparer.Ordinal)];
        }
        catch (ConnectorException problem) when (problem.Code is ConnectorCodes.Forbidden or ConnectorCodes.NotFound)
        {
            return null;
        }
    }
}
