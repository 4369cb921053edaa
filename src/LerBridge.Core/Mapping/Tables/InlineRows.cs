using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Reading;

namespace LerBridge.Core.Mapping.Tables;

/// <summary>Reads <c>rows:</c> of a table written in the mapping itself: one value per key, or a list of rows.</summary>
internal static class InlineRows
{
    public static Sheet? Read(string name, YamlNode? rows, YamlScalar? value, IReadOnlyList<YamlNode>? keys, Findings findings)
    {
        switch (rows)
        {
            case YamlMap map:
                if (value is null)
                {
                    findings.Error("LB1109", new SourceSpan(map.Start, 1), $"Table {name} has one value per key, so it needs  value:  with the type of the values.", advice: "value: number");
                    return null;
                }

                if (keys is not null)
                {
                    findings.Error("LB1110", new SourceSpan(map.Start, 1), $"Table {name} has one value per key, so it needs no  key:.");
                    return null;
                }

                return ReadValues(map, findings);
            case YamlList list:
                return ReadRows(name, list, findings);
            default:
                findings.Error("LB1110", new SourceSpan(rows?.Start ?? new SourcePoint(1, 1), 1), $"The rows of table {name} are a block of keys with values, or a list of rows.");
                return null;
        }
    }

    private static Sheet? ReadValues(YamlMap map, Findings findings)
    {
        var rows = new List<CsvRow>();
        var inlineKeys = new Dictionary<int, string>();
        var lines = new Dictionary<int, int>();
        foreach (var (key, node) in map.Entries)
        {
            if (node is not YamlScalar { IsNull: false } cell)
            {
                findings.Error("LB1110", key.Span, $"\"{key.Text}\" needs one value.");
                return null;
            }

            var number = rows.Count + 1;
            inlineKeys.Add(number, key.Text.Trim());
            lines.Add(number, key.Start.Line);
            rows.Add(new CsvRow(number, [cell.Text]));
        }

        return new Sheet(findings.File, ["value"], rows, inlineKeys) { Lines = lines, Cells = (row, _) => PlaceOf(map.Entries[row - 1].Value) };
    }

    private static Sheet? ReadRows(string name, YamlList list, Findings findings)
    {
        var header = new List<string>();
        foreach (var item in list.Items)
        {
            if (item is not YamlMap map)
            {
                findings.Error("LB1110", new SourceSpan(item.Start, 1), $"A row of table {name} is a block of columns with values; here is {item.Kind}.");
                return null;
            }

            header.AddRange(map.Entries.Select(entry => entry.Key.Text).Where(column => !header.Contains(column)));
        }

        var rows = list.Items.Cast<YamlMap>().Select((map, number) => new CsvRow(number + 1, [.. header.Select(column => (map[column] as YamlScalar)?.Text ?? string.Empty)])).ToList();
        return new Sheet(findings.File, header, rows, null)
        {
            Cells = (row, column) => PlaceOf(((YamlMap)list.Items[row - 1])[header.ElementAtOrDefault(column) ?? string.Empty] ?? list.Items[row - 1]),
            Lines = list.Items.Select((item, number) => (number, item.Start.Line)).ToDictionary(pair => pair.number + 1, pair => pair.Line),
        };
    }

    private static SourceSpan PlaceOf(YamlNode node) => node is YamlScalar scalar ? scalar.Span : new SourceSpan(node.Start, 1);
}
