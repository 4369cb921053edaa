namespace LerBridge.Worker.Cli;

/// <summary>A file that a person asked a verb to write: there afterwards, or as it was before.</summary>
internal static class ResultFile
{
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var neighbour = Path.Combine(Path.GetDirectoryName(path) ?? ".", $".{Path.GetFileName(path)}.tmp");
        try
        {
            await File.WriteAllBytesAsync(neighbour, content, cancellationToken);
            File.Move(neighbour, path, overwrite: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be written: {problem.Message}");
        }
    }
}
