using System.Globalization;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Banner;

/// <summary>
/// Where a pull of transcript grades stands: how many rows of how many are kept, the last of them, by which a shifted list shows, and what Ethos refused meanwhile, by which a changed
/// permission shows. A finished one says which resources were ever granted in full.
/// </summary>
internal sealed record BannerCursor(int Offset, int? Total, string? Last, string Refused)
{
    private const string Finished = "all";

    /// <summary>The version of the form.</summary>
    public const int Version = 1;

    /// <summary>The cursor of a finished pull.</summary>
    public static SourceCursor End(string granted) => new(Version, $"{Finished}|{granted}");

    /// <summary>True for the cursor of a finished pull.</summary>
    public static bool IsEnd(string? text) => text == Finished || text?.StartsWith(Finished + "|", StringComparison.Ordinal) == true;

    /// <summary>The resources that the last applied run, or one before it, could read in full.</summary>
    public static IReadOnlySet<string> GrantedIn(SourceCursor? live) => live switch
    {
        { Version: Version, Text: Finished } => EthosSecondary.OfCourses.Select(one => one.Resource).ToHashSet(StringComparer.Ordinal), // written while all of them were needed
        { Version: Version } when IsEnd(live.Text) => live.Text.Split('|')[1].Split(',').ToHashSet(StringComparer.Ordinal),
        _ => new HashSet<string>(StringComparer.Ordinal),
    };

    public SourceCursor Write() => new(Version, string.Create(CultureInfo.InvariantCulture, $"{this.Offset}|{this.Total}|{this.Last}|{this.Refused}"));

    /// <summary>Reads the form; null where it is none.</summary>
    public static BannerCursor? Read(string text)
    {
        if (text.Split('|') is not [var offset, var total, var last, .. var rest] || rest.Length > 1 || !int.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var rows))
        {
            return null;
        }

        return new BannerCursor(rows, int.TryParse(total, NumberStyles.None, CultureInfo.InvariantCulture, out var all) ? all : null, last.Length > 0 ? last : null, rest is [var refused] ? refused : string.Empty);
    }
}
