using LerBridge.Core.Mapping.Documents;

namespace LerBridge.Core.Mapping.Describing;

/// <summary>Where credentials go.</summary>
internal static class DeliveryWords
{
    public static List<DescribedLine> Of(YamlNode? deliver)
    {
        var rules = (deliver as YamlList)?.Items.OfType<YamlMap>().ToList() ?? [];
        return rules.Count == 0
            ? [new("none", "Nowhere: it is issued and kept in the register.")]
            : [.. rules.Select((rule, i) => new DescribedLine((rule["to"] as YamlScalar)?.Text ?? $"{i}", $"To {(rule["to"] as YamlScalar)?.Text}{Rest(rule)}."))];
    }

    private static string Rest(YamlMap rule) => string.Concat(rule.Entries.Where(entry => entry.Key.Text != "to").Select(entry => (entry.Key.Text, PlainWords.Value(entry.Value)) switch
    {
        ("privacy_unknown", "deliver") => ", also where the source does not say whether the person asked for privacy",
        ("privacy_unknown", _) => ", but not where the source does not say whether the person asked for privacy",
        var (key, value) => $", {PlainWords.Name(key)}: {value}",
    }));
}
