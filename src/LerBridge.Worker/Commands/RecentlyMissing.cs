using System.Globalization;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.Records;
using LerBridge.Storage;
using LerBridge.Worker.Cli;

namespace LerBridge.Worker.Commands;

/// <summary>Adds to an error about a field that can be missing in how many of the records that the last run read it is: an author then sees at once whether to care.</summary>
internal static class RecentlyMissing
{
    private const int Most = 5000;

    /// <summary>The same with the numbers; as it was where nothing has been read yet, or the ledger cannot be opened.</summary>
    public static async Task<CatalogResult> AddedAsync(CatalogResult catalog, Site site, Surroundings surroundings, CancellationToken cancellationToken)
    {
        if (catalog.Diagnostics.All(diagnostic => diagnostic.Lacks is null) || !SeenLedger.IsThere(site))
        {
            return catalog;
        }

        try
        {
            await using var ledger = await Ledger.OpenAsync(site.Options.Storage, surroundings.Time, cancellationToken);
            var said = new Dictionary<Diagnostic, Diagnostic>();
            foreach (var mapping in catalog.Mappings)
            {
                var lacking = catalog.Diagnostics.Where(diagnostic => diagnostic.Lacks is not null && diagnostic.File == mapping.File).ToList();
                if (lacking.Count > 0 && await CountAsync(ledger.Seen, mapping, site, [.. lacking.Select(diagnostic => diagnostic.Lacks).OfType<string>().Distinct()], cancellationToken) is { Records: > 0 } counts)
                {
                    lacking.ForEach(diagnostic => said[diagnostic] = Said(diagnostic, counts.Missing[diagnostic.Lacks ?? string.Empty], counts.Records));
                }
            }

            return catalog with { Diagnostics = [.. catalog.Diagnostics.Select(diagnostic => said.GetValueOrDefault(diagnostic, diagnostic))] };
        }
        catch (BridgeException)
        {
            // the number is a help; a check does not depend on a ledger
            return catalog;
        }
    }

    private static Diagnostic Said(Diagnostic diagnostic, int missing, int records) => diagnostic with
    {
        Message = string.Create(CultureInfo.InvariantCulture, $"{FullStop.Without(diagnostic.Message)} (missing in {missing} of the last {records} records)."),
    };

    private static async Task<(int Records, Dictionary<string, int> Missing)> CountAsync(ISeenRecords seen, CompileResult mapping, Site site, string[] fields, CancellationToken cancellationToken)
    {
        var missing = fields.ToDictionary(field => field, _ => 0, StringComparer.Ordinal);
        if (mapping.Reads is not { } reads
            || site.Options.Connectors.FirstOrDefault(one => one.Name == reads.Connector)?.Streams.FirstOrDefault(one => one.Stream == reads.Stream) is not { } schema
            || await seen.FindAsync(reads.Mapping, reads.Connector, reads.Stream, cancellationToken) is not { } extract)
        {
            return (0, missing);
        }

        var codec = new RecordCodec(schema);
        var records = 0;
        await foreach (var row in seen.ReadAsync(extract, cancellationToken))
        {
            if (row.RejectCode is not null)
            {
                continue;
            }

            var record = codec.Decode(row.Content.Span);
            foreach (var field in fields)
            {
                missing[field] += record[field].IsMissing ? 1 : 0;
            }

            if (++records == Most)
            {
                break;
            }
        }

        return (records, missing);
    }
}
