namespace LerBridge.Connectors.Workday;

/// <summary>What one reading of a report asks for.</summary>
/// <param name="Today">The day that the extract describes.</param>
/// <param name="Since">From when on changes are wanted; null for everything.</param>
/// <param name="Until">The moment at which the reading began.</param>
/// <param name="Zone">The tenant's zone, in which dates and times are written.</param>
internal sealed record ReportWindow(DateOnly Today, DateTimeOffset? Since, DateTimeOffset Until, TimeZoneInfo Zone);
