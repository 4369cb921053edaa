using LerBridge.Core.Diagnostics;
using LerBridge.Core.Frameworks;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Tables;

namespace LerBridge.Core.Mapping.Describing;

/// <summary>The tables of a mapping: what they are, and their rows.</summary>
internal static class TableWords
{
    // what usually tells rows of one key apart
    private static readonly string[] Naming = ["code", "id", "url", "name"];

    private static readonly HashSet<string> Said = ["file", "rows", "value", "key", "many", "fold", "columns", "only", "review", "framework", "crosswalk"];

    public static List<DescribedLine> Of(YamlMap? section, IReadOnlyList<LookupTable> tables, FormulaWords words)
    {
        var lines = new List<DescribedLine>();
        foreach (var (key, node) in section?.Entries ?? [])
        {
            if (node is not YamlMap map)
            {
                continue;
            }

            var table = tables.FirstOrDefault(one => one.Shape.Name == key.Text);
            var place = map["file"] is YamlScalar file ? $"the sheet {file.Text}" : map["crosswalk"] is YamlMap walk ? Crosswalk(walk) : "rows in the mapping itself";
            lines.Add(new(key.Text, $"{key.Text}: {place}, found by {string.Join(" and ", table?.Shape.Keys ?? [])}{(table?.Shape.Many == true ? ", several rows to one of them" : string.Empty)}{(map["fold"] is YamlScalar { Text: "true" } ? ", capitals or not" : string.Empty)}; {Counted.Of(table?.Rows.Count ?? 0, "row")}."));
            if (map["only"] is YamlScalar only)
            {
                lines.Add(new($"{key.Text}.only", $"Only rows count for which {words.Condition(only)}.", 1));
            }

            if (map["review"] is YamlMap review)
            {
                lines.Add(new($"{key.Text}.review", $"A row counts only once somebody has validated it ({(review["validated_on"] as YamlScalar)?.Text}) and until its day of review ({(review["review_by"] as YamlScalar)?.Text}); before and after, records that need it are held.", 1));
            }

            if (map["review"] is YamlMap { } reviewed && reviewed["validator"] is YamlScalar validator)
            {
                lines.Add(new($"{key.Text}.review.validator", $"Whoever validated a row is named in {validator.Text}.", 1));
            }

            if (map["framework"] is { } framework)
            {
                lines.Add(new($"{key.Text}.framework", $"Its competencies are those of the framework {PlainWords.Value(framework)}.", 1));
            }

            lines.AddRange(map.Entries.Where(entry => !Said.Contains(entry.Key.Text)).SelectMany(entry => PlainWords.Of(entry, $"{key.Text}.{entry.Key.Text}", 1)));
        }

        return lines;
    }

    private static string Crosswalk(YamlMap walk)
    {
        var relations = walk["relations"] switch
        {
            YamlList list => string.Join(" or ", list.Items.OfType<YamlScalar>().Select(word => word.Text)),
            YamlScalar word => word.Text,
            _ => AssociationTypes.ExactMatch,
        };
        var by = walk["by"] is YamlScalar third ? $", as {third.Text} says" : string.Empty;
        return $"the items of {(walk["from"] as YamlScalar)?.Text} with those of {(walk["to"] as YamlScalar)?.Text} that they lead to by {relations}{by}";
    }

    public static IReadOnlyList<DescribedTable> Rows(IReadOnlyList<LookupTable> tables) => [.. tables.Select(Rows)];

    private static DescribedTable Rows(LookupTable table)
    {
        var rows = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        var naming = Naming.FirstOrDefault(name => table.Shape.IndexOf(name) >= 0 && !table.Shape.Keys.Contains(name));
        foreach (var (key, value) in table.Entries.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (table.Shape.Single)
            {
                rows[key] = new Dictionary<string, string>(StringComparer.Ordinal) { ["value"] = value.AsText() };
                continue;
            }

            foreach (var row in (value.Kind == MapKind.List ? value.List : [value]).Select(item => item.Row))
            {
                var name = naming is not null && table.Shape.Many ? $"{key}, {row.Cells[table.Shape.IndexOf(naming)].AsText()}" : key;
                var unique = name;
                for (var copy = 2; rows.ContainsKey(unique); copy++)
                {
                    unique = $"{name} ({copy})";
                }

                rows[unique] = table.Shape.Columns.Select((column, i) => (column.Name, Text: row.Cells[i].AsText()))
                    .Where(cell => cell.Text.Length > 0 && !table.Shape.Keys.Contains(cell.Name))
                    .ToDictionary(cell => cell.Name, cell => cell.Text, StringComparer.Ordinal);
            }
        }

        return new DescribedTable(table.Shape.Name, rows);
    }
}
