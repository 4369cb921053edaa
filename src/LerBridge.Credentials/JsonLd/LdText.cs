using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LerBridge.Credentials.JsonLd;

/// <summary>How linked-data questions and answers are written.</summary>
internal static class LdText
{
    public const int MaxDepth = 512;

    // read by programs, never put into a page: letters beyond ASCII stay letters
    public static JsonWriterOptions WriterOptions { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaxDepth, SkipValidation = false };

    public static string? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    public static string Line(JsonElement id, LdAnswer answer)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("id");
            if (id.ValueKind == JsonValueKind.Undefined)
            {
                writer.WriteNullValue();
            }
            else
            {
                id.WriteTo(writer);
            }

            writer.WriteBoolean("ok", answer.Ok);
            if (answer.Ok)
            {
                writer.WritePropertyName("output");
                answer.Output.WriteTo(writer);
            }
            else
            {
                writer.WriteString("error", answer.Error);
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
