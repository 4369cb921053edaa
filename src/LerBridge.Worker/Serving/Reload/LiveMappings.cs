using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping;

namespace LerBridge.Worker.Serving.Reload;

/// <summary>
/// The mappings that the service runs. A file that changes takes the place of its former self as soon as it compiles; one that does not leaves the former self running. Who has a plan in hand
/// keeps it: a run ends with the mapping that it began with.
/// </summary>
internal sealed class LiveMappings
{
    private readonly Lock gate = new();
    private readonly HashSet<string> scheduled;
    private volatile IReadOnlyList<LiveMapping> current;

    /// <param name="catalog">The mappings that the service starts with.</param>
    /// <param name="scheduled">The ids that schedules name: such a mapping is never dropped because its file went missing.</param>
    /// <param name="now">The time.</param>
    public LiveMappings(CatalogResult catalog, IEnumerable<string> scheduled, DateTimeOffset now)
    {
        this.scheduled = scheduled.ToHashSet(StringComparer.Ordinal);
        this.current = [.. catalog.Mappings.Select(mapping => new LiveMapping(mapping.File, mapping.Plan, now, Problems(mapping, catalog), mapping.HasErrors ? now : null) { Compiled = mapping.Plan is null ? null : mapping })];
    }

    public IReadOnlyList<LiveMapping> Current => this.current;

    /// <summary>The plan of a mapping that runs from now on; null where there is none.</summary>
    public MappingPlan? Find(string id) => this.current.Select(mapping => mapping.Plan).FirstOrDefault(plan => plan?.Id == id);

    /// <summary>The same with what it was compiled from.</summary>
    public CompileResult? FindCompiled(string id) => this.current.FirstOrDefault(mapping => mapping.Plan?.Id == id)?.Compiled;

    /// <summary>Takes what was read anew.</summary>
    public LiveChange Take(CatalogResult catalog, DateTimeOffset now)
    {
        lock (this.gate)
        {
            var before = this.current.ToDictionary(mapping => mapping.File, StringComparer.Ordinal);
            var after = catalog.Mappings.Select(mapping => this.Merge(mapping, catalog, before.GetValueOrDefault(mapping.File), now)).ToList();
            var missing = this.current.Where(mapping => after.All(other => other.File != mapping.File) && (mapping.Plan is null || after.All(other => other.Plan?.Id != mapping.Plan.Id))).ToList();
            var kept = missing.Where(mapping => mapping.Plan is { } plan && this.scheduled.Contains(plan.Id)).Select(mapping => Missing(mapping, now)).ToList();
            after.AddRange(kept);
            this.current = after;
            return new LiveChange(
                [.. after.Where(mapping => mapping.Plan is { } plan && before.GetValueOrDefault(mapping.File)?.Plan?.Hash != plan.Hash)],
                [.. after.Where(mapping => mapping.Problems.Count > 0 && !(before.GetValueOrDefault(mapping.File)?.Problems ?? []).SequenceEqual(mapping.Problems))],
                [.. after.Where(mapping => mapping.Problems.Count == 0 && before.GetValueOrDefault(mapping.File)?.Problems.Count > 0)],
                [.. missing.Where(mapping => kept.All(other => other.File != mapping.File))]);
        }
    }

    private LiveMapping Merge(CompileResult read, CatalogResult catalog, LiveMapping? before, DateTimeOffset now)
    {
        var problems = Problems(read, catalog);

        // a scheduled mapping does not vanish because somebody changed its id
        if (problems.Count == 0 && before?.Plan is { } former && read.Plan?.Id != former.Id && this.scheduled.Contains(former.Id) && catalog.Find(former.Id) is null)
        {
            problems = [new Diagnostic { Code = "LB2026", File = read.File, Message = $"The mapping was called {former.Id}, which a schedule names, and is called {read.Plan?.Id} now.", Try = "change the id back, or the schedule in the settings and start the service anew" }];
        }

        if (problems.Count > 0)
        {
            return new LiveMapping(read.File, before?.Plan, before?.Since ?? now, problems, before?.BrokenSince ?? now) { Compiled = before?.Compiled };
        }

        return new LiveMapping(read.File, read.Plan, before is not null && before.Plan?.Hash == read.Plan?.Hash ? before.Since : now, [], null) { Compiled = read };
    }

    private static LiveMapping Missing(LiveMapping mapping, DateTimeOffset now)
    {
        var gone = new Diagnostic { Code = "LB2026", File = mapping.File, Message = $"The file of {mapping.Plan?.Id}, which a schedule names, is not there any more.", Try = "put it back, or take it out of the schedule in the settings and start the service anew" };
        return mapping with { Problems = [gone], BrokenSince = mapping.BrokenSince ?? now };
    }

    // errors of the file, and an id that belongs to another file already
    private static IReadOnlyList<Diagnostic> Problems(CompileResult mapping, CatalogResult catalog) =>
        [.. mapping.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error).Concat(catalog.Diagnostics.Where(diagnostic => diagnostic.Code == "LB1112" && diagnostic.File == mapping.File && diagnostic.Severity == Severity.Error)).Distinct()];
}
