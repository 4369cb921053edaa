using LerBridge.Connectors.Shared;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Sources;
using Microsoft.Extensions.Logging;

namespace LerBridge.Connectors.Delimited;

/// <summary>Which files of a drop folder are there, whole, and the ones to read.</summary>
internal sealed class DropFolder(string name, DelimitedOptions options, Archive archive, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>The files of a stream that count, in order of their names, and what the operator should know of others.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="at">Where a pull that goes on had come to; null for a new one.</param>
    /// <exception cref="ConnectorException">There is none, or the folder cannot be read.</exception>
    public (List<FileInfo> Taken, IReadOnlyList<SourceNotice> Notices) FilesOf(DelimitedStream stream, DelimitedCursor? at = null)
    {
        List<FileInfo> files;
        int processed;
        try
        {
            FileInfo[] dropped = [.. new DirectoryInfo(options.Directory).EnumerateFiles(stream.Files).Where(file => stream.IsReady(file))];
            FileInfo[] kept = [.. archive.Find(stream.Files).Where(file => !dropped.Any(one => one.Name == file.Name))];
            (files, processed) = ([.. dropped.Concat(kept).OrderBy(file => file.Name, StringComparer.Ordinal)], kept.Length);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ConnectorException(FailureKind.Terminal, ConnectorCodes.NoFiles, $"{name}: the folder {options.Directory} cannot be read. Check Directory and its permissions.", problem);
        }

        if (files.Count == 0)
        {
            throw new ConnectorException(
                FailureKind.Terminal,
                ConnectorCodes.NoFiles,
                $"{name}: no file {stream.Files}{(stream.Ready is { } mark ? $" with its {mark}" : string.Empty)} is in {options.Directory} for the stream {stream.Set.Schema.Stream}. Check what delivers it; a missing file never counts as an empty one.");
        }

        if (stream.TakesAll)
        {
            return (files, []);
        }

        // A pull that was killed goes on with the version that it had begun, though a newer one may have come meanwhile.
        var begun = at is null ? null : files.Find(at.IsOf);
        var (newest, older) = DatedFiles.Newest(begun is null ? files : [.. files.Where(file => file == begun || !DatedFiles.AreVersions(file.Name, begun.Name))]);
        older -= processed - newest.Count(file => Path.GetDirectoryName(file.FullName) != Path.TrimEndingDirectorySeparator(options.Directory));
        List<SourceNotice> notices = [.. newest.Where(this.IsOfDayToCome).Select(file => new SourceNotice(ConnectorCodes.DayToCome, $"{file.Name} is read before all others until its day is past. Is the date in its name right?"))];
        return older <= 0
            ? (newest, notices)
            : (newest, [.. notices, new SourceNotice(ConnectorCodes.OlderFiles, $"{string.Join(", ", newest.Select(file => file.Name))} {(newest.Count == 1 ? "is" : "are")} read; {older} older of {stream.Files} {(older == 1 ? "is" : "are")} passed over.")]);
    }

    // Some zones are a day ahead.
    private bool IsOfDayToCome(FileInfo file) => DatedFiles.DayOf(file.Name) is { } day && day > DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(1);

    /// <summary>Waits until nobody writes to a file of a stream any more.</summary>
    /// <exception cref="ConnectorException">Somebody went on for long.</exception>
    public async Task WaitAsync(DelimitedStream stream, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + Patience + (2 * options.Quiet);
        while (this.Busy(stream) is { } file)
        {
            if (time.GetUtcNow() >= until)
            {
                throw new ConnectorException(FailureKind.Transient, ConnectorCodes.FileBusy, $"{name}: the file {file.Name} is still being written. Nothing was read; run again once the sender is done.");
            }

            ConnectorLog.Waiting(log, name, file.Name);
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    // Somebody who writes to a file keeps others from opening it, or writes again within a while.
    private FileInfo? Busy(DelimitedStream stream) =>
        !Directory.Exists(options.Directory) ? null
        : new DirectoryInfo(options.Directory).EnumerateFiles(stream.Files).FirstOrDefault(file =>
            stream.IsReady(file) && (this.IsFresh(file) || IsHeld(file)));

    // A time to come is that of another clock, and says nothing.
    private bool IsFresh(FileInfo file) => time.GetUtcNow() - file.LastWriteTimeUtc is var age && age >= TimeSpan.Zero && age < options.Quiet;

    private static bool IsHeld(FileInfo file)
    {
        try
        {
            using var probe = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return false;
        }
        catch (IOException)
        {
            return File.Exists(file.FullName);
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
