using LerBridge.Core.Frameworks;
using LerBridge.Worker.Cli;

namespace LerBridge.Worker.Frameworks;

/// <summary>The frameworks of a site: files <c>&lt;id&gt;-&lt;version&gt;.json</c> under <c>frameworks</c> in the mappings directory.</summary>
internal sealed class FrameworkFolder(string mappingsDirectory)
{
    private readonly string directory = Path.Combine(mappingsDirectory, "frameworks");

    /// <summary>Every file, in order of its name.</summary>
    public IReadOnlyList<string> Files => Directory.Exists(this.directory) ? [.. Directory.EnumerateFiles(this.directory, "*.json").Order(StringComparer.Ordinal)] : [];

    /// <summary>The file of a framework.</summary>
    public string FileOf(string name) => Path.Combine(this.directory, name);

    /// <summary>The content of a file, never more than a framework may have; null where it has more.</summary>
    /// <exception cref="UsageException">It is not there, or cannot be read.</exception>
    public static ReadOnlyMemory<byte>? Read(string file, string shown)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var content = new MemoryStream();
            var buffer = new byte[81_920];
            for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
            {
                if (content.Length + read > FrameworkImport.MaxBytes)
                {
                    return null;
                }

                content.Write(buffer, 0, read);
            }

            return content.GetBuffer().AsMemory(0, (int)content.Length);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(problem is FileNotFoundException or DirectoryNotFoundException ? $"There is no file {shown}." : $"{shown} cannot be read: {problem.Message}");
        }
    }

    /// <summary>Writes a file that is not there yet, whole or not at all.</summary>
    /// <exception cref="UsageException">The folder cannot be written.</exception>
    public KeepResult Keep(string name, ReadOnlySpan<byte> content)
    {
        var file = this.FileOf(name);
        try
        {
            if (File.Exists(file))
            {
                return Compared(file, content);
            }

            Directory.CreateDirectory(this.directory);
            var half = Path.Combine(this.directory, $".{name}.{Environment.ProcessId}.part");
            try
            {
                using (var stream = new FileStream(half, FileMode.Create, FileAccess.Write, FileShare.None))
                {
                    stream.Write(content);
                    stream.Flush(flushToDisk: true);
                }

                File.Move(half, file, overwrite: false);
                return KeepResult.Written;
            }
            catch (IOException) when (File.Exists(file))
            {
                // Somebody else was quicker.
                return Compared(file, content);
            }
            finally
            {
                File.Delete(half);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file} cannot be written: {problem.Message}");
        }
    }

    /// <summary>What <see cref="Keep"/> would come to.</summary>
    public KeepResult Foresee(string name, ReadOnlySpan<byte> content) => File.Exists(this.FileOf(name)) ? Compared(this.FileOf(name), content) : KeepResult.Written;

    private static KeepResult Compared(string file, ReadOnlySpan<byte> content) => Read(file, file) is { } there && there.Span.SequenceEqual(content) ? KeepResult.ThereAlready : KeepResult.AnotherContent;
}

/// <summary>What keeping a framework came to.</summary>
internal enum KeepResult
{
    /// <summary>It was written.</summary>
    Written,

    /// <summary>It was there, byte for byte.</summary>
    ThereAlready,

    /// <summary>Something else has its name; nothing was written.</summary>
    AnotherContent,
}
