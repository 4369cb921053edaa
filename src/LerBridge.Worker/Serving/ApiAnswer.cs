using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using LerBridge.Worker.Commands;
using Microsoft.AspNetCore.Http;

namespace LerBridge.Worker.Serving;

/// <summary>How the admin listener answers, and how it reads what persons send it: small JSON, with its length.</summary>
internal static class ApiAnswer
{
    /// <summary>How long a body may be, in bytes.</summary>
    public const int MostBody = 16 * 1024;

    private const int MostRows = 500;

    public static Task WriteAsync(HttpContext context, string json, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json, context.RequestAborted);
    }

    /// <summary>Says no, with the code where there is one.</summary>
    public static Task RefuseAsync(HttpContext context, int status, string? code, string message) =>
        WriteAsync(context, JsonSerializer.Serialize(new Refusal(code, message), ApiJson.Default.Refusal), status);

    /// <summary>Reads what was sent; null where it has no length or is not of that form: a word that nobody knows may be one that was meant to matter.</summary>
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

    /// <summary>A word of the query; null where it is not there.</summary>
    public static string? Query(HttpContext context, string name) => context.Request.Query[name].ToString() is { Length: > 0 } value ? value : null;

    /// <summary>How many rows are asked for, within bounds.</summary>
    public static int Limit(HttpContext context, int byDefault) =>
        int.TryParse(context.Request.Query["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, MostRows) : byDefault;

    /// <summary>True where it says who acts.</summary>
    public static bool IsName(string? by) => by is { Length: > 0 and <= 100 } && !by.Any(char.IsControl);

    /// <summary>True where it says why.</summary>
    public static bool IsReason(string? reason) => reason is { Length: > 0 and <= ByHand.LongestReason } && !reason.Any(char.IsControl);

    /// <summary>Says that it was not said who acts and why.</summary>
    public static Task RefuseUnsaidAsync(HttpContext context) =>
        RefuseAsync(context, StatusCodes.Status400BadRequest, "LB4043", "Send JSON with its length: { \"by\": \"who decides\", \"reason\": \"why\" }, each one line of text.");

    /// <summary>Says that what is to be done is not what was shown.</summary>
    public static Task RefusePreviewAsync(HttpContext context, string? preview) => preview is null
        ? RefuseAsync(context, StatusCodes.Status400BadRequest, "LB4043", "Look at what follows first, and name what you saw: \"preview\".")
        : RefuseAsync(context, StatusCodes.Status409Conflict, "LB4003", "It would not come to what that preview showed. Nothing was done; look at it again.");

    internal sealed record Refusal(string? Code, string Message);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ApiAnswer.Refusal))]
internal sealed partial class ApiJson : JsonSerializerContext;
