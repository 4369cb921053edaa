using LerBridge.Core.Mapping.Documents;

namespace LerBridge.Core.Mapping.Formatting;

/// <summary>A text in a block of its own, after <c>|</c> or <c>&gt;</c>: its indicator and its lines.</summary>
internal static class BlockText
{
    /// <summary>The indicator, as in <c>&gt;-</c>, without a comment.</summary>
    public static string Indicator(SourceText source, YamlScalar scalar)
    {
        var line = source.Line(scalar.Start.Line)[(scalar.Start.Column - 1)..];
        var hash = line.IndexOf(" #", StringComparison.Ordinal);
        return (hash < 0 ? line : line[..hash]).Trim();
    }

    /// <summary>The lines without their indentation, and whether blank lines follow.</summary>
    public static (IReadOnlyList<string> Lines, bool EndsBlank) Lines(SourceText source, YamlScalar scalar)
    {
        var raw = Raw(source, scalar);
        var indent = Indent(raw.Find(line => !string.IsNullOrWhiteSpace(line)) ?? string.Empty, scalar, Indicator(source, scalar));
        var lines = raw.Select(line => string.IsNullOrWhiteSpace(line) ? (line.Length > indent ? line[indent..] : string.Empty) : line[indent..]).ToList();
        var keeps = Indicator(source, scalar).Contains('+', StringComparison.Ordinal);
        var blank = lines.Count > 0 && lines[^1].Length == 0;
        while (!keeps && lines.Count > 0 && lines[^1].Length == 0)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        return (lines, blank && !keeps);
    }

    /// <summary>The index behind its last line.</summary>
    public static int End(SourceText source, YamlScalar scalar)
    {
        var lines = Raw(source, scalar);
        return Math.Min(source.Content.Length, scalar.RawStart + lines.Sum(line => line.Length + 1));
    }

    private static List<string> Raw(SourceText source, YamlScalar scalar)
    {
        var lines = new List<string>();
        var indent = -1;
        for (var number = source.PointAt(scalar.RawStart).Line; number <= source.LineCount && number > scalar.Start.Line; number++)
        {
            var line = source.Line(number);
            if (!string.IsNullOrWhiteSpace(line))
            {
                indent = indent < 0 ? Indent(line, scalar, Indicator(source, scalar)) : indent;
                if (source.IndexOf(new SourcePoint(number, 1)) >= scalar.RawEnd || line.Length - line.TrimStart(' ').Length < indent)
                {
                    break;
                }
            }

            lines.Add(line);
        }

        return lines;
    }

    // with a digit in the indicator the first line may be indented deeper than the text
    private static int Indent(string first, YamlScalar scalar, string indicator)
    {
        var indent = first.Length - first.TrimStart(' ').Length;
        if (!indicator.Any(char.IsAsciiDigit))
        {
            return indent;
        }

        var text = scalar.Text.Split('\n').FirstOrDefault(line => line.Trim().Length > 0) ?? string.Empty;
        return indent - (text.Length - text.TrimStart(' ').Length);
    }
}
