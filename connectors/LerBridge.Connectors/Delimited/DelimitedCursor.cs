using System.Globalization;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Delimited;

/// <summary>Where a pull of files stands: which file, as it was then, how many of its rows are kept, and the fields whose columns were met so far, comma between.</summary>
internal sealed record DelimitedCursor(string File, long Size, long Ticks, long Rows, bool IsDone, string Seen)
{
    /// <summary>The version of the form.</summary>
    public const int Version = 1;

    /// <summary>So far, every file of the delivery had a line end behind its last row, or was taken for one that is cut off for lack of it.</summary>
    public bool EndsLines { get; init; }

    /// <summary>A file of the delivery was taken for one that is cut off.</summary>
    public bool WasCut { get; init; }

    /// <summary>The other files of the delivery, where they are to be put away; a name holds no slash.</summary>
    public IReadOnlyList<TakenFile> Others { get; init; } = [];

    /// <summary>Every file of the delivery.</summary>
    public IEnumerable<TakenFile> Taken => [.. this.Others, new TakenFile(this.File, this.Size, this.Ticks)];

    // The names stand last: they may hold anything else.
    public SourceCursor Write() => new(Version, string.Create(CultureInfo.InvariantCulture, $"{this.Rows}|{this.Size}|{this.Ticks}|{(this.IsDone ? 1 : 0) | (this.EndsLines ? 2 : 0) | (this.WasCut ? 4 : 0)}{(this.Seen.Length > 0 ? "," : string.Empty)}{this.Seen}|{string.Join('/', [this.File, .. this.Others.Select(other => other.Write())])}"));

    /// <summary>Reads the form; null where it is none.</summary>
    public static DelimitedCursor? Read(string text)
    {
        if (text.Split('|', 5) is not [var rows, var size, var ticks, [>= '0' and <= '7', ..] state, var file] || (state.Length > 1 && state[1] != ','))
        {
            return null;
        }

        return long.TryParse(rows, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var written)
                ? new DelimitedCursor(file.Split('/')[0], length, written, count, ((state[0] - '0') & 1) != 0, state.Length > 1 ? state[2..] : string.Empty)
                {
                    EndsLines = ((state[0] - '0') & 2) != 0,
                    WasCut = ((state[0] - '0') & 4) != 0,
                    Others = [.. file.Split('/').Skip(1).Select(TakenFile.Read).OfType<TakenFile>()],
                }
                : null;
    }

    /// <summary>True where the file is still what it was.</summary>
    public bool IsOf(FileInfo file) => file.Name == this.File && file.Length == this.Size && file.LastWriteTimeUtc.Ticks == this.Ticks;

    /// <summary>The cursor of a file as it is now.</summary>
    public static DelimitedCursor Of(FileInfo file) => new(file.Name, file.Length, file.LastWriteTimeUtc.Ticks, 0, IsDone: false, Seen: string.Empty);
}
