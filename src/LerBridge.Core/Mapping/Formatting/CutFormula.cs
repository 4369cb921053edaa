using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Documents;

namespace LerBridge.Core.Mapping.Formatting;

/// <summary>A formula inside { } that YAML cut at its comma (LB1009): finds where it was meant to end and puts it into quotes.</summary>
internal static class CutFormula
{
    /// <summary>The text with the first such formula quoted; null where there is none.</summary>
    public static string? Mend(SourceText source, IReadOnlyList<Diagnostic> problems)
    {
        if (problems.FirstOrDefault(problem => problem.Code is "LB1009" or "LB1002") is not { } cut)
        {
            return null;
        }

        var start = cut.Code == "LB1009" ? source.IndexOf(new SourcePoint(cut.Line, cut.Column)) : Start(source, cut.Line);
        var end = start < 0 ? -1 : End(source.Content, start);
        if (end < 0)
        {
            return null;
        }

        var formula = source.Content[start..end].TrimEnd();
        return $"{source.Content[..start]}'{formula.Replace("'", "''", StringComparison.Ordinal)}'{source.Content[(start + formula.Length)..]}";
    }

    // texts and brackets in a formula within { } are no YAML at all: the first formula on the line that has some
    private static int Start(SourceText source, int number)
    {
        var line = source.Line(number);
        for (var at = line.IndexOf('{', StringComparison.Ordinal); at >= 0; at = line.IndexOf(": =", at + 1, StringComparison.Ordinal))
        {
            var start = source.IndexOf(new SourcePoint(number, at + 3));
            if (line[at] == ':' && End(source.Content, start) is var end and > 0 && source.Content[start..end].AsSpan().IndexOfAny('[', '"', ',') >= 0)
            {
                return start;
            }
        }

        return -1;
    }

    // the first comma or closing bracket that is none of the formula's own, on the same line
    private static int End(string text, int start)
    {
        var depth = 0;
        var quoted = false;
        for (var at = start; at < text.Length && text[at] != '\n'; at++)
        {
            var c = text[at];
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && c is '(' or '[')
            {
                depth++;
            }
            else if (!quoted && depth > 0 && c is ')' or ']')
            {
                depth--;
            }
            else if (!quoted && depth == 0 && c is ',' or '}' or ']')
            {
                return at > start + 1 ? at : -1;
            }
        }

        return -1;
    }
}
