using System.Globalization;
using LerBridge.Core.Installation;
using LerBridge.Credentials.Keys;
using LerBridge.Storage;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Backups;

/// <summary>
/// A backup on its way back: unpacked beside the ledger, looked through, opened with the passphrase, and only then put in place. What was there before is put aside, never deleted. Everything lies
/// in the data directory, which may be a mount of its own: renaming within it cannot fail half-way for want of space.
/// </summary>
internal sealed class Restoration : IDisposable
{
    private readonly BridgeOptions options;
    private readonly string folder;

    private Restoration(BridgeOptions options, string folder)
    {
        this.options = options;
        this.folder = folder;
    }

    /// <summary>What is to be put back.</summary>
    public required BackupManifest Manifest { get; init; }

    /// <summary>What the status lists that are public here say and the backup does not.</summary>
    public required AdoptedLists Since { get; init; }

    /// <summary>Unpacks a backup and proves that it can be put back: every hash, the ledger's own consistency, the schema, the secret and the keys under the passphrase of the settings.</summary>
    /// <exception cref="Core.Diagnostics.BridgeException">It cannot; nothing was changed.</exception>
    public static async Task<Restoration> PrepareAsync(BridgeOptions options, string file, TimeProvider time, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(options.DataDirectory, $"restoring-{time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}");
        PrivateFile.MakeFolder(options.DataDirectory);
        PrivateFile.MakeFolder(folder);
        try
        {
            var manifest = await BackupReader.UnpackAsync(file, folder, cancellationToken);
            var ledger = Path.Combine(folder, StateFiles.Ledger);
            await LedgerCopy.CheckAsync(ledger, cancellationToken);
            if (manifest.Issuer != options.Issuer.Did)
            {
                throw BackupProblem.NotOne(file, $"it is of issuer {manifest.Issuer}, and the settings are of {options.Issuer.Did}");
            }

            var passphrase = options.Issuer.KeyPassphrase ?? throw new InvalidOperationException("The settings were read without the key passphrase.");
            var keys = manifest.Files.Any(described => described.Path.StartsWith("keys/", StringComparison.Ordinal))
                ? await KeyStore.OpenAsync(Path.Combine(folder, "keys"), Passphrase.From(passphrase.Reveal()), time, cancellationToken, null, options.Issuer.Token)
                : null;
            AdoptedLists since;
            await using (var opened = await Ledger.OpenAsync(new StorageOptions { DataDirectory = folder, ConnectionString = $"Data Source={ledger};Pooling=False" }, time, cancellationToken))
            {
                await SecretBox.OpenOrCreateAsync(opened.Installation, passphrase, cancellationToken);
                var before = await PublicBefore.OpenAsync(options, keys, passphrase, time, cancellationToken);
                since = await opened.AdoptListsAsync(await before.ListsAsync(cancellationToken), cancellationToken);
                await before.TakeWordAsync(folder, (await opened.Manifests.EndAsync(cancellationToken)).End, cancellationToken);
            }

            return new Restoration(options, folder) { Manifest = manifest, Since = since };
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Puts it in place. Where one step fails, those before it are taken back.</summary>
    /// <param name="now">Names the folder of what was there before.</param>
    /// <returns>That folder; null where nothing was there.</returns>
    public string? PutInPlace(DateTimeOffset now)
    {
        var aside = Path.Combine(this.options.DataDirectory, $"before-restore-{now.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}");
        var done = new Stack<(string From, string To)>();
        try
        {
            var ledger = LedgerCopy.FileOf(this.options.Storage);
            foreach (var suffix in (string[])["", "-wal", "-shm"])
            {
                Move(ledger + suffix, Path.Combine(aside, StateFiles.Ledger + suffix), done);
            }

            Move(Path.Combine(this.folder, StateFiles.Ledger), ledger, done);
            foreach (var name in StateFiles.Whole)
            {
                Move(Path.Combine(this.options.DataDirectory, name), Path.Combine(aside, name), done);
                Move(Path.Combine(this.folder, name), Path.Combine(this.options.DataDirectory, name), done);
            }

            return Directory.Exists(aside) ? aside : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            foreach (var (from, to) in done)
            {
                Directory.Move(to, from);
            }

            throw BackupProblem.Unwritable(this.options.DataDirectory, problem);
        }
    }

    /// <summary>Removes what was unpacked and not put in place.</summary>
    public void Dispose() => Directory.Delete(this.folder, recursive: true);

    // works for files and folders alike
    private static void Move(string from, string to, Stack<(string From, string To)> done)
    {
        if (!Path.Exists(from))
        {
            return;
        }

        PrivateFile.MakeFolder(Path.GetDirectoryName(to) ?? ".");
        Directory.Move(from, to);
        done.Push((from, to));
    }
}
