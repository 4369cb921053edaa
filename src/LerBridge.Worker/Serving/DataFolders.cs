using LerBridge.Core.Diagnostics;
using LerBridge.Storage;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Serving;

/// <summary>Whether the folders in which a process of this site makes files can be written: those of the ledger and its locks, and what verifiers read.</summary>
internal sealed class DataFolders(BridgeOptions options, TimeProvider time)
{
    /// <summary>What was found out holds for this long: whoever asks more often costs no disk a write.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    // below the public folder, as StatusPublisher and DidPublication write them
    private static readonly string[] Below = [".well-known", "status"];

    private readonly Lock looking = new();
    private DateTimeOffset lookedAt;
    private IReadOnlyList<FolderFinding>? found;

    public IReadOnlyList<FolderFinding> Look()
    {
        lock (this.looking)
        {
            var now = time.GetUtcNow();
            if (this.found is null || now - this.lookedAt >= Fresh || now < this.lookedAt)
            {
                this.found = [.. Ledger.Folders(options.Storage).Select(folder => Try(folder)), .. this.Public()];
                this.lookedAt = now;
            }

            return this.found;
        }
    }

    // Documents are written beside their place, so the folders below are what has to be writable once they are there.
    private IEnumerable<FolderFinding> Public()
    {
        var root = options.PublicFolder;
        string[] all = [root, .. Below.Select(name => Path.Combine(root, name)).Where(Path.Exists)];
        return all.Select(folder => Try(folder, "LB6401"));
    }

    private static FolderFinding Try(string folder, string? code = null) => new(folder, FolderProbe.Try(folder) is { } trouble ? $"{code ?? trouble.Code}: {trouble.Message}" : null);
}

/// <summary>A folder that was tried.</summary>
/// <param name="Folder">Its path.</param>
/// <param name="Trouble">Why it cannot be written and what to do, with a code; null where it can.</param>
internal sealed record FolderFinding(string Folder, string? Trouble);
