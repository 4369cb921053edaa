using Spectre.Console;
using Spectre.Console.Rendering;

namespace LerBridge.Worker.Reporting;

/// <summary>
/// Makes every table fit the console that it is written to. Spectre would break words, names among them, to make room; here only columns of sentences become narrower, between words,
/// and a table that is too wide even so is written row by row, one below the other.
/// </summary>
internal sealed class TableFit : IRenderHook
{
    // Around every cell, and the line that could stand between two.
    private const int Padding = 2;
    private const int Border = 1;

    public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables) =>
        renderables.Select(renderable => renderable is Table table ? Fit(table, options) : renderable);

    private static IRenderable Fit(Table table, RenderOptions options)
    {
        var room = options.ConsoleSize.Width - Border - (table.Columns.Count * (Padding + Border));
        string[][] rows = [Texts(table.Columns.Select(column => column.Header), options), .. table.Rows.Select(row => Texts(row, options))];
        var widths = new int[table.Columns.Count];
        var least = new int[widths.Length];
        for (var at = 0; at < widths.Length; at++)
        {
            widths[at] = rows.Max(row => WidthOf(row[at]));
            least[at] = table.Columns[at].NoWrap ? widths[at] : rows.Max(row => row[at].Split(' ').Max(WidthOf));
        }

        if (widths.Sum() <= room)
        {
            return table;
        }

        if (least.Sum() > room)
        {
            return new StackedRows(rows, [.. table.Columns.Select(column => column.Alignment == Justify.Right)]);
        }

        for (var over = widths.Sum() - room; over > 0; over--)
        {
            // The widest of those that can give way.
            widths[Enumerable.Range(0, widths.Length).Where(at => widths[at] > least[at]).MaxBy(at => widths[at])]--;
        }

        for (var at = 0; at < widths.Length; at++)
        {
            table.Columns[at].Width = widths[at];
        }

        return table;
    }

    private static string[] Texts(IEnumerable<IRenderable> cells, RenderOptions options) =>
        [.. cells.Select(cell => string.Concat(cell.Render(options, int.MaxValue / 2).Where(segment => !segment.IsControlCode).Select(segment => segment.Text)).TrimEnd())];

    private static int WidthOf(string text) => new Segment(text).CellCount();
}
