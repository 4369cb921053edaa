using System.Globalization;
using System.Text.Json.Nodes;

namespace LerBridge.Core.Mapping.Testing;

/// <summary>Looks things up in a credential by path: <c>a.b</c>, <c>a[0].b</c>, <c>a[*].b</c>.</summary>
internal static class ClaimsPath
{
    /// <summary>Everything at the path, and whether the path has a <c>[*]</c>.</summary>
    public static (IReadOnlyList<JsonNode> Found, bool Many) Find(JsonNode root, string path)
    {
        IReadOnlyList<JsonNode> at = [root];
        var many = false;
        foreach (var part in path.Split('.'))
        {
            var bracket = part.IndexOf('[', StringComparison.Ordinal);
            var name = bracket < 0 ? part : part[..bracket];
            at = [.. at.Select(node => name.Length == 0 ? node : (node as JsonObject)?[name]).OfType<JsonNode>()];
            foreach (var index in bracket < 0 ? [] : part[(bracket + 1)..].TrimEnd(']').Split("]["))
            {
                many |= index == "*";
                at = [.. at.OfType<JsonArray>().SelectMany(array => Items(array, index))];
            }
        }

        return (at, many);
    }

    private static IEnumerable<JsonNode> Items(JsonArray array, string index) =>
        index == "*" ? array.OfType<JsonNode>()
        : int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < array.Count && array[number] is { } item ? [item]
        : [];
}
