using LerBridge.Core.Diagnostics;
using LerBridge.Core.Drift;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;
using LerBridge.Storage;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;

namespace LerBridge.Worker.Commands;

/// <summary>Reads some records of a stream and holds what they show of its fields against what the last applied run saw. Nothing is kept.</summary>
internal sealed class SourceDrift : IAsyncDisposable
{
    /// <summary>How many records are read for it.</summary>
    public const int Sampled = 200;

    private readonly Site site;
    private readonly Ledger ledger;
    private readonly DateOnly today;

    private SourceDrift(Site site, Ledger ledger, DateOnly today)
    {
        this.site = site;
        this.ledger = ledger;
        this.today = today;
    }

    /// <summary>Opens the ledger; null where no run has made one, or where it cannot be read: a look at the source does not depend on it.</summary>
    public static async Task<SourceDrift?> OpenAsync(Site site, Surroundings surroundings, CancellationToken cancellationToken)
    {
        if (!SeenLedger.IsThere(site))
        {
            return null;
        }

        try
        {
            var ledger = await Ledger.OpenAsync(site.Options.Storage, surroundings.Time, cancellationToken);
            return new SourceDrift(site, ledger, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(surroundings.Time.GetUtcNow(), site.Options.TimeZone).DateTime));
        }
        catch (BridgeException)
        {
            return null;
        }
    }

    /// <summary>What drifted; null where no applied run has read the stream yet.</summary>
    /// <exception cref="ConnectorException">The source cannot be read.</exception>
    public async Task<StreamDrift?> OfAsync(IConnector connector, RecordSchema schema, CancellationToken cancellationToken)
    {
        if (await this.ledger.Seen.FieldsAsync(null, connector.Name, schema.Stream, cancellationToken) is not { } before)
        {
            return null;
        }

        var plans = DriftReport.Of(this.site.Mappings, connector.Name, schema).ToList();
        var restricted = plans.SelectMany(plan => plan.RestrictedFields).ToHashSet(StringComparer.Ordinal);
        var sample = await Sample.ReadAsync(connector, schema, this.today, Sampled, cancellationToken, restricted);
        return this.Of(schema, plans, before, sample);
    }

    /// <summary>The same for records that were read already.</summary>
    public async Task<StreamDrift?> OfAsync(string connector, Sample sample, CancellationToken cancellationToken) =>
        await this.ledger.Seen.FieldsAsync(null, connector, sample.Schema.Stream, cancellationToken) is { } before
            ? this.Of(sample.Schema, [.. DriftReport.Of(this.site.Mappings, connector, sample.Schema)], before, sample)
            : null;

    public ValueTask DisposeAsync() => this.ledger.DisposeAsync();

    private StreamDrift Of(RecordSchema schema, IReadOnlyList<Core.Mapping.MappingPlan> plans, SeenFields before, Sample sample) => new(
        schema.Stream,
        LocalTime.Text(before.ReadAt, this.site.Options.TimeZone),
        sample.Records.Count + sample.Rejected,
        before.Fields,
        sample.Fields,
        [.. FieldDrift.Between(schema, before.Fields, sample.Fields).Select(drift => new TouchedField(drift, DriftReport.Places(drift, plans)))]);
}

/// <summary>What drifted in a stream.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="LastRun">When the run began that it is compared with, for a person.</param>
/// <param name="Looked">How many records were looked at now.</param>
/// <param name="Before">What that run met.</param>
/// <param name="Now">What is met now.</param>
/// <param name="Drifts">What differs, with the lines that read it.</param>
internal sealed record StreamDrift(string Stream, string LastRun, long Looked, IReadOnlyList<SeenField> Before, IReadOnlyList<SeenField> Now, IReadOnlyList<TouchedField> Drifts)
{
    /// <summary>Drifts of fields that some mapping reads.</summary>
    public IEnumerable<TouchedField> Biting => this.Drifts.Where(one => one.Places.Count > 0 && one.Drift.Kind != DriftKind.New);
}

/// <summary>A drift and the lines of mappings that read it.</summary>
internal sealed record TouchedField(FieldDrift Drift, IReadOnlyList<string> Places)
{
    /// <summary>In a sentence.</summary>
    public string Sentence => $"{this.Drift.Title} {this.Drift.Text}{(this.Places.Count == 0 ? this.Drift.Kind == DriftKind.New ? string.Empty : "; no mapping reads it" : ": " + string.Join(", ", this.Places))}.";
}
