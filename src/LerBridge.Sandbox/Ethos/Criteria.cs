using System.Text.Json;
using System.Text.Json.Nodes;

namespace LerBridge.Sandbox.Ethos;

/// <summary>The criteria filter: a piece of JSON that a row must contain.</summary>
internal static class Criteria
{
    /// <summary>The rows that contain what is asked; null where the text is no JSON object or names a property that is not filterable (400).</summary>
    public static IReadOnlyList<JsonObject>? Filter(EthosResource resource, string criteria)
    {
        if (criteria.Length == 0)
        {
            return resource.Rows;
        }

        JsonNode? asked;
        try
        {
            asked = JsonNode.Parse(criteria);
        }
        catch (JsonException)
        {
            return null;
        }

        return asked is JsonObject wanted && wanted.All(part => resource.Filters.Contains(part.Key))
            ? [.. resource.Rows.Where(row => Contains(row, wanted))]
            : null;
    }

    private static bool Contains(JsonNode? has, JsonNode? wanted) => (has, wanted) switch
    {
        (JsonObject row, JsonObject parts) => parts.All(part => row.TryGetPropertyValue(part.Key, out var value) && Contains(value, part.Value)),
        (JsonArray items, JsonArray each) => each.All(part => items.Any(item => Contains(item, part))),
        (JsonValue left, JsonValue right) => string.Equals(left.ToString(), right.ToString(), StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}
