using System.Text.Json;
using LerBridge.Sandbox.Wire;
using Microsoft.AspNetCore.Http;

namespace LerBridge.Sandbox.Workday;

/// <summary>Report_Entry as JSON. An empty field is left out, null or an empty text, and no one knows beforehand which.</summary>
internal sealed class JsonReport(SandboxSwitches switches) : ReportWriter
{
    public override string ContentType => "application/json;charset=UTF-8";

    public override async Task WriteAsync(HttpContext context, IReadOnlyList<string> columns, IEnumerable<IReadOnlyDictionary<string, string?>> rows)
    {
        var cancel = context.RequestAborted;
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter, Reply.Writer);
        writer.WriteStartObject();
        var number = 0;
        foreach (var row in rows)
        {
            if (number == 0)
            {
                writer.WriteStartArray("Report_Entry");
            }

            Write(writer, columns, row, number++);
            if (number % Batch == 0)
            {
                await writer.FlushAsync(cancel);
                await context.Response.BodyWriter.FlushAsync(cancel);
            }
        }

        if (number == 0 && !switches.WorkdayAbsentReportEntry)
        {
            writer.WriteStartArray("Report_Entry");
        }

        if (number > 0 || !switches.WorkdayAbsentReportEntry)
        {
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        await writer.FlushAsync(cancel);
        await context.Response.BodyWriter.FlushAsync(cancel);
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<string> columns, IReadOnlyDictionary<string, string?> row, int number)
    {
        writer.WriteStartObject();
        for (var at = 0; at < columns.Count; at++)
        {
            var value = row[columns[at]];
            if (value is not null)
            {
                writer.WriteString(columns[at], value);
            }
            else if ((number + at) % 3 == 1)
            {
                writer.WriteNull(columns[at]);
            }
            else if ((number + at) % 3 == 2)
            {
                writer.WriteString(columns[at], "");
            }
        }

        writer.WriteEndObject();
    }
}
