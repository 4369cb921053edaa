using System.Text;
using LerBridge.Core.Credentials;
using LerBridge.Core.Settings;
using LerBridge.Core.Pipeline;
using LerBridge.Credentials;
using LerBridge.Credentials.Keys;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Backups;

/// <summary>What is public here before a backup is put back: what verifiers are told by now, which may be newer than the backup. Believed only where a key of the issuer signed it.</summary>
internal sealed class PublicBefore
{
    private const int MostFiles = 10_000;
    private const long LargestFile = 32 * 1024 * 1024;

    private readonly string folder;
    private readonly IReadOnlyList<(CredentialIssuer Lists, StatementSigner Words)> believed;

    private PublicBefore(string folder, IReadOnlyList<(CredentialIssuer Lists, StatementSigner Words)> believed)
    {
        this.folder = folder;
        this.believed = believed;
    }

    /// <summary>Gets ready to read it, with the keys that are here and those of the backup: either may lack one of the other's.</summary>
    public static async Task<PublicBefore> OpenAsync(BridgeOptions options, KeyStore? ofBackup, Secret passphrase, TimeProvider time, CancellationToken cancellationToken)
    {
        var stores = new List<KeyStore>();
        var here = Path.Combine(options.DataDirectory, "keys");
        if (File.Exists(Path.Combine(here, "keys.json")))
        {
            try
            {
                stores.Add(await KeyStore.OpenAsync(here, Passphrase.From(passphrase.Reveal()), time, cancellationToken, null, options.Issuer.Token));
            }
            catch (KeyFolderException)
            {
                // what is to be replaced need not be sound
            }
        }

        if (ofBackup is not null)
        {
            stores.Add(ofBackup);
        }

        var issuer = Composition.IssuerOptions(options);
        return new PublicBefore(options.PublicFolder, [.. stores.Select(store => (new CredentialIssuer(issuer, store, time), new StatementSigner(issuer.Did, store)))]);
    }

    /// <summary>The status lists that are public, each once: what is set in one of its forms is set.</summary>
    public async Task<IReadOnlyList<StatusListContent>> ListsAsync(CancellationToken cancellationToken)
    {
        var status = Path.Combine(this.folder, "status");
        var read = new List<StatusListContent>();
        foreach (var file in Directory.Exists(status) ? Directory.EnumerateFiles(status).Where(IsList).Order(StringComparer.Ordinal).Take(MostFiles) : [])
        {
            var bytes = await File.ReadAllBytesAsync(file, cancellationToken);
            if (this.believed.Select(each => each.Lists.OpenStatusList(bytes)).FirstOrDefault(list => list is not null) is { } list)
            {
                read.Add(list);
            }
        }

        return [.. read.GroupBy(list => (list.Number, list.Purpose)).Select(forms => forms.First() with { SetBits = [.. forms.SelectMany(list => list.SetBits).Distinct().Order()] })];
    }

    /// <summary>Takes the word about the newest manifest along where it names a later one than the backup has, so that it is told that the ledger is older.</summary>
    /// <param name="unpacked">The folder of the backup.</param>
    /// <param name="ofBackup">The word in the backup's ledger; null where there is none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task TakeWordAsync(string unpacked, string? ofBackup, CancellationToken cancellationToken)
    {
        var file = Path.Combine(this.folder, ManifestDesk.EndPath);
        if (!File.Exists(file) || new FileInfo(file).Length > LargestFile)
        {
            return;
        }

        var word = await File.ReadAllBytesAsync(file, cancellationToken);
        if (this.NumberOf(Encoding.UTF8.GetString(word)) > (ofBackup is null ? 0 : this.NumberOf(ofBackup) ?? 0))
        {
            var target = Path.Combine(unpacked, "public", ManifestDesk.EndPath);
            Directory.CreateDirectory(Path.GetDirectoryName(target) ?? unpacked);
            await File.WriteAllBytesAsync(target, word, cancellationToken);
        }
    }

    private static bool IsList(string file) => Path.GetExtension(file) is ".json" or ".jwt" && new FileInfo(file).Length <= LargestFile;

    private long? NumberOf(string word) => this.believed.Select(each => ManifestDesk.NumberOf(each.Words, word)).FirstOrDefault(number => number is not null);
}
