namespace LerBridge.Connectors.Workday;

/// <summary>The formats in which a report is read.</summary>
internal enum ReportFormat
{
    Json,
    Csv,
    SimpleXml,
}
