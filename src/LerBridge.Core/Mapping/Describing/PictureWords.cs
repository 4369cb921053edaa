using LerBridge.Core.Mapping.Documents;

namespace LerBridge.Core.Mapping.Describing;

/// <summary>The picture of the credential, member by member, whatever the profile.</summary>
internal sealed class PictureWords(FormulaWords words)
{
    public IEnumerable<DescribedLine> Of(YamlMap map, string path, int depth) => map.Entries.SelectMany(entry => this.Member(entry.Key.Text, entry.Value, path.Length == 0 ? entry.Key.Text : $"{path}.{entry.Key.Text}", depth));

    private IEnumerable<DescribedLine> Member(string name, YamlNode node, string path, int depth)
    {
        var label = Capital(PlainWords.Name(name));
        switch (node)
        {
            case YamlScalar scalar:
                return [new DescribedLine(path, $"{label}: {this.Value(scalar)}.", depth)];
            case YamlMap map when map["value"] is YamlScalar value && map.Entries.All(entry => entry.Key.Text is "value" or "if_missing" or "lookup" or "max_length"):
                var lookup = map["lookup"] is YamlScalar table ? $", looked up in {table.Text}" : string.Empty;
                var rules = map["max_length"] is YamlScalar longest ? $"; where it has more than {longest.Text} characters, the record is held for a person" : string.Empty;
                return [new DescribedLine(path, $"{label}: {this.Value(value)}{lookup}{(map["if_missing"] is { } policy ? $"; where that is missing, {Policy(policy)}" : string.Empty)}{rules}.", depth)];
            case YamlMap map when map["for"] is YamlScalar loop:
                return this.Loop(label, map, loop, path, depth);
            case YamlMap map:
                return this.Of(map, path, depth + 1).Prepend(new DescribedLine(path, $"{label}:", depth));
            case YamlList list:
                return list.Items.SelectMany((item, i) => item is YamlMap inner
                    ? this.Of(inner, $"{path}[{ItemKey(inner, i)}]", depth + 1).Prepend(new DescribedLine($"{path}[{ItemKey(inner, i)}]", $"{label} {i + 1}:", depth))
                    : [new DescribedLine($"{path}[{i}]", $"{label} {i + 1}: {(item is YamlScalar scalar ? this.Value(scalar) : PlainWords.Value(item))}.", depth)]);
            default:
                return [];
        }
    }

    private IEnumerable<DescribedLine> Loop(string label, YamlMap map, YamlScalar loop, string path, int depth)
    {
        var (name, list) = words.Loop(loop);
        var where = map["where"] is YamlScalar condition ? $" for which {words.Condition(condition)}" : string.Empty;
        var empty = map["if_empty"] is { } policy ? Policy(policy) : "it is left out";
        var head = new DescribedLine(path, $"{label}: one for each {name} of {list}{where}; without any, {empty}.", depth);
        return map["each"] switch
        {
            YamlMap each => this.Of(each, path, depth + 1).Prepend(head),
            YamlScalar each => [head, new DescribedLine($"{path}.each", $"Each: {this.Value(each)}.", depth + 1)],
            _ => [head],
        };
    }

    private string Value(YamlScalar scalar) => scalar.IsFormula || Expressions.TextTemplate.HasHoles(scalar.Text) ? words.Value(scalar) : $"always {words.Value(scalar)}";

    private static string Policy(YamlNode policy)
    {
        var (word, argument) = policy switch
        {
            YamlScalar scalar => (scalar.Text, null),
            YamlMap { Entries: [{ Key: var key, Value: YamlScalar value }] } => (key.Text, value.Text),
            _ => (string.Empty, null),
        };
        var because = argument is null ? string.Empty : $", as {FormulaWords.Quoted(argument)}";
        return word switch
        {
            "omit" => "it is left out",
            "hold" => $"the record is held for a person{because}",
            "skip" => $"the record is skipped{because}",
            "stop" => $"the whole run stops{because}",
            "use" => $"it is {FormulaWords.Quoted(argument ?? string.Empty)}",
            _ => PlainWords.Value(policy),
        };
    }

    // by its name where it has one, so that a list that grows in front is not told as changed throughout
    private static string ItemKey(YamlMap item, int index) => item["name"] is YamlScalar { IsFormula: false } name ? name.Text : $"{index}";

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
