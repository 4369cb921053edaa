using System.Text;
using Microsoft.AspNetCore.Http;

namespace LerBridge.Sandbox.Workday;

/// <summary>The report as CSV: UTF-8 with a byte order mark, quoted where it must be.</summary>
internal sealed class CsvReport : ReportWriter
{
    public override string ContentType => "text/csv;charset=UTF-8";

    public override async Task WriteAsync(HttpContext context, IReadOnlyList<string> columns, IEnumerable<IReadOnlyDictionary<string, string?>> rows)
    {
        await using var writer = new StreamWriter(context.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), bufferSize: 8192,
            leaveOpen: true);
        await writer.WriteAsync(string.Join(',', columns) + "\r\n");
        foreach (var row in rows)
        {
            await writer.WriteAsync(string.Join(',', columns.Select(column => Quote(row[column] ?? ""))) + "\r\n");
        }

        await writer.FlushAsync(context.RequestAborted);
    }

    private static string Quote(string value) =>
        value.AsSpan().IndexOfAny(",\"\r\n") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
