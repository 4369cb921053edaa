namespace LerBridge.Core.Pipeline;

/// <summary>The folder that a plain web host can serve for verification: <c>.well-known/did.json</c>, <c>status/1.json</c> … Files are replaced atomically.</summary>
public interface IPublicFolder
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">Relative, with forward slashes.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="cancellationToken">Ends the wait; the old file stays.</param>
    Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>A file's bytes; null where there is none.</summary>
    Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken);
}
