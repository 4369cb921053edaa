using System.Text.Json;

namespace LerBridge.Credentials.JsonLd;

/// <summary>One member of a JSON object, its name read once.</summary>
internal readonly record struct Member(string Name, JsonElement Value);

/// <summary>The members of a JSON object in the order of their names.</summary>
internal static class SortedMembers
{
    /// <exception cref="JsonLdException">
    /// Code "duplicate member": of two members of one name, readers take the first, the last or both, so that what was read is not what was written.
    /// </exception>
    public static Member[] Of(JsonElement element)
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
                throw Duplicate(members[i].Name);
            }
        }

        return members;
    }

    /// <summary>Looks through JSON that is kept as it is, at any depth.</summary>
    /// <exception cref="JsonLdException">See <see cref="Of"/>; or code "not Unicode text".</exception>
    public static void Check(JsonElement literal)
    {
        Depth.Check();
        switch (literal.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in Of(literal))
                {
                    Check(member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in literal.EnumerateArray())
                {
                    Check(item);
                }

                break;
            case JsonValueKind.String:
                JsonText.Of(literal);
                break;
        }
    }

    public static JsonLdException Duplicate(string name) => new(SafeModeCode.DuplicateMember, $"The member \"{name}\" stands twice in one map.");
}
