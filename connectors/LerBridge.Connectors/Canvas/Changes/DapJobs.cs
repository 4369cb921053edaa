using LerBridge.Connectors.Shared;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Canvas.Changes;

/// <summary>Starts jobs no faster than the platform allows, waits for them within bounds, and fetches their parts. A job lives for a day, under its id.</summary>
internal sealed class DapJobs(string connector, ChangeOptions options, IDapApi api, SignedDownload download, TimeProvider time)
{
    private const int MostFetches = 3;

    // five jobs a minute (facts §8); one is left for whoever else uses the client
    private const int MostStarts = 4;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Queue<DateTimeOffset> starts = new();

    /// <summary>The tables that there are, and the server's clock.</summary>
    public Task<(IReadOnlyList<string> Tables, DateTimeOffset? Now)> TablesAsync(CancellationToken cancellationToken) => api.TablesAsync(cancellationToken);

    /// <summary>Looks whether a table has the columns that are needed; says which form it has.</summary>
    /// <exception cref="ConnectorException">It is not offered, or lacks a column.</exception>
    public async Task<string?> FormAsync(DapTable table, IEnumerable<string> more, CancellationToken cancellationToken)
    {
        DapSchema schema;
        try
        {
            schema = await api.SchemaAsync(table.Name, cancellationToken);
        }
        catch (ConnectorException problem) when (problem.Code is ConnectorCodes.NotFound)
        {
            throw new ConnectorException(FailureKind.Contract, ConnectorCodes.DataTable, $"{connector}: Canvas Data 2 does not offer the table {table.Name}. Give the client of Changes access to the tables of Canvas.");
        }

        // nonxlist_course_id is null wherever nothing is cross-listed: a form without it loses nothing else
        var lacks = schema.Columns() is { } columns ? table.Columns.Take(1).Concat(more).Where(name => !columns.Contains(name)).ToList() : [];
        return lacks.Count == 0
            ? schema.Version
            : throw new ConnectorException(FailureKind.Contract, ConnectorCodes.DataTable, $"{connector}: the table {table.Name} of Canvas Data 2 has no column {string.Join(", ", lacks)}. Take the section Changes out of settings until this program knows the table's new form.");
    }

    /// <summary>Starts a job: everything for null, else what changed since. Its id.</summary>
    public async Task<string> StartAsync(string table, string? since, CancellationToken cancellationToken)
    {
        while (this.starts.Count >= MostStarts)
        {
            var wait = this.starts.Peek() + Minute - time.GetUtcNow();
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, cancellationToken);
            }
            else
            {
                this.starts.Dequeue();
            }
        }

        this.starts.Enqueue(time.GetUtcNow());
        return (await api.StartAsync(table, since, cancellationToken)).Id;
    }

    /// <summary>The job once it is complete; null where it failed or is no longer known, and another has to be started.</summary>
    /// <exception cref="ConnectorException">It takes longer than settings allow.</exception>
    public async Task<DapJob?> WaitAsync(string table, string id, CancellationToken cancellationToken)
    {
        var patience = time.GetUtcNow() + options.Wait;
        while (true)
        {
            DapJob job;
            try
            {
                job = await api.JobAsync(id, cancellationToken);
            }
            catch (ConnectorException problem) when (problem.Code is ConnectorCodes.NotFound or ConnectorCodes.Rejected)
            {
                return null;
            }

            if (!job.IsUnderWay)
            {
                return job.IsComplete ? job : null;
            }

            if (time.GetUtcNow() >= patience)
            {
                throw new ConnectorException(
                    FailureKind.Transient,
                    ConnectorCodes.DataSlow,
                    $"{connector}: the job on the table {table} of Canvas Data 2 is still under way after {options.Wait.TotalMinutes:F0} minutes. Run again later: the same job is taken up again.");
            }

            await Task.Delay(options.Poll, time, cancellationToken);
        }
    }

    /// <summary>The parts of a complete job; null where they are no longer there.</summary>
    /// <exception cref="ConnectorException">A part cannot be fetched.</exception>
    public async Task<DapParts?> FetchAsync(string table, DapJob job, CancellationToken cancellationToken)
    {
        var parts = new DapParts(connector, table);
        try
        {
            foreach (var part in job.Objects ?? [])
            {
                await this.FetchAsync(table, part, parts, cancellationToken);
            }

            return parts;
        }
        catch (ConnectorException problem) when (problem.Code is ConnectorCodes.NotFound or ConnectorCodes.Rejected)
        {
            await parts.DisposeAsync();
            return null;
        }
        catch
        {
            await parts.DisposeAsync();
            throw;
        }
    }

    private async Task FetchAsync(string table, DapObject part, DapParts parts, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            // asked for right before it is used: it is good for minutes, and a job may have hundreds of parts
            var address = await api.AddressAsync(part, cancellationToken);
            FileStream? file = null;
            try
            {
                file = await download.FetchAsync(address, cancellationToken);
                await parts.AddAsync(file, cancellationToken);
                return;
            }
            catch (Exception problem) when (RequestFailedException.From(problem) is { } failure)
            {
                if (file is not null)
                {
                    await file.DisposeAsync();
                }

                cancellationToken.ThrowIfCancellationRequested();
                if (attempt == MostFetches)
                {
                    // NotFound here is an address that is refused though it is fresh, not a job that is gone
                    var rule = FailureRule.Of(failure.Reason == FailureReason.NotFound ? FailureReason.Dropped : failure.Reason);
                    throw new ConnectorException(rule.Kind, rule.Code, $"{connector}: a part of the table {table} of Canvas Data 2 could not be fetched: its host {rule.Happened}. {rule.Advice}.");
                }

                await Task.Delay(options.Poll, time, cancellationToken);
            }
        }
    }
}
