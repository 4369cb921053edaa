using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using LerBridge.Storage;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Backups;

/// <summary>Makes a backup: one zip file with a manifest first, written beside its place and renamed when it is whole. Runs may go on meanwhile.</summary>
internal static class BackupWriter
{
    /// <summary>Makes it.</summary>
    /// <param name="options">The site.</param>
    /// <param name="file">A file that is not there yet.</param>
    /// <param name="now">The time of the backup.</param>
    /// <param name="cancellationToken">Leaves no file behind.</param>
    /// <exception cref="Core.Diagnostics.StoreException">The ledger cannot be read, or the backup not be written.</exception>
    public static async Task<BackupManifest> WriteAsync(BridgeOptions options, string file, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var copy = $"{file}.ledger";
        var beside = $"{file}.new";
        try
        {
            await LedgerCopy.MakeAsync(options.Storage, copy, cancellationToken);
            var facts = await LedgerCopy.CheckAsync(copy, cancellationToken);

            // the keys come after the ledger: what it names is then among them
            (string Path, string From)[] sources = [(StateFiles.Ledger, copy), .. StateFiles.Beside(options.DataDirectory).Select(path => (path, Path.Combine(options.DataDirectory, path)))];
            var manifest = new BackupManifest(BackupManifest.Form, now, Version(), options.Issuer.Did, facts, [.. sources.Select(source => Describe(source.Path, source.From))]);
            // a backup holds what the ledger holds: names of people and their grades
            await using (var output = PrivateFile.Create(beside))
            await using (var archive = new ZipArchive(output, ZipArchiveMode.Create))
            {
                await using (var page = await archive.CreateEntry("manifest.json").OpenAsync(cancellationToken))
                {
                    await JsonSerializer.SerializeAsync(page, manifest, BackupJson.Relaxed.BackupManifest, cancellationToken);
                }

                foreach (var (path, from) in sources)
                {
                    await using var entry = await archive.CreateEntry(path, CompressionLevel.Fastest).OpenAsync(cancellationToken);
                    await using var content = File.OpenRead(from);
                    await content.CopyToAsync(entry, cancellationToken);
                }
            }

            File.Move(beside, file);
            return manifest;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw BackupProblem.Unwritable(file, problem);
        }
        finally
        {
            File.Delete(copy);
            File.Delete(beside);
        }
    }

    private static BackupFile Describe(string path, string from)
    {
        using var content = File.OpenRead(from);
        return new BackupFile(path, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    private static string Version() => typeof(BackupWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
