using System.Security.Cryptography;
using System.Text;

namespace LerBridge.Storage.Rights;

/// <summary>
/// Rights as files that one process of this machine holds open alone. The system takes one back when the process dies, however it dies; the file itself stays, because removing it would race with the
/// next one to open it.
/// </summary>
internal sealed class FileRights : IRights
{
    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION on Windows; EWOULDBLOCK on Linux and macOS, as .NET hands them on.
    private static readonly int[] HeldByAnother = [unchecked((int)0x80070020), unchecked((int)0x80070021), 11, 35];

    private readonly DataFiles files;

    public FileRights(DataFiles files) => this.files = files;

    public bool AreShared => false;

    public Task<IAsyncDisposable?> TryTakeAsync(string right, string subject, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(this.TryTake(right, subject));
    }

    // An open file cannot be lost.
    public void Demand(Session session, string right, string subject)
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private IAsyncDisposable? TryTake(string right, string subject)
    {
        var file = Path.Combine(this.files.Locks, FileName(right, subject));
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException problem) when (HeldByAnother.Contains(problem.HResult))
        {
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw DataFiles.Unwritable(file, "opened", problem);
        }
    }

    // The readable part may be cut or changed; the hash keeps two subjects apart.
    private static string FileName(string right, string subject)
    {
        if (subject.Length == 0)
        {
            return $"{right}.lock";
        }

        var readable = new string([.. subject.Take(40).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '_')]);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(subject)).AsSpan(0, 6));
        return $"{right}-{readable}-{hash}.lock";
    }
}
