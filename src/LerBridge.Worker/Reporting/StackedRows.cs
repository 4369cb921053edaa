using System.Text;
using Spectre.Console.Rendering;

namespace LerBridge.Worker.Reporting;

/// <summary>A table whose rows stand one below the other: the first cell by itself, under it what the others are called and say, figures side by side.</summary>
/// <param name="rows">The head, then the rows.</param>
/// <param name="areFigures">For every column, whether it holds figures.</param>
internal sealed class StackedRows(string[][] rows, bool[] areFigures) : Renderable
{
    private const string Indent = "  ";

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => [new Segment(this.Text(maxWidth))];

    private string Text(int width)
    {
        var text = new StringBuilder();
        foreach (var row in rows.Skip(1))
        {
            text.Append(rows[0][0]).Append(": ").Append(row[0]).Append('\n');
            var figures = new List<string>();
            for (var at = 1; at < row.Length; at++)
            {
                if (areFigures[at])
                {
                    figures.Add($"{rows[0][at]} {row[at]}");
                    continue;
                }

                Append(text, figures, ", ", width);
                figures.Clear();
                if (row[at].Length > 0)
                {
                    Append(text, $"{rows[0][at]}: {row[at]}".Split(' '), " ", width);
                }
            }

            Append(text, figures, ", ", width);
        }

        return text.ToString();
    }

    // Lines are full before the next begins; a part is never broken.
    private static void Append(StringBuilder text, IReadOnlyList<string> parts, string between, int width)
    {
        var length = 0;
        foreach (var part in parts)
        {
            if (length > 0 && length + between.Length + part.Length < width)
            {
                text.Append(between).Append(part);
                length += between.Length + part.Length;
                continue;
            }

            text.Append(length > 0 ? between.TrimEnd() + "\n" : string.Empty).Append(Indent).Append(part);
            length = Indent.Length + part.Length;
        }

        text.Append(parts.Count > 0 ? "\n" : string.Empty);
    }
}
