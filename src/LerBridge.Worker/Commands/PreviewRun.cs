using LerBridge.Core.Credentials;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.Mapping.Preview;
using LerBridge.Core.Records;
using LerBridge.Worker.Cli;

namespace LerBridge.Worker.Commands;

/// <summary>Goes through the records of a preview once, in flat memory: counts what becomes of all, keeps those that are to be shown, and compares with a draft where there is one.</summary>
internal sealed class PreviewRun(MappingPlan plan, MappingPlan? draft, Func<CredentialProfile, ReadOnlyMemory<byte>, IReadOnlyList<ClaimProblem>> check)
{
    private const int Chunk = 1024;

    /// <summary>The mapping whose results are shown.</summary>
    public MappingPlan Shown => draft ?? plan;

    /// <summary>Looks at records.</summary>
    /// <param name="source">The records.</param>
    /// <param name="most">How many at the most; null for all.</param>
    /// <param name="wanted">Which one alone; null for all.</param>
    /// <param name="shown">How many are kept to be shown.</param>
    /// <param name="progress">Where to say how far it is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<PreviewReport> RunAsync(PreviewRecords source, int? most, Func<SeenRecord, bool>? wanted, int shown, ProgressLine? progress, CancellationToken cancellationToken)
    {
        var now = new MappingPreview(plan, source.Day, check, source.Persons);
        var then = draft is null ? null : new MappingPreview(draft, source.Day, check, source.Persons);
        var report = new PreviewReport(plan, draft, source);
        var tally = draft is null ? null : new ImpactTally(new PersonalPaths(plan), new PersonalPaths(draft));
        var chunk = new List<SeenRecord>(Chunk);
        var groups = this.Shown.Repeat.Keep == Keep.Every ? null : new HashSet<string>(StringComparer.Ordinal);
        int[] per = [.. this.Shown.Repeat.Per];
        var taken = 0L;

        async Task LookAsync()
        {
            var outcomes = await now.MapAsync(chunk, cancellationToken);
            var drafted = then is null ? outcomes : await then.MapAsync(chunk, cancellationToken);
            for (var i = 0; i < chunk.Count; i++)
            {
                var name = source.Name(chunk[i]);
                tally?.Add(name, outcomes[i], drafted[i]);
                report.Count(drafted[i]);
                if (groups is not null && drafted[i].Issues && (then ?? now).Read(chunk[i]) is { } read && RecordCodec.Join(read, per) is { } group && !groups.Add(group))
                {
                    report.Superseded++;
                }

                if (report.Items.Count < shown && (tally is null || !Same(outcomes[i], drafted[i]) || wanted is not null))
                {
                    report.Items.Add(new PreviewItem(name, chunk[i], then is null ? null : outcomes[i], drafted[i]));
                }
            }

            chunk.Clear();
            progress?.Say($"{this.Shown.Id}: looking at", taken, source.Total);
        }

        await foreach (var record in source.Records.WithCancellation(cancellationToken))
        {
            if (wanted?.Invoke(record) == false)
            {
                continue;
            }

            chunk.Add(record);
            taken++;
            if (chunk.Count == Chunk)
            {
                await LookAsync();
            }

            if (taken == most)
            {
                break;
            }
        }

        await LookAsync();
        report.Impact = tally?.ToImpact();
        return report;
    }

    private static bool Same(PreviewOutcome one, PreviewOutcome other) =>
        one.Word == other.Word && one.Reason?.Text == other.Reason?.Text && one.Claims.Span.SequenceEqual(other.Claims.Span);
}

/// <summary>What a preview came to.</summary>
internal sealed class PreviewReport(MappingPlan plan, MappingPlan? draft, PreviewRecords source)
{
    private readonly Dictionary<(string Word, string? Code, string? Reason, string? Where), long> counts = [];

    public MappingPlan Plan { get; } = plan;

    public MappingPlan? Draft { get; } = draft;

    public PreviewRecords Source { get; } = source;

    /// <summary>The records to be shown: with a draft, those that would differ.</summary>
    public List<PreviewItem> Items { get; } = [];

    public Impact? Impact { get; set; }

    /// <summary>What a draft would do to the golden samples; null without a draft, or where the mapping has none.</summary>
    public SampleImpact? Samples { get; set; }

    /// <summary>What became of the records, by reason, most frequent first.</summary>
    public IEnumerable<(string Word, string? Code, string? Reason, string? Where, long Count)> Counts =>
        this.counts.OrderBy(pair => PreviewOutcome.Words.ToList().IndexOf(pair.Key.Word)).ThenByDescending(pair => pair.Value).Select(pair => (pair.Key.Word, pair.Key.Code, pair.Key.Reason, pair.Key.Where, pair.Value));

    /// <summary>How many of those that qualify give way to another one of their group, where the mapping keeps one of several.</summary>
    public long Superseded { get; set; }

    public long Records => this.counts.Values.Sum();

    public void Count(PreviewOutcome outcome)
    {
        var key = (outcome.Word, outcome.Reason?.Code, outcome.Reason?.Text, outcome.Reason?.Where);
        this.counts[key] = this.counts.GetValueOrDefault(key) + 1;
    }
}

/// <summary>One record of a preview.</summary>
/// <param name="Name">How it is named outside.</param>
/// <param name="Record">The record.</param>
/// <param name="Before">What becomes of it now, where a draft is compared; else null.</param>
/// <param name="Outcome">What becomes of it.</param>
internal sealed record PreviewItem(string Name, SeenRecord Record, PreviewOutcome? Before, PreviewOutcome Outcome);
