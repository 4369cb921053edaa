using System.Text.Json;

namespace LerBridge.Credentials.JsonLd;

/// <summary>One member of a JSON object, its name read once.</summary>
internal readonly record struct Member(string Name, JsonElement Value);

/// <summary>The members of a JSON object in the order of their names.</summary>
internal static class SortedMembers
{
    /// <param name="refuseDuplicates">Two members of one name are an error; otherwise the later one counts, as everywhere in JSON-LD.</param>
    public static Member[] Of(JsonElement element, bool refuseDuplicates)
    {
        var members = new Member[element.GetPropertyCount()];
        var at = 0;
        foreach (var member in element.EnumerateObject())
        {
            members[at++] = new Member(JsonText.NameOf(member), member.Value);
        }

        Array.Sort(members, static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        for (var i = 1; i < members.Length; i++)
        {
            if (members[i].Name == members[i - 1].Name)
            {
                return refuseDuplicates
                    ? throw new JsonLdException(SafeModeCode.DuplicateMember, $"The member \"{members[i].Name}\" stands twice in one map.")
                    : LastOfEach(element);
            }
        }

        return members;
    }

    private static Member[] LastOfEach(JsonElement element)
    {
        var last = new SortedDictionary<string, Member>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            last[member.Name] = new Member(member.Name, member.Value);
        }

        return [.. last.Values];
    }
}
