namespace LerBridge.Core.Mapping.Describing;

/// <summary>The English difference of two versions: statements that are new, gone or changed, reasons that moved, rows of tables by column.</summary>
public static class DescriptionDifference
{
    /// <summary>What differs, in reading order; empty where a reader would notice nothing.</summary>
    public static IReadOnlyList<DescribedChange> Between(Description was, Description now)
    {
        var changes = new List<DescribedChange>();
        var headings = was.Sections.Concat(now.Sections).Where(section => section.Key != "words").DistinctBy(section => section.Key).ToList();
        foreach (var heading in Order(headings, was, now))
        {
            var before = was.Sections.FirstOrDefault(section => section.Key == heading.Key);
            var after = now.Sections.FirstOrDefault(section => section.Key == heading.Key);
            Compare(heading, before?.Lines ?? [], after?.Lines ?? [], changes);
            if (heading.Key == "tables")
            {
                CompareRows(was.Tables, now.Tables, changes);
            }
        }

        return changes;
    }

    private static IEnumerable<DescribedSection> Order(List<DescribedSection> headings, Description was, Description now) =>
        headings.OrderBy(heading => Math.Max(Index(was, heading.Key), Index(now, heading.Key)));

    private static int Index(Description description, string key) => description.Sections.Select(section => section.Key).ToList().IndexOf(key);

    private static void Compare(DescribedSection section, IReadOnlyList<DescribedLine> was, IReadOnlyList<DescribedLine> now, List<DescribedChange> changes)
    {
        var before = Keyed(was);
        var after = Keyed(now);
        var stayed = before.Keys.Where(after.ContainsKey).ToList();
        var moved = section.Ordered ? Moved(stayed, after.Keys.Where(before.ContainsKey).ToList()) : [];
        foreach (var (key, (line, _)) in before)
        {
            if (!after.TryGetValue(key, out var other))
            {
                changes.Add(new DescribedChange(section.Key, section.Heading, DescribedChangeKind.Removed, line.Text, null));
            }
            else if (other.Line.Text != line.Text)
            {
                changes.Add(new DescribedChange(section.Key, section.Heading, DescribedChangeKind.Changed, line.Text, other.Line.Text));
            }
            else if (moved.Contains(key))
            {
                changes.Add(new DescribedChange(section.Key, section.Heading, DescribedChangeKind.Moved, line.Text, line.Text, $" from {before[key].Number} to {other.Number}"));
            }
        }

        changes.AddRange(after.Where(pair => !before.ContainsKey(pair.Key)).Select(pair =>
            new DescribedChange(section.Key, section.Heading, DescribedChangeKind.Added, null, pair.Value.Line.Text, section.Ordered ? $", as number {pair.Value.Number}" : string.Empty)));
    }

    // the fewest lines that must have moved: all but a longest common run of the two orders
    private static HashSet<string> Moved(List<string> was, List<string> now)
    {
        var place = now.Select((key, i) => (key, i)).ToDictionary(pair => pair.key, pair => pair.i, StringComparer.Ordinal);
        var best = new List<string>[was.Count];
        for (var i = 0; i < was.Count; i++)
        {
            var before = Enumerable.Range(0, i).Where(j => place[was[j]] < place[was[i]]).Select(j => best[j]).MaxBy(run => run.Count) ?? [];
            best[i] = [.. before, was[i]];
        }

        var kept = best.MaxBy(run => run.Count) ?? [];
        return was.Except(kept).ToHashSet(StringComparer.Ordinal);
    }

    private static Dictionary<string, (DescribedLine Line, int Number)> Keyed(IReadOnlyList<DescribedLine> lines)
    {
        var keyed = new Dictionary<string, (DescribedLine, int)>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Count; i++)
        {
            var key = lines[i].Key;
            for (var copy = 2; !keyed.TryAdd(key, (lines[i], i + 1)); copy++)
            {
                key = $"{lines[i].Key} ({copy})";
            }
        }

        return keyed;
    }

    private static void CompareRows(IReadOnlyList<DescribedTable> was, IReadOnlyList<DescribedTable> now, List<DescribedChange> changes)
    {
        foreach (var table in now)
        {
            if (was.FirstOrDefault(one => one.Name == table.Name) is not { } before)
            {
                continue;
            }

            var heading = $"Rows of the table {table.Name}";
            foreach (var (key, cells) in before.Rows)
            {
                if (!table.Rows.TryGetValue(key, out var other))
                {
                    changes.Add(new DescribedChange($"tables.{table.Name}", heading, DescribedChangeKind.Removed, Row(key, cells), null));
                    continue;
                }

                var columns = cells.Keys.Union(other.Keys).Where(column => cells.GetValueOrDefault(column) != other.GetValueOrDefault(column)).ToList();
                if (columns.Count > 0)
                {
                    changes.Add(new DescribedChange($"tables.{table.Name}", heading, DescribedChangeKind.Changed, Row(key, Only(cells, columns)), Row(key, Only(other, columns))));
                }
            }

            changes.AddRange(table.Rows.Where(pair => !before.Rows.ContainsKey(pair.Key)).Select(pair => new DescribedChange($"tables.{table.Name}", heading, DescribedChangeKind.Added, null, Row(pair.Key, pair.Value))));
        }
    }

    private static Dictionary<string, string> Only(IReadOnlyDictionary<string, string> cells, List<string> columns) =>
        columns.ToDictionary(column => column, column => cells.GetValueOrDefault(column, "nothing"), StringComparer.Ordinal);

    private static string Row(string key, IReadOnlyDictionary<string, string> cells) => $"{key}: {string.Join(", ", cells.Select(cell => $"{cell.Key} {cell.Value}"))}.";
}
