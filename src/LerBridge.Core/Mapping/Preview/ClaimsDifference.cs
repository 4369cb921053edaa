using System.Text.Json;

namespace LerBridge.Core.Mapping.Preview;

/// <summary>What differs between two versions of claims, in the terms of a reader: members gained, lost and changed; items of lists by what tells them apart, not by their place.</summary>
public static class ClaimsDifference
{
    // the first of them that an item has, and that no other item of the list has too
    private static readonly string[] Labels = ["targetCode", "targetUrl", "targetName", "id", "identifier", "name"];

    // ids that follow from others say nothing by themselves
    private static readonly string[] Derived = ["credentialSubject.result.resultDescription", "credentialSubject.achievement.resultDescription.id"];

    /// <summary>The changes, in the order of the claims.</summary>
    public static IReadOnlyList<ClaimsChange> Between(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after)
    {
        if (before.Span.SequenceEqual(after.Span))
        {
            return [];
        }

        using var old = JsonDocument.Parse(before);
        using var now = JsonDocument.Parse(after);
        var changes = new List<ClaimsChange>();
        Compare(old.RootElement, now.RootElement, string.Empty, changes);
        return changes;
    }

    private static void Compare(JsonElement before, JsonElement after, string path, List<ClaimsChange> changes)
    {
        if (before.ValueKind == JsonValueKind.Object && after.ValueKind == JsonValueKind.Object)
        {
            CompareMembers(before, after, path, changes);
        }
        else if (before.ValueKind == JsonValueKind.Array && after.ValueKind == JsonValueKind.Array)
        {
            CompareItems([.. before.EnumerateArray()], [.. after.EnumerateArray()], path, changes);
        }
        else if (!JsonElement.DeepEquals(before, after) && !Derived.Contains(path))
        {
            changes.Add(new ClaimsChange(ClaimsChangeKind.Change, path, null, Shown(before), Shown(after)));
        }
    }

    private static void CompareMembers(JsonElement before, JsonElement after, string path, List<ClaimsChange> changes)
    {
        foreach (var member in before.EnumerateObject())
        {
            var inner = Join(path, member.Name);
            if (after.TryGetProperty(member.Name, out var now))
            {
                Compare(member.Value, now, inner, changes);
            }
            else
            {
                Whole(ClaimsChangeKind.Lose, member.Value, inner, changes);
            }
        }

        foreach (var member in after.EnumerateObject().Where(member => !before.TryGetProperty(member.Name, out _)))
        {
            Whole(ClaimsChangeKind.Gain, member.Value, Join(path, member.Name), changes);
        }
    }

    // a list that comes or goes as a whole is its items
    private static void Whole(ClaimsChangeKind kind, JsonElement value, string path, List<ClaimsChange> changes)
    {
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0)
        {
            JsonElement[] items = [.. value.EnumerateArray()];
            CompareItems(kind == ClaimsChangeKind.Lose ? items : [], kind == ClaimsChangeKind.Lose ? [] : items, path, changes);
        }
        else
        {
            changes.Add(new ClaimsChange(kind, path, null, kind == ClaimsChangeKind.Lose ? Shown(value) : null, kind == ClaimsChangeKind.Gain ? Shown(value) : null));
        }
    }

    private static void CompareItems(JsonElement[] before, JsonElement[] after, string path, List<ClaimsChange> changes)
    {
        var label = Array.Find(Labels, name => Tells(before, name) && Tells(after, name));
        if (label is null && before.Length == after.Length && before.Concat(after).All(item => item.ValueKind == JsonValueKind.Object))
        {
            foreach (var (old, now) in before.Zip(after))
            {
                Compare(old, now, path, changes);
            }

            return;
        }

        var earlier = Keyed(before, label);
        var later = Keyed(after, label);
        var start = changes.Count;
        foreach (var (key, item) in earlier)
        {
            if (later.TryGetValue(key, out var now))
            {
                Compare(item, now, path, changes);
            }
            else
            {
                changes.Add(new ClaimsChange(ClaimsChangeKind.Lose, path, key, null, null));
            }
        }

        changes.AddRange(later.Keys.Where(key => !earlier.ContainsKey(key)).Select(key => new ClaimsChange(ClaimsChangeKind.Gain, path, key, null, null)));
        if (changes.Count == start && !earlier.Keys.SequenceEqual(later.Keys))
        {
            changes.Add(new ClaimsChange(ClaimsChangeKind.Change, path, null, string.Join(", ", earlier.Keys), string.Join(", ", later.Keys)));
        }
    }

    private static bool Tells(JsonElement[] items, string name) =>
        items.All(item => item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
        && items.Select(item => item.GetProperty(name).GetString()).Distinct(StringComparer.Ordinal).Count() == items.Length;

    private static Dictionary<string, JsonElement> Keyed(JsonElement[] items, string? label)
    {
        var keyed = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            var key = label is null ? Shown(item) ?? item.GetRawText() : item.GetProperty(label).GetString() ?? string.Empty;
            var unique = key;
            for (var copy = 2; !keyed.TryAdd(unique, item); copy++)
            {
                unique = $"{key} ({copy})";
            }
        }

        return keyed;
    }

    private static string? Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Object or JsonValueKind.Array => null,
        _ => value.GetRawText(),
    };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
