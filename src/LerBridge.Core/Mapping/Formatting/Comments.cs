using LerBridge.Core.Mapping.Documents;

namespace LerBridge.Core.Mapping.Formatting;

/// <summary>A comment, or a blank line, between the parts of a mapping.</summary>
/// <param name="Line">Its line.</param>
/// <param name="Column">Where the hash stands, from 1; 0 for a blank line.</param>
/// <param name="Text">From the hash on; empty for a blank line.</param>
/// <param name="OwnLine">True where nothing stands before it.</param>
internal sealed record Comment(int Line, int Column, string Text, bool OwnLine)
{
    public bool IsBlank => this.Column == 0;
}

/// <summary>Finds the comments of a document: a hash that no value contains, with a blank or nothing before it.</summary>
internal static class Comments
{
    public static List<Comment> Of(SourceText source, YamlNode root)
    {
        var inside = new List<(int Start, int End)>();
        Ranges(source, root, inside);
        inside.Sort();
        var comments = new List<Comment>();
        var range = 0;
        for (var number = 1; number <= source.LineCount; number++)
        {
            var line = source.Line(number);
            var start = source.IndexOf(new SourcePoint(number, 1));
            if (string.IsNullOrWhiteSpace(line))
            {
                if (!IsInside(inside, start, ref range))
                {
                    comments.Add(new Comment(number, 0, string.Empty, true));
                }

                continue;
            }

            for (var at = 0; at < line.Length; at++)
            {
                if (line[at] == '#' && (at == 0 || line[at - 1] is ' ' or '\t') && !IsInside(inside, start + at, ref range))
                {
                    comments.Add(new Comment(number, at + 1, line[at..].TrimEnd(), string.IsNullOrWhiteSpace(line[..at])));
                    break;
                }
            }
        }

        return comments;
    }

    private static bool IsInside(List<(int Start, int End)> ranges, int index, ref int from)
    {
        while (from < ranges.Count && ranges[from].End <= index)
        {
            from++;
        }

        return from < ranges.Count && ranges[from].Start <= index;
    }

    private static void Ranges(SourceText source, YamlNode node, List<(int Start, int End)> ranges)
    {
        switch (node)
        {
            case YamlScalar scalar:
                ranges.Add((scalar.RawStart, scalar.Style == YamlStyle.Block ? BlockText.End(source, scalar) : scalar.RawEnd));
                break;
            case YamlMap map:
                foreach (var (key, value) in map.Entries)
                {
                    Ranges(source, key, ranges);
                    Ranges(source, value, ranges);
                }

                break;
            case YamlList list:
                foreach (var item in list.Items)
                {
                    Ranges(source, item, ranges);
                }

                break;
        }
    }
}
