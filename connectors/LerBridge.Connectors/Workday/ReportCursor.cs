using System.Globalization;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Workday;

/// <summary>
/// Where the reading of a report stands. While it is read, nothing: it begins anew. Once finished: the fields whose columns were ever met, and for a report of changes when the reading began and when
/// everything was last read.
/// </summary>
internal sealed record ReportCursor(string Fields, DateTimeOffset? Until, DateTimeOffset? Full)
{
    internal const int Version = 1;
    private const string Finished = "all";

    /// <summary>The cursor of a reading that is under way.</summary>
    public static SourceCursor Reading { get; } = new(Version, "reading");

    /// <summary>What an earlier finished reading left; an empty one where there was none.</summary>
    public static ReportCursor Of(SourceCursor? live)
    {
        if (live is not { Version: Version } || !IsFinished(live.Text))
        {
            return new ReportCursor(string.Empty, null, null);
        }

        var parts = live.Text.Split('|');
        return new ReportCursor(parts.Length > 1 ? parts[1] : string.Empty, Time(parts, 2), Time(parts, 3));
    }

    public static bool IsFinished(string? text) => text == Finished || text?.StartsWith(Finished + "|", StringComparison.Ordinal) == true;

    public SourceCursor ToCursor() => new(Version, this.Until is null ? $"{Finished}|{this.Fields}" : $"{Finished}|{this.Fields}|{Text(this.Until)}|{Text(this.Full)}");

    private static string Text(DateTimeOffset? time) => time?.ToString("O", CultureInfo.InvariantCulture) ?? string.Empty;

    private static DateTimeOffset? Time(string[] parts, int at) =>
        parts.Length > at && DateTimeOffset.TryParse(parts[at], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) ? time : null;
}
