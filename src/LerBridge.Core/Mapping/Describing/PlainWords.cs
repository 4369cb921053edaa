using LerBridge.Core.Mapping.Documents;

namespace LerBridge.Core.Mapping.Describing;

/// <summary>Parts of a mapping as they are written, for what has no sentence of its own.</summary>
internal static class PlainWords
{
    public static IEnumerable<DescribedLine> Of(YamlEntry entry, string key, int depth)
    {
        if (entry.Value is YamlMap { Flow: false } map)
        {
            return map.Entries.SelectMany(inner => Of(inner, $"{key}.{inner.Key.Text}", depth + 1)).Prepend(new DescribedLine(key, $"{entry.Key.Text}:", depth));
        }

        return [new DescribedLine(key, $"{entry.Key.Text}: {Value(entry.Value)}.", depth)];
    }

    public static string Value(YamlNode node) => node switch
    {
        YamlScalar scalar => scalar.Text,
        YamlList list => string.Join(", ", list.Items.Select(Value)),
        YamlMap map => string.Join("; ", map.Entries.Select(entry => $"{entry.Key.Text} {Value(entry.Value)}")),
        _ => string.Empty,
    };

    /// <summary><c>achievementType</c> as <c>achievement type</c>.</summary>
    public static string Name(string member) => string.Concat(member.Select((c, i) => char.IsAsciiLetterUpper(c) && i > 0 ? $" {char.ToLowerInvariant(c)}" : c == '_' ? " " : c.ToString()));
}
