using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace LerBridge.Worker.Serving;

/// <summary>How the admin listener answers, and how it reads what persons send it: small JSON, with its length.</summary>
internal static class ApiAnswer
{
    private const int MostBody = 16 * 1024;

    public static Task WriteAsync(HttpContext context, string json, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json, context.RequestAborted);
    }

    /// <summary>Says no, with the code where there is one.</summary>
    public static Task RefuseAsync(HttpContext context, int status, string? code, string message) =>
        WriteAsync(context, JsonSerializer.Serialize(new Refusal(code, message), ApiJson.Default.Refusal), status);

    /// <summary>Reads what was sent; null where it is too long, has no length or is not of that form.</summary>
    public static async Task<T?> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        if (context.Request.ContentLength is not (> 0 and <= MostBody))
        {
            return null;
        }

        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal sealed record Refusal(string? Code, string Message);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ApiAnswer.Refusal))]
internal sealed partial class ApiJson : JsonSerializerContext;
