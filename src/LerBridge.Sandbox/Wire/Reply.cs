using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace LerBridge.Sandbox.Wire;

/// <summary>Answers as the vendors write them: letters of every script as they are, not escaped.</summary>
internal static class Reply
{
    public static readonly JsonWriterOptions Writer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task JsonAsync(HttpContext context, int status, JsonNode body, string contentType = "application/json; charset=utf-8")
    {
        using var buffer = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(buffer, Writer))
        {
            body.WriteTo(writer);
        }

        await BytesAsync(context, status, contentType, buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
    }

    public static Task TextAsync(HttpContext context, int status, string contentType, string body) =>
        BytesAsync(context, status, contentType, Encoding.UTF8.GetBytes(body));

    public static async Task BytesAsync(HttpContext context, int status, string contentType, ReadOnlyMemory<byte> body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
