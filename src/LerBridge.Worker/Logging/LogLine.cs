using System.Globalization;
using System.Text;
using System.Text.Json;
using LerBridge.Worker.Cli;
using Microsoft.Extensions.Logging;

namespace LerBridge.Worker.Logging;

/// <summary>The two forms of a log line.</summary>
internal static class LogLine
{
    private static readonly JsonWriterOptions OneLine = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string ForPeople(TimeZoneInfo zone, DateTimeOffset at, LogLevel level, string category, string message, Exception? problem)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        var text = $"{local} {Word(level)} {category[(category.LastIndexOf('.') + 1)..]}: {Single(message)}";
        return problem is null ? text : $"{text} ({Single(ProblemPlaces.Of(problem))})";
    }

    public static string AsJson(DateTimeOffset at, LogLevel level, string category, EventId id, string message, Exception? problem)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, OneLine))
        {
            json.WriteStartObject();
            json.WriteString("time", at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("level", Word(level));
            json.WriteString("category", category);
            json.WriteNumber("event", id.Id);
            json.WriteString("message", message);
            if (problem is not null)
            {
                json.WriteString("problem", ProblemPlaces.Of(problem));
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        _ => "error",
    };

    private static string Single(string text) => text.ReplaceLineEndings(" ");
}
