using System.Text.Json;

namespace LerBridge.Tests.Credentials.JsonLd;

/// <summary>JSON-LD object comparison, as the suite defines it: the order of an array counts only below <c>@list</c>.</summary>
internal static class JsonLdComparison
{
    public static bool AreSame(JsonElement a, JsonElement b, bool ordered = false)
    {
        if (a.ValueKind != b.ValueKind)
        {
            return false;
        }

        return a.ValueKind switch
        {
            JsonValueKind.Object => SameMembers(a, b),
            JsonValueKind.Array => ordered ? SameSequence(a, b) : SameSet(a, b),
            _ => JsonElement.DeepEquals(a, b),
        };
    }

    private static bool SameMembers(JsonElement a, JsonElement b) =>
        a.GetPropertyCount() == b.GetPropertyCount()
        && a.EnumerateObject().All(m => b.TryGetProperty(m.Name, out var other) && AreSame(m.Value, other, m.NameEquals("@list")));

    private static bool SameSequence(JsonElement a, JsonElement b) =>
        a.GetArrayLength() == b.GetArrayLength() && a.EnumerateArray().Zip(b.EnumerateArray()).All(pair => AreSame(pair.First, pair.Second));

    private static bool SameSet(JsonElement a, JsonElement b)
    {
        var left = b.EnumerateArray().ToList();
        foreach (var item in a.EnumerateArray())
        {
            var match = left.FindIndex(other => AreSame(item, other));
            if (match < 0)
            {
                return false;
            }

            left.RemoveAt(match);
        }

        return left.Count == 0;
    }
}
