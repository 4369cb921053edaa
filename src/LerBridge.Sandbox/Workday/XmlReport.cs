using System.Text;
using System.Xml;
using Microsoft.AspNetCore.Http;

namespace LerBridge.Sandbox.Workday;

/// <summary>The report as XML: with a namespace by default, without one as simplexml. Empty fields are left out.</summary>
internal sealed class XmlReport(string? ns) : ReportWriter
{
    public override string ContentType => "text/xml;charset=UTF-8";

    public override async Task WriteAsync(HttpContext context, IReadOnlyList<string> columns, IEnumerable<IReadOnlyDictionary<string, string?>> rows)
    {
        var prefix = ns is null ? null : "wd";
        await using var writer = XmlWriter.Create(context.Response.Body,
            new XmlWriterSettings { Async = true, Encoding = new UTF8Encoding(false), CloseOutput = false });
        await writer.WriteStartDocumentAsync();
        await writer.WriteStartElementAsync(prefix, "Report_Data", ns);
        foreach (var row in rows)
        {
            await writer.WriteStartElementAsync(prefix, "Report_Entry", ns);
            foreach (var column in columns)
            {
                if (row[column] is { } value)
                {
                    await writer.WriteElementStringAsync(prefix, column, ns, value);
                }
            }

            await writer.WriteEndElementAsync();
        }

        await writer.WriteEndElementAsync();
        await writer.FlushAsync();
    }
}
