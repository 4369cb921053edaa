using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace LerBridge.Sandbox.Canvas;

/// <summary>Ids on the wire: 64-bit numbers, or text for those who ask for it, in every id and list of ids.</summary>
internal static class CanvasIds
{
    public static bool WantsText(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("application/json+canvas-string-ids", StringComparison.OrdinalIgnoreCase);

    public static JsonNode AsText(JsonNode node)
    {
        switch (node)
        {
            case JsonArray array:
                foreach (var item in array)
                {
                    _ = item is null ? null : AsText(item);
                }

                break;
            case JsonObject row:
                foreach (var (key, value) in row.ToArray())
                {
                    if (value is JsonValue id && id.GetValueKind() == JsonValueKind.Number && (key == "id" || key.EndsWith("_id", StringComparison.Ordinal)))
                    {
                        row[key] = id.ToJsonString();
                    }
                    else if (value is not null)
                    {
                        AsText(value);
                    }
                }

                break;
        }

        return node;
    }

    /// <summary>An id in a path: a number, or <c>sis_…_id:</c> with the value behind it, percent-encoded once.</summary>
    public static (string? Sis, long Id) FromPath(HttpContext context, string name)
    {
        var raw = Uri.UnescapeDataString(context.Request.RouteValues[name] as string ?? "");
        var colon = raw.IndexOf(':', StringComparison.Ordinal);
        if (raw.StartsWith("sis_", StringComparison.Ordinal) && colon > 0)
        {
            return (raw[(colon + 1)..], 0);
        }

        return (null, long.TryParse(raw, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : raw == "self" ? 1 : -1);
    }
}
