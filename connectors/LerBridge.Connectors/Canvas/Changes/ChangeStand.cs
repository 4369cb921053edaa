using System.Globalization;

namespace LerBridge.Connectors.Canvas.Changes;

/// <summary>Where reading by changes stands, in the form that a cursor carries: per table since when, by which job and up to when.</summary>
internal sealed class ChangeStand
{
    private const int Parts = 6;
    private const int MostSkipped = 200;

    /// <summary>Which courses settings let a pull read: another window shows courses of which no change told.</summary>
    public required string Window { get; init; }

    /// <summary>When everything was last read, before this pull; null where never, or where that does not count.</summary>
    public DateTimeOffset? Full { get; set; }

    /// <summary>The day that the pull describes: between two days a course may be over without any row that says so.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The tables.</summary>
    public Dictionary<string, TableStand> Tables { get; } = new(StringComparer.Ordinal);

    /// <summary>Jobs that read whole tables, by table.</summary>
    public Dictionary<string, string> Snapshots { get; } = new(StringComparer.Ordinal);

    /// <summary>Courses that could not be read: to be tried again, changed or not.</summary>
    public SortedSet<string> Skipped { get; } = new(CanvasNormalizer.NumericOrder.Instance);

    /// <summary>Why everything is read; null where it is not.</summary>
    public ChangeReason? Reason { get; set; }

    public string Text => string.Join(
        ';',
        this.Window,
        this.Full?.ToString("O", CultureInfo.InvariantCulture),
        this.Day.ToString("O", CultureInfo.InvariantCulture) + (this.Reason is { } reason ? $"={reason}" : string.Empty),
        string.Join(',', this.Tables.Select(table => string.Join('=', table.Key, Escape(table.Value.Since), Escape(table.Value.Job), Escape(table.Value.Until), Escape(table.Value.Form)))),
        string.Join(',', this.Snapshots.Select(job => $"{job.Key}={Escape(job.Value)}")),
        string.Join(',', this.Skipped.Select(Escape)));

    /// <summary>Reads what <see cref="Text"/> wrote; null for anything else.</summary>
    public static ChangeStand? Of(string? text)
    {
        if (text?.Split(';') is not { Length: Parts } parts || parts[2].Split('=') is not [var day, ..] about || !DateOnly.TryParseExact(day, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var described))
        {
            return null;
        }

        var stand = new ChangeStand
        {
            Window = parts[0],
            Day = described,
            Full = DateTimeOffset.TryParse(parts[1], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var full) ? full : null,
            Reason = about is [_, var word] && Enum.TryParse<ChangeReason>(word, out var reason) ? reason : null,
        };
        foreach (var table in parts[3].Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (table.Split('=') is [var name, var since, var job, var until, var form])
            {
                stand.Tables[name] = new TableStand(Unescape(since), Unescape(job), Unescape(until), Unescape(form));
            }
        }

        foreach (var snapshot in parts[4].Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (snapshot.Split('=') is [var name, var job])
            {
                stand.Snapshots[name] = Uri.UnescapeDataString(job);
            }
        }

        stand.Skipped.UnionWith(parts[5].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString));
        return stand;
    }

    /// <summary>What the next pull goes on from, once this one is kept.</summary>
    /// <param name="now">When this pull read everything; null where it read changes alone.</param>
    /// <param name="skipped">The courses that could not be read.</param>
    public ChangeStand Next(DateTimeOffset? now, IReadOnlyCollection<string> skipped)
    {
        // too many to name: the next pull reads everything
        var next = new ChangeStand { Window = this.Window, Day = this.Day, Full = skipped.Count > MostSkipped ? null : now ?? this.Full };
        foreach (var (name, table) in this.Tables)
        {
            next.Tables[name] = new TableStand(table.Until ?? table.Since, null, null, table.Form);
        }

        next.Skipped.UnionWith(skipped.Take(MostSkipped));
        return next;
    }

    private static string Escape(string? text) => text is null ? string.Empty : Uri.EscapeDataString(text);

    private static string? Unescape(string text) => text.Length == 0 ? null : Uri.UnescapeDataString(text);
}

/// <summary>Where one table stands.</summary>
/// <param name="Since">From when on changes are asked for.</param>
/// <param name="Job">The job that reads them.</param>
/// <param name="Until">Up to when the job covers them.</param>
/// <param name="Form">The number of the form of its rows.</param>
internal sealed record TableStand(string? Since, string? Job, string? Until, string? Form);

/// <summary>Why a pull reads everything.</summary>
internal enum ChangeReason
{
    /// <summary>Nothing was read before.</summary>
    First,

    /// <summary>Settings let it read other courses than before.</summary>
    Window,

    /// <summary>It is time.</summary>
    Due,

    /// <summary>Canvas Data 2 no longer tells what changed since.</summary>
    Range,

    /// <summary>A row was deleted, and nothing says of which course.</summary>
    Deleted,

    /// <summary>A changed row leads to no course.</summary>
    Unplaced,

    /// <summary>More rows changed than are kept in memory.</summary>
    Many,
}
