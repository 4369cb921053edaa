using System.Globalization;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Delimited;

/// <summary>Where a pull of files stands: which file, as it was then, and how many of its rows are kept.</summary>
internal sealed record DelimitedCursor(string File, long Size, long Ticks, long Rows, bool IsDone)
{
    /// <summary>The version of the form.</summary>
    public const int Version = 1;

    // The name stands last: it may hold anything.
    public SourceCursor Write() => new(Version, string.Create(CultureInfo.InvariantCulture, $"{this.Rows}|{this.Size}|{this.Ticks}|{(this.IsDone ? 1 : 0)}|{this.File}"));

    /// <summary>Reads the form; null where it is none.</summary>
    public static DelimitedCursor? Read(string text)
    {
        if (text.Split('|', 5) is not [var rows, var size, var ticks, "0" or "1", var file])
        {
            return null;
        }

        return long.TryParse(rows, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var written)
                ? new DelimitedCursor(file, length, written, count, text.Split('|', 5)[3] == "1")
                : null;
    }

    /// <summary>True where the file is still what it was.</summary>
    public bool IsOf(FileInfo file) => file.Name == this.File && file.Length == this.Size && file.LastWriteTimeUtc.Ticks == this.Ticks;

    /// <summary>The cursor of a file as it is now.</summary>
    public static DelimitedCursor Of(FileInfo file) => new(file.Name, file.Length, file.LastWriteTimeUtc.Ticks, 0, IsDone: false);
}
