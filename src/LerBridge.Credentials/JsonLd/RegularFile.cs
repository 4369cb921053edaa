using System.Runtime.InteropServices;

namespace LerBridge.Credentials.JsonLd;

/// <summary>Reads files that somebody else names: whole, bounded, and nothing that could block or never end, such as a pipe or a device.</summary>
internal static partial class RegularFile
{
    /// <summary>The most bytes that are read of one file.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    private const int WorkingDirectory = -100;
    private const uint WantKind = 1;
    private const int ModeAt = 28;
    private const int KindBits = 0xF000;
    private const int Regular = 0x8000;

    /// <exception cref="IOException">The file is not there, is no regular file, or too large; the message says which.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static byte[] Read(string path)
    {
        if (Directory.Exists(path))
        {
            throw new IOException($"{path} is a folder.");
        }

        var info = new FileInfo(path);
        if (!info.Exists)
        {
            throw new FileNotFoundException($"{path} is not there.");
        }

        // before it is opened: opening a pipe waits for whoever writes to it
        if (!IsRegular(path))
        {
            throw new IOException($"{path} is a pipe or a device and no regular file.");
        }

        var length = info.Length;
        return length > MaxBytes ? throw TooLarge(path) : length == 0 ? [] : ReadAtMost(path, (int)length);
    }

    /// <summary>What grows while it is read is read to the length it had, and nothing has more bytes than its length said.</summary>
    private static byte[] ReadAtMost(string path, int length)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var bytes = new byte[length];
        var read = file.ReadAtLeast(bytes, length, throwOnEndOfStream: false);
        return read == length ? bytes : bytes[..read];
    }

    private static IOException TooLarge(string path) => new($"{path} is larger than {MaxBytes} bytes.");

    /// <summary>On Linux the kernel is asked; elsewhere what has no length is not opened, which is as safe.</summary>
    private static bool IsRegular(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        Span<byte> answer = stackalloc byte[256];
        try
        {
            return Statx(WorkingDirectory, path, 0, WantKind, ref MemoryMarshal.GetReference(answer)) != 0
                || (MemoryMarshal.Read<ushort>(answer[ModeAt..]) & KindBits) == Regular;
        }
        catch (EntryPointNotFoundException)
        {
            return true;
        }
    }

    /// <summary>https://man7.org/linux/man-pages/man2/statx.2.html: the one answer of a file's kind whose layout is the same on every processor.</summary>
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int directory, string path, int flags, uint mask, ref byte answer);
}
