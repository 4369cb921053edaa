using LerBridge.Connectors.Columns;

namespace LerBridge.Connectors.Workday;

/// <summary>A report that feeds a stream.</summary>
/// <param name="Set">The stream and its columns.</param>
/// <param name="Path">The report's path and prompts, without the host.</param>
/// <param name="IsCsv">True for CSV, false for JSON.</param>
internal sealed record WorkdayReport(ColumnSet Set, string Path, bool IsCsv)
{
    /// <summary>The path with its format, which is added where it is not written.</summary>
    public string PathWithFormat =>
        this.Path.Contains("?format=", StringComparison.OrdinalIgnoreCase) || this.Path.Contains("&format=", StringComparison.OrdinalIgnoreCase)
            ? this.Path
            : $"{this.Path}{(this.Path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}format={(this.IsCsv ? "csv" : "json")}";
}
