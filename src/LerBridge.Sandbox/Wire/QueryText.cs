using Microsoft.AspNetCore.Http;

namespace LerBridge.Sandbox.Wire;

/// <summary>The query of a request as text.</summary>
internal static class QueryText
{
    /// <summary>The query without one parameter, the rest as it was written.</summary>
    public static string Without(string query, params ReadOnlySpan<string> names)
    {
        var kept = new List<string>();
        foreach (var part in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!names.Contains(part.Split('=')[0]))
            {
                kept.Add(part);
            }
        }

        return kept.Count == 0 ? "" : "?" + string.Join('&', kept);
    }

    /// <summary>Every value of a list parameter, written <c>name[]</c> or <c>name</c>.</summary>
    public static IReadOnlyList<string> Many(HttpRequest request, string name) =>
        [.. request.Query[name + "[]"].Concat(request.Query[name]).OfType<string>()];
}
