using LerBridge.Connectors.Columns;

namespace LerBridge.Connectors.Workday;

/// <summary>A report that feeds a stream.</summary>
/// <param name="Set">The stream and its columns.</param>
/// <param name="Path">The report's path, with prompts that never change, without the host.</param>
/// <param name="Format">The format that is asked for.</param>
internal sealed record WorkdayReport(ColumnSet Set, string Path, ReportFormat Format)
{
    /// <summary>Prompts whose values depend on the day or on the last run.</summary>
    public IReadOnlyList<ReportPrompt> Prompts { get; init; } = [];

    /// <summary>How many days a report of changes may be read as such before everything is read again.</summary>
    public int FullEveryDays { get; init; } = 7;

    /// <summary>By how much a report of changes reaches back behind the last one.</summary>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>What stands for <c>{since}</c> where everything is read; null where the prompts are left out then.</summary>
    public DateOnly? FullFrom { get; init; }

    /// <summary>True where the report can give what changed since the last run.</summary>
    public bool IsOfChanges => this.Prompts.Any(prompt => prompt.AsksForChanges);

    /// <summary>The words of the media type that is asked for.</summary>
    public string MediaType => this.Format switch
    {
        ReportFormat.Csv => "text/csv",
        ReportFormat.SimpleXml => "text/xml",
        _ => "application/json",
    };

    /// <summary>The path with its prompts and its format, which is added where it is not written.</summary>
    public string PathFor(ReportWindow window)
    {
        var asked = window.Since is null && this.FullFrom is { } from ? window with { Since = new DateTimeOffset(from.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) } : window;
        var path = this.Path;
        foreach (var prompt in this.Prompts.Where(prompt => asked.Since is not null || !prompt.AsksForChanges))
        {
            path = With(path, Escape(prompt.Name), Escape(prompt.Fill(asked)));
        }

        return path.Contains("?format=", StringComparison.OrdinalIgnoreCase) || path.Contains("&format=", StringComparison.OrdinalIgnoreCase)
            ? path
            : With(path, "format", this.Format.ToString().ToLowerInvariant());
    }

    private static string With(string path, string name, string value) => $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={value}";

    // The mark between a reference prompt and its kind of id, and between several values, stays as it is.
    private static string Escape(string text) => Uri.EscapeDataString(text).Replace("%21", "!", StringComparison.Ordinal);
}
