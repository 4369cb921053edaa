using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace LerBridge.Worker.Backups;

/// <summary>Unpacks a backup into a folder of its own, and believes nothing of it that is not written in its manifest.</summary>
internal static class BackupReader
{
    private const long LargestManifest = 64L * 1024 * 1024;
    private const int MostFiles = 100_000;

    /// <summary>Unpacks it; every file is held against its length and hash.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="folder">An empty folder of this user alone.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Core.Diagnostics.StoreException">It is no backup, or not whole.</exception>
    public static async Task<BackupManifest> UnpackAsync(string file, string folder, CancellationToken cancellationToken)
    {
        try
        {
            await using var archive = await ZipFile.OpenReadAsync(file, cancellationToken);
            var manifest = await ReadManifestAsync(file, archive, cancellationToken);
            HoldEntries(file, archive, manifest);
            foreach (var described in manifest.Files)
            {
                var entry = archive.GetEntry(described.Path) ?? throw BackupProblem.NotOne(file, $"{described.Path} is not in it");
                await UnpackAsync(file, entry, described, Path.Combine(folder, described.Path), cancellationToken);
            }

            return manifest;
        }
        catch (FileNotFoundException absent)
        {
            throw BackupProblem.NotOne(file, "there is no such file", absent);
        }
        catch (Exception problem) when (problem is InvalidDataException or JsonException)
        {
            throw BackupProblem.NotOne(file, "it is damaged, or no backup at all", problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw BackupProblem.NotOne(file, "it cannot be read, or not be unpacked beside the ledger", problem);
        }
    }

    // What the manifest does not name was put in by somebody: it would not be unpacked, but whoever opens the file with another tool would have it.
    private static void HoldEntries(string file, ZipArchive archive, BackupManifest manifest)
    {
        var named = manifest.Files.Select(described => described.Path).Append("manifest.json").ToHashSet(StringComparer.Ordinal);
        if (archive.Entries.FirstOrDefault(entry => !named.Remove(entry.FullName)) is { } extra)
        {
            throw BackupProblem.NotOne(file, manifest.Files.Any(described => described.Path == extra.FullName) || extra.FullName == "manifest.json"
                ? $"it has {extra.FullName} twice"
                : "it has an entry that its manifest does not name; somebody put it in");
        }
    }

    private static async Task<BackupManifest> ReadManifestAsync(string file, ZipArchive archive, CancellationToken cancellationToken)
    {
        var page = archive.GetEntry("manifest.json") ?? throw BackupProblem.NotOne(file, "it has no manifest.json");
        if (page.Length > LargestManifest)
        {
            throw BackupProblem.NotOne(file, "its manifest is too large");
        }

        await using var content = await page.OpenAsync(cancellationToken);
        var manifest = await JsonSerializer.DeserializeAsync(content, BackupJson.Relaxed.BackupManifest, cancellationToken);
        return manifest switch
        {
            not { Schema: BackupManifest.Form } => throw BackupProblem.NotOne(file, $"its form is not {BackupManifest.Form}; a newer version of LerBridge may have made it"),
            { Files: null } or { Ledger: null } or { Files.Count: > MostFiles } => throw BackupProblem.NotOne(file, "its manifest is not whole"),
            _ when manifest.Files.Any(described => !StateFiles.IsPlace(described.Path)) => throw BackupProblem.NotOne(file, "it names a file that no backup has"),
            _ when !manifest.Files.Any(described => described.Path == StateFiles.Ledger) => throw BackupProblem.NotOne(file, "it has no ledger"),
            _ => manifest,
        };
    }

    private static async Task UnpackAsync(string file, ZipArchiveEntry entry, BackupFile described, string target, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target) ?? ".");
        await using var content = await entry.OpenAsync(cancellationToken);
        await using var output = new FileStream(target, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        var left = described.Bytes;
        for (int count; (count = await content.ReadAsync(buffer, cancellationToken)) > 0; left -= count)
        {
            if (count > left)
            {
                throw BackupProblem.NotOne(file, $"{described.Path} is longer than its manifest says");
            }

            hash.AppendData(buffer, 0, count);
            await output.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }

        output.Flush(flushToDisk: true);
        if (left != 0 || Convert.ToHexStringLower(hash.GetHashAndReset()) != described.Sha256)
        {
            throw BackupProblem.NotOne(file, $"{described.Path} is not what its manifest says");
        }
    }
}
