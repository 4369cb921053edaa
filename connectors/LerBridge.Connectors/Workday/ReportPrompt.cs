namespace LerBridge.Connectors.Workday;

/// <summary>A prompt of a report: <c>Effective_as_of_Date</c> or <c>Organization!Organization_Reference_ID</c>, with its value, in which placeholders stand for days and moments.</summary>
internal sealed record ReportPrompt(string Name, string Value)
{
    /// <summary>The placeholders that there are.</summary>
    public static IReadOnlyList<string> Placeholders { get; } = ["{today}", "{now}", "{since}", "{since_day}", "{until}"];

    /// <summary>True where the value makes sense only for a report of changes.</summary>
    public bool AsksForChanges => this.Value.Contains("{since", StringComparison.Ordinal) || this.Value.Contains("{until}", StringComparison.Ordinal);

    /// <summary>The value for one reading.</summary>
    public string Fill(ReportWindow window) => this.Value
        .Replace("{today}", WorkdayTime.Day(window.Today, window.Zone), StringComparison.Ordinal)
        .Replace("{now}", WorkdayTime.Moment(window.Until, window.Zone), StringComparison.Ordinal)
        .Replace("{until}", WorkdayTime.Moment(window.Until, window.Zone), StringComparison.Ordinal)
        .Replace("{since}", window.Since is { } since ? WorkdayTime.Moment(since, window.Zone) : string.Empty, StringComparison.Ordinal)
        .Replace("{since_day}", window.Since is { } day ? WorkdayTime.Day(day, window.Zone) : string.Empty, StringComparison.Ordinal);
}
