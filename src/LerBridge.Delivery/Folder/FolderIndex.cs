using System.Text.Json;

namespace LerBridge.Delivery.Folder;

/// <summary>
/// <c>index.jsonl</c>: one line per credential. Once per batch it is written anew from the old one, line by line, and renamed into place. A batch that has only credentials
/// the folder has never had is appended instead, in one write: rewriting for each batch of a first delivery would grow with the square of its size.
/// </summary>
internal sealed class FolderIndex
{
    private const string FileName = "index.jsonl";
    private const int LongestLine = 64 * 1024;

    // Several nodes may deliver to one folder, and each batch is written in well under a second.
    private const int MostTries = 100;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    private readonly string path;
    private readonly TimeProvider time;

    public FolderIndex(string folder, TimeProvider time)
    {
        this.path = Path.Combine(folder, FileName);
        this.time = time;
    }

    /// <summary>Lets the lines stand for their credentials. The last of several about one credential wins.</summary>
    public async Task MergeAsync(IReadOnlyList<IndexLine> lines, CancellationToken cancellationToken)
    {
        // Held in both ways of writing until the new index is in place: whoever has it writes alone.
        using var turn = await this.TurnAsync(cancellationToken);
        if (lines.All(line => line.IsNew) && lines.DistinctBy(line => line.Id).Count() == lines.Count && this.EndsWithLine())
        {
            await this.AppendAsync(lines, cancellationToken);
            return;
        }

        var changed = new Dictionary<string, IndexLine>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            changed[line.Id] = line;
        }

        await using (var next = AtomicFile.Begin(this.path))
        {
            await this.CopyAsync(next, changed, cancellationToken);
            foreach (var id in lines.Select(line => line.Id))
            {
                if (changed.Remove(id, out var last))
                {
                    await next.WriteAsync(Bytes(last), cancellationToken);
                }
            }

            next.Flush(flushToDisk: true);
        }

        AtomicFile.Finish(this.path);
    }

    private async Task<IDisposable> TurnAsync(CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return AtomicFile.TakeTurn(this.path);
            }
            catch (IOException problem) when (FolderTrouble.IsInUse(problem) && tries < MostTries)
            {
                await Task.Delay(BetweenTries, this.time, cancellationToken);
            }
        }
    }

    // Lines keep their place; a line whose credential changed is replaced there. What is no line of an index (a torn last one) is left out.
    private async Task CopyAsync(FileStream next, Dictionary<string, IndexLine> changed, CancellationToken cancellationToken)
    {
        if (!File.Exists(this.path))
        {
            return;
        }

        var written = new HashSet<string>(StringComparer.Ordinal);
        using var old = new StreamReader(this.path);
        while (await old.ReadLineAsync(cancellationToken) is { } text)
        {
            if (IdOf(text) is not { } id)
            {
                continue;
            }

            if (!changed.TryGetValue(id, out var line))
            {
                await next.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text + "\n"), cancellationToken);
            }
            else if (written.Add(id))
            {
                await next.WriteAsync(Bytes(line), cancellationToken);
            }
        }

        foreach (var id in written)
        {
            changed.Remove(id);
        }
    }

    private async Task AppendAsync(IReadOnlyList<IndexLine> lines, CancellationToken cancellationToken)
    {
        using var all = new MemoryStream();
        foreach (var line in lines)
        {
            all.Write(Bytes(line));
        }

        await using var index = new FileStream(this.path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        await index.WriteAsync(all.GetBuffer().AsMemory(0, (int)all.Length), cancellationToken);
        index.Flush(flushToDisk: true);
    }

    private bool EndsWithLine()
    {
        if (!File.Exists(this.path))
        {
            return false;
        }

        using var index = File.OpenRead(this.path);
        if (index.Length == 0)
        {
            return true;
        }

        index.Position = index.Length - 1;
        return index.ReadByte() == '\n';
    }

    private static string? IdOf(string text)
    {
        if (text.Length is 0 or > LongestLine)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(text, IndexJson.Default.IndexLineId)?.Id;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[] Bytes(IndexLine line) => [.. JsonSerializer.SerializeToUtf8Bytes(line, IndexJson.Default.IndexLine), (byte)'\n'];
}
