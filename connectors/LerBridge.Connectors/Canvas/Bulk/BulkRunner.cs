using System.Text.Json;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Canvas.Bulk;

/// <summary>Starts account reports, waits for them within bounds, and fetches their files. A report that an earlier run started and did not see the end of is taken up again by its id.</summary>
internal sealed class BulkRunner(string connector, string account, BulkOptions options, IBulkApi api, SignedDownload download, TimeProvider time)
{
    private const int MostDownloads = 3;

    /// <summary>Looks whether reports may be seen at all.</summary>
    public Task LookAsync(string name, CancellationToken cancellationToken) => api.LatestAsync(account, name, cancellationToken);

    /// <summary>The id of a report with these parameters: one that is under way already, or a new one.</summary>
    public async Task<string> StartAsync(string name, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken)
    {
        List<BulkReport> latest;
        try
        {
            latest = await api.LatestAsync(account, name, cancellationToken);
        }
        catch (ConnectorException problem) when (problem.Code is ConnectorCodes.NotFound or ConnectorCodes.Unreadable or ConnectorCodes.Forbidden)
        {
            latest = [];
        }

        var underWay = latest.Find(one => !one.IsOver && one.Status is not null && IsSame(one.Parameters, parameters) && !(time.GetUtcNow() - one.CreatedAt > TimeSpan.FromDays(2)));
        return (underWay ?? await api.StartAsync(account, name, parameters, cancellationToken)).Id;
    }

    /// <summary>The file of a report, once it is complete.</summary>
    /// <exception cref="ConnectorException">It failed, or takes longer than settings allow.</exception>
    public async Task<FileStream> FileAsync(string name, string report, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var address = await this.AddressAsync(name, report, cancellationToken);
            try
            {
                return await download.FetchAsync(address, cancellationToken);
            }
            catch (Exception problem) when (RequestFailedException.From(problem) is { } failure)
            {
                cancellationToken.ThrowIfCancellationRequested();
                // The address is good for a short time: asking for the report's state gives another one.
                if (attempt == MostDownloads)
                {
                    var rule = FailureRule.Of(failure.Reason);
                    throw new ConnectorException(rule.Kind, rule.Code, $"{connector}: the file of the report {name} (id {report}) could not be fetched: its host {rule.Happened}. {rule.Advice}.");
                }

                await Task.Delay(options.Poll, time, cancellationToken);
            }
        }
    }

    private async Task<string> AddressAsync(string name, string report, CancellationToken cancellationToken)
    {
        var patience = time.GetUtcNow() + options.Wait;
        while (true)
        {
            var state = await api.StatusAsync(account, name, report, cancellationToken);
            if (state.Status == "complete" && state.Attachment?.Url is { Length: > 0 } url)
            {
                return url;
            }

            if (state.IsOver && state.Status != "complete")
            {
                throw new ConnectorException(FailureKind.Transient, ConnectorCodes.ReportFailed, $"{connector}: Canvas ended the report {name} (id {report}) as \"{Words(state.Status)}\". Run again; where it stays, look at the account's reports in Canvas.");
            }

            if (time.GetUtcNow() >= patience)
            {
                throw state.Status == "complete"
                    ? new ConnectorException(FailureKind.Transient, ConnectorCodes.ReportFailed, $"{connector}: Canvas calls the report {name} (id {report}) complete and gives no file. Run again; where it stays, look at the account's reports in Canvas.")
                    : new ConnectorException(FailureKind.Transient, ConnectorCodes.ReportSlow, $"{connector}: the report {name} (id {report}) is still under way after {options.Wait.TotalMinutes:F0} minutes. Run again later: the same report is taken up again.");
            }

            await Task.Delay(options.Poll, time, cancellationToken);
        }
    }

    private static string Words(string? status) => status is "error" or "aborted" or "deleted" ? status : "over";

    private static bool IsSame(JsonElement? written, IReadOnlyDictionary<string, string> wanted) =>
        written is { ValueKind: JsonValueKind.Object } element
        && wanted.All(pair => element.TryGetProperty(pair.Key, out var value) && Same(value, pair.Value))
        && element.EnumerateObject().All(property => wanted.ContainsKey(property.Name) || property.Value.ValueKind is JsonValueKind.Null or JsonValueKind.False || property.Name is "extra_text");

    private static bool Same(JsonElement value, string wanted) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() == wanted || (wanted == "true" && value.GetString() == "1"),
        JsonValueKind.Number => value.GetRawText() == wanted || (wanted == "true" && value.GetRawText() == "1"),
        JsonValueKind.True => wanted == "true",
        _ => false,
    };
}
