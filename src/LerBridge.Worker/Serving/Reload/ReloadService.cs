using LerBridge.Core.Mapping;
using LerBridge.Worker.Settings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LerBridge.Worker.Serving.Reload;

/// <summary>
/// Reads the mappings again when they change: told by the file system at once, and by looking every few seconds where it tells nothing, as on network drives and in containers. An editor that
/// writes in several steps is waited for. Compiled beside; nothing stops meanwhile.
/// </summary>
internal sealed partial class ReloadService(Bridge bridge, LiveMappings live, ILogger<ReloadService> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim told = new(0, 1);

    public override void Dispose()
    {
        this.told.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var folder = bridge.Options.MappingsDirectory;
        using var watcher = this.Watch(folder);

        // what changed between the start of the process and now was told to nobody
        string? read = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (FolderPrint.Of(folder) is { } seen && seen != read)
                {
                    read = await this.SettledAsync(folder, seen, stoppingToken);
                    this.Tell(live.Take(this.Compile(), bridge.Services.Time.GetUtcNow()));
                }

                await this.WaitAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
            {
                LogTrouble(log, trouble.GetType().Name);
                read = null;
                await OutboxService.PauseAsync(Every, bridge.Services.Time, stoppingToken);
            }
        }
    }

    private CatalogResult Compile()
    {
        var options = bridge.Options;
        return MappingCatalog.Load(options.MappingsDirectory, new ConnectorSchemas(options.Connectors), options.Issuer.Did, [.. options.Destinations.Keys]);
    }

    // as long as it still changes, somebody is still writing
    private async Task<string> SettledAsync(string folder, string seen, CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(Quiet, bridge.Services.Time, stoppingToken);
            var again = FolderPrint.Of(folder) ?? seen;
            if (again == seen)
            {
                return seen;
            }

            seen = again;
        }
    }

    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var signal = this.told.WaitAsync(limit.Token);
        await Task.WhenAny(signal, Task.Delay(Every, bridge.Services.Time, limit.Token));
        await limit.CancelAsync();
        try
        {
            await signal;
        }
        catch (OperationCanceledException)
        {
            // It was the time that came first.
        }
    }

    private FileSystemWatcher? Watch(string folder)
    {
        try
        {
            var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true, NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.DirectoryName };
            watcher.Changed += (_, _) => this.Wake();
            watcher.Created += (_, _) => this.Wake();
            watcher.Deleted += (_, _) => this.Wake();
            watcher.Renamed += (_, _) => this.Wake();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception refused) when (refused is IOException or ArgumentException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            // Looking every few seconds is enough.
            LogUnwatched(log, Every);
            return null;
        }
    }

    private void Wake()
    {
        try
        {
            this.told.Release();
        }
        catch (Exception again) when (again is SemaphoreFullException or ObjectDisposedException)
        {
            // It is awake already, or ending.
        }
    }

    private void Tell(LiveChange change)
    {
        foreach (var mapping in change.Taken)
        {
            LogTaken(log, mapping.Name, mapping.File);
        }

        foreach (var mapping in change.Mended.Except(change.Taken))
        {
            LogMended(log, mapping.Name, mapping.File);
        }

        foreach (var mapping in change.Gone)
        {
            LogGone(log, mapping.Name, mapping.File);
        }

        foreach (var mapping in change.Refused)
        {
            var first = mapping.Problems[0];
            LogRefused(log, mapping.File, mapping.Problems.Count, first.Code, first.Line, first.Column, first.Message, mapping.Plan is null ? "It does not run." : "The version before goes on running.");
        }
    }

    [LoggerMessage(EventId = 750, Level = LogLevel.Information, Message = "Mapping '{Mapping}' runs from {File} as it is now; a run in progress ends with the version that it began with.")]
    private static partial void LogTaken(ILogger log, string mapping, string file);

    [LoggerMessage(EventId = 751, Level = LogLevel.Error, Message = "{File} was changed and does not compile ({Count} errors); first {Code} on {Line}:{Column}: {Reason} {Consequence}")]
    private static partial void LogRefused(ILogger log, string file, int count, string code, int line, int column, string reason, string consequence);

    [LoggerMessage(EventId = 752, Level = LogLevel.Information, Message = "Mapping '{Mapping}' in {File} compiles again and says what it said before.")]
    private static partial void LogMended(ILogger log, string mapping, string file);

    [LoggerMessage(EventId = 753, Level = LogLevel.Warning, Message = "Mapping '{Mapping}' is gone with its file {File}; no schedule names it.")]
    private static partial void LogGone(ILogger log, string mapping, string file);

    [LoggerMessage(EventId = 754, Level = LogLevel.Warning, Message = "The file system does not tell when mappings change; they are looked at every {Every}.")]
    private static partial void LogUnwatched(ILogger log, TimeSpan every);

    [LoggerMessage(EventId = 755, Level = LogLevel.Warning, Message = "The mappings cannot be read again ({Problem}); those that run go on.")]
    private static partial void LogTrouble(ILogger log, string problem);
}
