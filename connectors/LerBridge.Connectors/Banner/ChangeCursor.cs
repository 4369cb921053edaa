using System.Globalization;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Banner;

/// <summary>Where the reading of change notifications stands: the last one that is kept, and whether something in them can only be seen by reading everything.</summary>
internal sealed record ChangeCursor(long? After, bool NeedsAll)
{
    private const string Name = "changes";

    public static bool IsOne(string? text) => text?.StartsWith(Name + "|", StringComparison.Ordinal) == true;

    public static ChangeCursor? Read(string text) => text.Split('|') is [Name, var after, var all] ? new ChangeCursor(Number(after), all == "all") : null;

    public SourceCursor Write() => new(BannerCursor.Version, string.Create(CultureInfo.InvariantCulture, $"{Name}|{this.After}|{(this.NeedsAll ? "all" : string.Empty)}"));

    /// <summary>Adds to a finished cursor where the queue stood when the reading began, and when everything was last read.</summary>
    public static SourceCursor End(SourceCursor finished, long? after, DateTimeOffset? full) =>
        finished with { Text = string.Create(CultureInfo.InvariantCulture, $"{finished.Text}|{after}|{full:O}") };

    /// <summary>What a finished cursor says of it.</summary>
    public static (long? After, DateTimeOffset? Full) Of(SourceCursor? live) =>
        live is { Version: BannerCursor.Version } && BannerCursor.IsEnd(live.Text) && live.Text.Split('|') is [_, _, var after, var full]
            ? (Number(after), DateTimeOffset.TryParse(full, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) ? time : null)
            : (null, null);

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
