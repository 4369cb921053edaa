using System.Globalization;
using System.Text;
using LerBridge.Core.Sources;

namespace LerBridge.Worker.Commands;

/// <summary>The text of a file that a stream expects.</summary>
internal static class TemplateText
{
    /// <summary>RFC 4180, with the separator of settings.</summary>
    public static string Csv(ExpectedTable expected) => Csv(expected, example => example);

    /// <summary>The same as spreadsheets open it: marked as UTF-8, and digits that are text kept so, with the zeros at their beginning.</summary>
    public static string Excel(ExpectedTable expected) => '\uFEFF' + Csv(expected, example => example.Length > 1 && example[0] == '0' && example.All(char.IsAsciiDigit) ? $"=\"{example}\"" : example);

    /// <summary>A made-up line, blanks where no column stands.</summary>
    public static string FixedWidth(ExpectedTable expected)
    {
        var line = new string(' ', expected.Columns.Max(column => column.Start + column.Length - 1)).ToCharArray();
        foreach (var column in expected.Columns.Where(column => column.Length > 0))
        {
            column.Example.AsSpan(0, Math.Min(column.Example.Length, column.Length)).CopyTo(line.AsSpan(column.Start - 1));
        }

        var above = string.Concat(Enumerable.Repeat("\r\n", expected.LinesAbove));
        return above + new string(line).TrimEnd() + "\r\n" + (expected.Trailer is { } trailer ? $"{trailer} 1\r\n" : string.Empty);
    }

    private static string Csv(ExpectedTable expected, Func<string, string> example)
    {
        var text = new StringBuilder();
        Line(expected.Columns.Select(column => column.Heading));
        Line(expected.Columns.Select(column => example(column.Example)));
        if (expected.Trailer is { } trailer)
        {
            Line([trailer, 1.ToString(CultureInfo.InvariantCulture)]);
        }

        return text.ToString();

        void Line(IEnumerable<string> cells) => text.AppendJoin(expected.Separator, cells.Select(Cell)).Append("\r\n");

        string Cell(string cell) => cell.AsSpan().ContainsAny(expected.Separator, '"', '\n') ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }
}
