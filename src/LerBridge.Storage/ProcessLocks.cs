using System.Security.Cryptography;
using System.Text;

namespace LerBridge.Storage;

/// <summary>
/// A right that one process has at a time (to run a mapping, to send), as a file that one process holds open alone. The system takes it back when the process dies, however it dies; the file itself stays,
/// because removing it would race with the next one to open it.
/// </summary>
internal sealed class ProcessLocks
{
    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION on Windows; EWOULDBLOCK on Linux and macOS, as .NET hands them on.
    private static readonly int[] HeldByAnother = [unchecked((int)0x80070020), unchecked((int)0x80070021), 11, 35];

    private readonly DataFiles files;

    public ProcessLocks(DataFiles files) => this.files = files;

    /// <summary>Takes a right; null where another has it.</summary>
    /// <param name="right">What it allows: a word of ours.</param>
    /// <param name="subject">What it is about: a mapping's name, or nothing.</param>
    public IAsyncDisposable? TryTake(string right, string subject)
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
            throw DataFiles.Unusable(file, "opened", problem);
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
