using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LerBridge.Credentials.JsonLd;

/// <summary>How linked-data questions and answers are written.</summary>
internal static class LdText
{
    /// <summary>How deep a document may be nested.</summary>
    public const int MaxDepth = 512;

    /// <summary>One map of a document may become several of its expanded form, as where a term makes a list, a graph or a reverse property.</summary>
    public const int MaxAnswerDepth = 8 * MaxDepth;

    // read by programs, never put into a page: letters beyond ASCII stay letters
    public static JsonWriterOptions WriterOptions { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaxAnswerDepth, SkipValidation = false };

    public static string? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>Of a question that gave no id.</summary>
    public static string NoId => "null";

    /// <summary>
    /// The id as the question wrote it, on one line: an answer repeats it to the letter, also where it holds what is no text.
    /// </summary>
    public static string IdOf(JsonElement id)
    {
        // between the quotes of a string JSON has no line ends, so these stand between tokens
        return id.GetRawText().Replace('\n', ' ').Replace('\r', ' ');
    }

    /// <param name="id">JSON: <see cref="NoId"/>, or of <see cref="IdOf"/>.</param>
    /// <param name="answer">What follows it.</param>
    public static string Line(string id, LdAnswer answer)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("id");
            writer.WriteRawValue(id, skipInputValidation: true);
            writer.WriteBoolean("ok", answer.Ok);
            if (answer.Ok)
            {
                writer.WritePropertyName("output");
                answer.Output.WriteTo(writer);
            }
            else
            {
                // in bytes, for a message may quote what is no text
                writer.WriteString("error"u8, Encoding.UTF8.GetBytes(answer.Error ?? string.Empty));
                if (answer.Code is not null)
                {
                    writer.WriteString("code", answer.Code);
                }
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
