using System.Text;

namespace LerBridge.Core.Mapping.Describing;

/// <summary>A description, or the difference of two, as text that prints well.</summary>
public static class DescriptionText
{
    private const int Width = 110;

    /// <summary>The whole description.</summary>
    public static string Write(Description description)
    {
        var text = new StringBuilder();
        foreach (var section in description.Sections)
        {
            text.Append(text.Length == 0 ? string.Empty : "\n").Append(section.Heading).Append('\n');
            var number = 0;
            foreach (var line in section.Lines)
            {
                Append(text, line.Text, 2 + (2 * line.Depth), section.Ordered ? $"{++number}. " : "- ");
            }
        }

        return text.ToString();
    }

    /// <summary>What differs, section by section.</summary>
    public static string Write(IReadOnlyList<DescribedChange> changes)
    {
        var text = new StringBuilder();
        foreach (var section in changes.GroupBy(change => change.Heading))
        {
            text.Append(text.Length == 0 ? string.Empty : "\n").Append(section.Key).Append('\n');
            foreach (var change in section)
            {
                foreach (var (mark, line) in Lines(change))
                {
                    Append(text, line, mark == "- " ? 2 : 6, mark);
                }
            }
        }

        return text.ToString();
    }

    private static IEnumerable<(string Mark, string Line)> Lines(DescribedChange change) => change.Kind switch
    {
        DescribedChangeKind.Added => [("- ", $"New{change.Place}: {change.Now}")],
        DescribedChangeKind.Removed => [("- ", $"No longer: {change.Was}")],
        DescribedChangeKind.Moved => [("- ", $"Moved{change.Place}: {change.Now}")],
        _ => [("- ", $"Was: {change.Was}"), (string.Empty, $"Is now: {change.Now}")],
    };

    private static void Append(StringBuilder text, string line, int indent, string mark)
    {
        var width = Width - indent - mark.Length;
        text.Append(' ', indent).Append(mark);
        var column = 0;
        foreach (var word in line.Split(' '))
        {
            if (column > 0 && column + 1 + word.Length > width)
            {
                text.Append('\n').Append(' ', indent + mark.Length);
                column = 0;
            }

            text.Append(column > 0 ? " " : string.Empty).Append(word);
            column += word.Length + (column > 0 ? 1 : 0);
        }

        text.Append('\n');
    }
}
