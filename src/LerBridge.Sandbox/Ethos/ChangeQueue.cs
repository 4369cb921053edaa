using System.Globalization;
using System.Text.Json.Nodes;
using LerBridge.Sandbox.Wire;
using Microsoft.AspNetCore.Http;

namespace LerBridge.Sandbox.Ethos;

/// <summary>The queue of change notifications: every reading moves its pointer, also where it names a last id, after which everything is given again.</summary>
internal sealed class ChangeQueue(SandboxSwitches switches)
{
    private const int First = 55_001;
    private readonly Lock _door = new();
    private int _pointer;

    public Task HandleAsync(HttpContext context)
    {
        var all = switches.EthosChanges.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var limit = int.TryParse(context.Request.Query["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked > 0 ? asked : 10;
        var most = Math.Min(limit, switches.EthosChangesAtOnce);
        string[] some;
        int left;
        lock (_door)
        {
            var from = int.TryParse(context.Request.Query["lastProcessedID"], NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? Math.Max(0, last - First + 1) : _pointer;
            some = HttpMethods.IsHead(context.Request.Method) ? [] : [.. all.Skip(from).Take(most)];
            left = HttpMethods.IsHead(context.Request.Method) ? Math.Max(0, all.Length - _pointer) : Math.Max(0, all.Length - from - some.Length);
            if (HttpMethods.IsGet(context.Request.Method))
            {
                _pointer = from + some.Length;
            }

            context.Response.Headers["x-remaining"] = left.ToString(CultureInfo.InvariantCulture);
            return HttpMethods.IsHead(context.Request.Method)
                ? Task.CompletedTask
                : Reply.JsonAsync(context, 200, new JsonArray([.. some.Select((change, at) => (JsonNode)Show(change, First + from + at))]), "application/vnd.hedtech.change-notifications.v2+json");
        }
    }

    // operation:resource:guid, with the person of a hold behind it
    private static JsonObject Show(string change, int id)
    {
        var parts = change.Split(':');
        var row = new JsonObject
        {
            ["id"] = id.ToString(CultureInfo.InvariantCulture),
            ["published"] = "2026-11-20 20:48:04.702495+00",
            ["resource"] = new JsonObject { ["name"] = parts[1], ["id"] = parts[2], ["version"] = "application/vnd.hedtech.integration.v1.1.0+json", ["domain"] = "https://hub.college.example" },
            ["operation"] = parts[0],
            ["contentType"] = "resource-representation",
            ["publisher"] = new JsonObject { ["id"] = "853d32d4-412b-4518-9d70-a7ba8b7e7ce4", ["applicationName"] = "Banner" },
        };
        if (parts[0] != "deleted")
        {
            row["content"] = new JsonObject { ["id"] = parts[2], ["person"] = parts.Length > 3 ? new JsonObject { ["id"] = parts[3] } : null };
        }

        return row;
    }
}
