using System.Runtime.CompilerServices;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.Mapping.Preview;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;

namespace LerBridge.Worker.Commands;

/// <summary>The records that a preview looks at, and what can be said about where they come from.</summary>
/// <param name="Origin">ledger, source or file.</param>
/// <param name="Sentence">Where they come from, for a person.</param>
/// <param name="Day">The day of <c>record_date</c>.</param>
/// <param name="Records">The records themselves, read once.</param>
/// <param name="Total">How many there are; null where that is known only at the end.</param>
/// <param name="Name">How a record is named outside.</param>
/// <param name="Clear">True where the person brought the record along, so that it may be shown as it is.</param>
/// <param name="Persons">The persons of the ledger; null where it is not open.</param>
internal sealed record PreviewRecords(string Origin, string Sentence, DateOnly Day, IAsyncEnumerable<SeenRecord> Records, long? Total, Func<SeenRecord, string> Name, bool Clear, PreviewPersons? Persons)
{
    /// <summary>What differs from what the last run saw of the fields, in sentences; nothing where the source was not read now.</summary>
    public IReadOnlyList<string> Drifts { get; init; } = [];

    /// <summary>What the last run read.</summary>
    /// <exception cref="UsageException">No run has read anything yet.</exception>
    public static async Task<PreviewRecords> OfLedgerAsync(SeenLedger? ledger, Site site, MappingPlan plan, string invocation, CancellationToken cancellationToken)
    {
        var extract = ledger is null ? null : await ledger.Seen.FindAsync(plan.Id, plan.Connector, plan.Schema.Stream, cancellationToken);
        if (ledger is null || extract is null)
        {
            throw new UsageException($"The ledger holds no record of {plan.Connector} {plan.Schema.Stream} yet: no run has read it. Read some from the source instead, with: {invocation} mapping preview {plan.Id} --read 50");
        }

        var read = $"{Counted.Of(extract.Count, "record")} that the run of {LocalTime.Text(extract.ReadAt, site.Options.TimeZone)} read";
        var other = extract.Mapping == plan.Id ? string.Empty : $" for {extract.Mapping}";
        var partial = extract.Complete ? string.Empty : "; not all of the source could be read then";
        return new PreviewRecords(
            "ledger",
            $"{read}{other}{partial}",
            extract.RecordDate,
            ledger.Seen.ReadAsync(extract, cancellationToken),
            extract.Count,
            record => ledger.Secret.Redact(record.Key),
            Clear: false,
            new PreviewPersons(ledger.Persons, site.Options.Identity, ledger.Secret, extract.RunId));
    }

    /// <summary>Some records of the source itself; nothing is kept.</summary>
    public static async Task<PreviewRecords> OfSourceAsync(Site site, Surroundings surroundings, IReadOnlyList<MappingPlan> plans, int limit, DateOnly today, CancellationToken cancellationToken)
    {
        var plan = plans[0];
        var restricted = plans.SelectMany(one => one.RestrictedFields).ToHashSet(StringComparer.Ordinal);
        var sample = await Sample.ReadAsync(site.Connector(plan), plan.Schema, today, limit, cancellationToken, restricted);
        var records = ReadRecords.Of(plan.Schema, sample.Batches);
        await using var ledger = await SourceDrift.OpenAsync(site, surroundings, cancellationToken);
        var drift = ledger is null ? null : await ledger.OfAsync(plan.Connector, sample, cancellationToken);
        var some = sample.ReadAll ? "all there is" : "there are more";
        return new PreviewRecords("source", $"{Counted.Of(sample.Records.Count, "record")} read from {plan.Connector} now, {some}", today, Stream(records, cancellationToken), records.Count, record => record.Key, Clear: false, Persons: null)
        {
            Drifts = [.. drift?.Biting.Select(one => one.Sentence) ?? []],
        };
    }

    /// <summary>A record that the person wrote down.</summary>
    /// <exception cref="MappingException">It cannot be a record of the stream.</exception>
    public static PreviewRecords OfFile(string name, string full, MappingPlan plan, IMappingFiles files, DateOnly today)
    {
        const int mostBytes = 1024 * 1024;
        if (!File.Exists(full) || new FileInfo(full).Length > mostBytes)
        {
            throw new UsageException(File.Exists(full) ? $"{name} is larger than 1 MB; one record never is." : $"There is no file {name}.");
        }

        var (record, problems) = PreviewFile.Read(name, File.ReadAllText(full), plan, files);
        if (problems.Any(problem => problem.Severity == Severity.Error))
        {
            throw new MappingException(new CatalogResult([], problems));
        }

        var day = record[plan.Schema.RecordDateSlot];
        return new PreviewRecords("file", $"the record in {name}", day.IsMissing ? today : day.Date, Stream(ReadRecords.Of(plan.Schema, [record])), 1, _ => name, Clear: true, Persons: null);
    }

    private static async IAsyncEnumerable<SeenRecord> Stream(IReadOnlyList<SeenRecord> records, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        foreach (var record in records)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return record;
        }
    }
}
