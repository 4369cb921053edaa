using System.Globalization;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Sources;
using Microsoft.Extensions.Logging;

namespace LerBridge.Connectors.Delimited;

/// <summary>
/// Where the files of a drop folder go: into <c>processed</c> by day once a run that read them is applied, into <c>rejected</c> with a report beside them where they cannot be read. What was
/// processed last is read again where nothing newer comes, so it matters to nothing but order where a file lies; a file that cannot be moved stays, and is moved the next time.
/// </summary>
internal sealed class Archive(string connector, DelimitedOptions options, TimeProvider time, ILogger log)
{
    /// <summary>The processed files of a pattern; of those with one name the newest.</summary>
    public IEnumerable<FileInfo> Find(string pattern) =>
        options.Processed is not { } folder || !Directory.Exists(folder)
            ? []
            : new DirectoryInfo(folder).EnumerateFiles(pattern, SearchOption.AllDirectories)
                .GroupBy(file => file.Name, StringComparer.Ordinal)
                .Select(same => same.OrderByDescending(file => file.LastWriteTimeUtc).ThenByDescending(file => file.FullName, StringComparer.Ordinal).First());

    /// <summary>Moves what was taken in, as far as it is still what it was.</summary>
    /// <returns>The files that were moved.</returns>
    public IReadOnlyList<TakenFile> Put(IEnumerable<TakenFile> taken, string? mark)
    {
        if (options.Processed is not { } folder)
        {
            return [];
        }

        var moved = new List<TakenFile>();
        foreach (var one in taken)
        {
            var file = new FileInfo(Path.Combine(options.Directory, one.Name));
            if (one.Is(file) && this.Move(file, this.Today(folder)))
            {
                moved.Add(one);
                foreach (var beside in Marks(file.FullName, mark))
                {
                    this.Move(new FileInfo(beside), this.Today(folder));
                }
            }
        }

        return moved;
    }

    /// <summary>Moves a file that cannot be read, and says beside it why, without anything that stands in it.</summary>
    public void Reject(FileInfo file, ConnectorException why, string? mark)
    {
        if (options.Rejected is not { } folder || !this.Move(file, this.Today(folder)))
        {
            return;
        }

        try
        {
            var report = string.Create(CultureInfo.InvariantCulture, $"{why.Code} {time.GetUtcNow():yyyy-MM-dd HH:mm:ss}Z\n{why.Message}\n\nMore: lerbridge error {why.Code}\n");
            File.WriteAllText(Path.Combine(this.Today(folder), file.Name + ".why.txt"), report);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            ConnectorLog.NotPutAway(log, connector, file.Name + ".why.txt", folder);
        }

        foreach (var beside in Marks(Path.Combine(options.Directory, file.Name), mark))
        {
            this.Move(new FileInfo(beside), this.Today(folder));
        }
    }

    private static IEnumerable<string> Marks(string file, string? mark) => mark is null ? [] : new[] { file + mark, Path.ChangeExtension(file, null) + mark }.Where(File.Exists);

    private string Today(string folder) => Path.Combine(folder, time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private bool Move(FileInfo file, string folder)
    {
        try
        {
            var (name, from) = (file.Name, file.FullName);
            if (Path.GetDirectoryName(from) != Path.GetFullPath(options.Directory).TrimEnd(Path.DirectorySeparatorChar))
            {
                // It lies in the archive already.
                return false;
            }

            // Another delivery of the day under the same name is kept.
            var there = new FileInfo(Path.Combine(folder, name));
            var to = there.Exists && !TakenFile.Of(there).Is(file) ? Path.Combine(folder, time.GetUtcNow().ToString("HHmmssfff", CultureInfo.InvariantCulture)) : folder;
            Directory.CreateDirectory(to);
            File.Move(from, Path.Combine(to, name), overwrite: true);
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            ConnectorLog.NotPutAway(log, connector, file.Name, folder);
            return false;
        }
    }
}
