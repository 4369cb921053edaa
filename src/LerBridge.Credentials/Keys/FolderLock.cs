
namespace LerBridge.Credentials.Keys;

/// <summary>A folder of keys changed by one process at a time: an open file that others cannot open. It ends with the process, however that ends.</summary>
internal sealed class FolderLock : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    private readonly FileStream file;

    private FolderLock(FileStream file) => this.file = file;

    /// <exception cref="KeyFolderException">Another process has held it for twenty seconds (LB6107).</exception>
    public static async Task<FolderLock> TakeAsync(string directory, TimeProvider clock, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory, "keys.lock");
        for (var started = clock.GetTimestamp(); ;)
        {
            try
            {
                return new FolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (clock.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
            }
            catch (IOException problem)
            {
                throw new KeyFolderException(KeyTrouble.Transient, "LB6107", $"Another process is changing the keys in {directory}. Try again when it has ended.", problem);
            }
        }
    }

    public void Dispose() => this.file.Dispose();
}
