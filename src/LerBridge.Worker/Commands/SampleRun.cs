using System.Globalization;
using System.Text.Json;
using LerBridge.Core.Credentials;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.Mapping.Preview;
using LerBridge.Core.Mapping.Samples;
using LerBridge.Worker.Cli;

namespace LerBridge.Worker.Commands;

/// <summary>Makes golden samples of records, beside those that are there.</summary>
internal sealed class SampleRun(MappingPlan plan, IReadOnlyList<GoldenSample> existing, Func<CredentialProfile, ReadOnlyMemory<byte>, IReadOnlyList<ClaimProblem>> check)
{
    private const int Chunk = 1024;

    private readonly List<GoldenSample> added = [];
    private readonly Dictionary<string, int> refused = new(StringComparer.Ordinal);

    /// <summary>Chooses records that show what no sample shows yet.</summary>
    public async Task<SampleReport> ChooseAsync(PreviewRecords source, int? last, int most, ProgressLine? progress, CancellationToken cancellationToken)
    {
        var preview = new MappingPreview(plan, source.Day, check, persons: null);
        var spread = new SampleSpread<SeenRecord>(new PersonalPaths(plan));
        foreach (var sample in existing)
        {
            spread.Shown(preview.Map(sample.Record));
        }

        var looked = 0L;
        var chunk = new List<SeenRecord>(Chunk);
        async Task LookAsync()
        {
            var outcomes = await preview.MapAsync(chunk, cancellationToken);
            for (var i = 0; i < chunk.Count; i++)
            {
                // a row that could not be read is no record
                if (chunk[i].RejectCode is null)
                {
                    spread.Add(chunk[i], outcomes[i]);
                }
            }

            chunk.Clear();
            progress?.Say($"{plan.Id}: looking at", looked, source.Total);
        }

        await foreach (var record in source.Records.WithCancellation(cancellationToken))
        {
            chunk.Add(record);
            looked++;
            if (chunk.Count == Chunk)
            {
                await LookAsync();
            }

            if (looked == last)
            {
                break;
            }
        }

        await LookAsync();
        var capture = new SampleCapture(plan, source.Day, check);
        foreach (var record in spread.Kept)
        {
            Meet(capture, preview, record);
        }

        spread.Choose(Math.Max(0, most - existing.Count), record => this.Capture(capture, preview, record, null) is null);
        return new SampleReport(plan, source, looked, existing, this.added, this.refused);
    }

    /// <summary>Takes one record.</summary>
    /// <exception cref="MappingException">It cannot be a sample.</exception>
    public async Task<SampleReport> TakeAsync(PreviewRecords source, Func<SeenRecord, bool> wanted, string asked, string? name, CancellationToken cancellationToken)
    {
        if (name is not null && existing.Any(sample => sample.Name == name))
        {
            throw new UsageException($"There is a sample \"{name}\" already; give this one another name.");
        }

        await foreach (var record in source.Records.WithCancellation(cancellationToken))
        {
            if (!wanted(record))
            {
                continue;
            }

            var (preview, capture) = (new MappingPreview(plan, source.Day, check, persons: null), new SampleCapture(plan, source.Day, check));
            Meet(capture, preview, record);
            return this.Capture(capture, preview, record, name) is { } why
                ? throw new MappingException(new CatalogResult([], [new Diagnostic { Code = "LB1409", File = plan.File, Message = $"The record \"{asked}\" cannot be a golden sample: {FullStop.Once(why)}", Try = "choose another record, or write a test with a made-up one" }]))
                : new SampleReport(plan, source, 1, existing, this.added, this.refused);
        }

        throw new UsageException($"None of the {source.Sentence} is \"{asked}\". A record is named by the hash that \"mapping preview\" shows, or by its credential's id.");
    }

    private static void Meet(SampleCapture capture, MappingPreview preview, SeenRecord record)
    {
        if (preview.Read(record) is { } real)
        {
            capture.Meet(real);
        }
    }

    // null where it was taken, else why it was not
    private string? Capture(SampleCapture capture, MappingPreview preview, SeenRecord record, string? name)
    {
        var captured = preview.Read(record) is { } real ? capture.Capture(real) : new CapturedSample(null, "the row could not be read");
        if (captured.Sample is { } sample)
        {
            this.added.Add(sample with { Name = this.Unique(name ?? NameOf(sample)) });
            return null;
        }

        var why = captured.Why ?? string.Empty;
        this.refused[why] = this.refused.GetValueOrDefault(why) + 1;
        return why;
    }

    private string Unique(string name)
    {
        var unique = name;
        for (var copy = 2; existing.Concat(this.added).Any(sample => sample.Name == unique); copy++)
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{name} ({copy})");
        }

        return unique;
    }

    // what a person would call it: the reason, or what the credential is for
    private static string NameOf(GoldenSample sample)
    {
        if (sample.Expected.Reason is { } reason)
        {
            return $"{sample.Expected.Word}: {reason}";
        }

        using var claims = JsonDocument.Parse(sample.Expected.Claims);
        var name = claims.RootElement.TryGetProperty("name", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return $"issue: {name ?? "a credential"}";
    }
}

/// <summary>What capturing came to.</summary>
/// <param name="Plan">The mapping.</param>
/// <param name="Source">Where the records came from.</param>
/// <param name="Looked">How many were looked at.</param>
/// <param name="Before">The samples that were there.</param>
/// <param name="Added">The new ones.</param>
/// <param name="Refused">Why records were passed over, and how many.</param>
internal sealed record SampleReport(MappingPlan Plan, PreviewRecords Source, long Looked, IReadOnlyList<GoldenSample> Before, IReadOnlyList<GoldenSample> Added, IReadOnlyDictionary<string, int> Refused)
{
    public IEnumerable<GoldenSample> All => this.Before.Concat(this.Added);
}
