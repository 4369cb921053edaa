using System.Globalization;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Banner;

/// <summary>Where a pull of transcript grades stands: how many rows of how many are kept, and the last of them, by which a shifted list shows.</summary>
internal sealed record BannerCursor(int Offset, int? Total, string? Last)
{
    private const string Finished = "all";

    /// <summary>The version of the form.</summary>
    public const int Version = 1;

    /// <summary>The cursor of a finished pull.</summary>
    public static SourceCursor End { get; } = new(Version, Finished);

    /// <summary>True for the cursor of a finished pull.</summary>
    public static bool IsEnd(string? text) => text == Finished;

    public SourceCursor Write() => new(Version, string.Create(CultureInfo.InvariantCulture, $"{this.Offset}|{this.Total}|{this.Last}"));

    /// <summary>Reads the form; null where it is none.</summary>
    public static BannerCursor? Read(string text)
    {
        if (text.Split('|') is not [var offset, var total, var last] || !int.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var rows))
        {
            return null;
        }

        return new BannerCursor(rows, int.TryParse(total, NumberStyles.None, CultureInfo.InvariantCulture, out var all) ? all : null, last.Length > 0 ? last : null);
    }
}
