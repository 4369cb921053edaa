using Microsoft.AspNetCore.Http;

namespace LerBridge.Sandbox.Workday;

/// <summary>A format of the report. There are no pages: the rows go out as they are made.</summary>
internal abstract class ReportWriter
{
    /// <summary>How many rows go out at a time.</summary>
    protected const int Batch = 25;

    public abstract string ContentType { get; }

    public abstract Task WriteAsync(HttpContext context, IReadOnlyList<string> columns, IEnumerable<IReadOnlyDictionary<string, string?>> rows);

    public static ReportWriter? For(string format, string report, SandboxSwitches switches) => format switch
    {
        "json" => new JsonReport(switches),
        "csv" => new CsvReport(),
        "simplexml" => new XmlReport(null),
        "" or "xml" => new XmlReport($"urn:com.workday.report/{report}"),
        _ => null,
    };
}
