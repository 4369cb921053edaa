using LerBridge.Core.Mapping.Documents;

namespace LerBridge.Core.Mapping.Formatting;

/// <summary>Whether two documents say the same, order of keys included. Places and spellings do not count, but whether a text is plain does where that is its meaning.</summary>
internal static class SameNodes
{
    public static bool Are(YamlNode one, YamlNode other) => (one, other) switch
    {
        (YamlScalar a, YamlScalar b) => a.Text == b.Text && Meaning(a) == Meaning(b),
        (YamlMap a, YamlMap b) => a.Entries.Count == b.Entries.Count && a.Entries.Zip(b.Entries).All(pair => Are(pair.First.Key, pair.Second.Key) && Are(pair.First.Value, pair.Second.Value)),
        (YamlList a, YamlList b) => a.Items.Count == b.Items.Count && a.Items.Zip(b.Items).All(pair => Are(pair.First, pair.Second)),
        _ => false,
    };

    // absent, missing, null and the mark of a hole mean themselves only where they stand plain
    private static bool Meaning(YamlScalar scalar) => scalar.Style == YamlStyle.Plain && !scalar.IsFormula;
}
