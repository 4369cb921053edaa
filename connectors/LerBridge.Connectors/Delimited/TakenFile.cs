using System.Globalization;

namespace LerBridge.Connectors.Delimited;

/// <summary>A file as it was when it was read.</summary>
internal sealed record TakenFile(string Name, long Size, long Ticks)
{
    public static TakenFile Of(FileInfo file) => new(file.Name, file.Length, file.LastWriteTimeUtc.Ticks);

    /// <summary>Reads what <see cref="Write"/> wrote; null where it is something else.</summary>
    public static TakenFile? Read(string text) =>
        text.Split(':', 3) is [var size, var ticks, var name] && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var written)
            ? new TakenFile(name, length, written)
            : null;

    public string Write() => string.Create(CultureInfo.InvariantCulture, $"{this.Size}:{this.Ticks}:{this.Name}");

    /// <summary>True where the file is still what it was.</summary>
    public bool Is(FileInfo file) => file.Exists && file.Name == this.Name && file.Length == this.Size && file.LastWriteTimeUtc.Ticks == this.Ticks;
}
