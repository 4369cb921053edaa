using System.Security.Cryptography;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Pipeline;

namespace LerBridge.Worker.Public;

/// <summary>The folder that a plain web host can serve. A file is written beside its place and renamed, so that a reader sees the old one or the new one.</summary>
internal sealed class DiskPublicFolder(string root) : IPublicFolder
{
    public async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var place = this.PlaceOf(path);
        var beside = $"{place}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}.new";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(place) ?? root);
            await using (var file = new FileStream(beside, Readable()))
            {
                await file.WriteAsync(content, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, place, overwrite: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw StoreException.IsDiskFull(problem)
                ? new StoreException(FailureKind.Terminal, StoreException.DiskFull, $"The public folder cannot be written: {place}: the disk is full. Make room on the disk.", problem)
                : new StoreException(FailureKind.Terminal, "LB6401", $"The public folder cannot be written: {place}. Check its permissions.", problem);
        }
        finally
        {
            if (File.Exists(beside))
            {
                File.Delete(beside);
            }
        }
    }

    public async Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(this.PlaceOf(path), cancellationToken);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(FailureKind.Terminal, "LB6401", $"The public folder cannot be read: {root}. Check its permissions.", problem);
        }
    }

    // 0644: a web server of another user serves these files.
    private static FileStreamOptions Readable()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        }

        return options;
    }

    private string PlaceOf(string path)
    {
        var place = Path.GetFullPath(path, root);
        return place.StartsWith(Path.GetFullPath(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? place
            : throw new ArgumentException("The path leads out of the public folder.", nameof(path));
    }
}
