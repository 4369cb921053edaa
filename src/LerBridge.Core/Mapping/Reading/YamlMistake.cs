using LerBridge.Core.Mapping.Documents;

namespace LerBridge.Core.Mapping.Reading;

/// <summary>
/// Why a file is no YAML, in the words of somebody who wrote it. The parser says where it was lost, which is often lines below the mistake:
/// so the lines down to that place are looked at one by one for what people get wrong.
/// </summary>
/// <param name="At">Where.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Try">What to write instead.</param>
internal sealed record YamlMistake(SourceSpan At, string Message, string Try)
{
    private const string NotAtStart = "@`%&*!|>";

    /// <param name="source">The file.</param>
    /// <param name="lost">Where the parser was lost.</param>
    public static YamlMistake Find(SourceText source, SourcePoint lost)
    {
        var block = -1;
        var (open, above) = (new List<int>(), (Line?)null);
        for (var number = 1; number <= Math.Min(lost.Line, source.LineCount); number++)
        {
            var line = Line.Of(source.Line(number), number);
            if (line is null || (block >= 0 && line.Indent > block))
            {
                continue;
            }

            block = line.Value.EndsWith('|') || line.Value.EndsWith('>') ? line.Indent : -1;
            if ((InValue(source, line) ?? OutOfLine(line, above, open)) is { } found)
            {
                return found;
            }

            open.RemoveAll(column => column > line.Indent);
            open.AddRange(line.Columns);
            above = line;
        }

        return new YamlMistake(
            new SourceSpan(lost, 1),
            "This is neither a key with its colon nor an item that begins with a dash, or it does not belong below the line above.",
            "begin lines that belong together in the same column, and put a text with : # { [ or quotes in it in 'single quotes'");
    }

    // what is wrong within a line
    private static YamlMistake? InValue(SourceText source, Line line)
    {
        if (line.Key.Length == 0)
        {
            var colon = line.Value.IndexOf(':', StringComparison.Ordinal);
            if (!line.IsItem && colon > 0 && line.Value[..colon].All(c => char.IsLetterOrDigit(c) || c is '_' or '.'))
            {
                return line.Says(line.ValueAt + colon, 1, "The colon after a key needs a blank behind it.", $"{line.Value[..colon]}: {line.Value[(colon + 1)..]}");
            }

        }

        if (line.Key is ['-', not ' ' and not '-', ..])
        {
            return line.Says(line.KeyAt, 1, "The dash that begins an item needs a blank behind it.", $"- {line.Key[1..]}: {line.Value}");
        }

        var value = line.Value;
        switch (value)
        {
            case ['"' or '\'', ..]:
                var end = Closing(value, 0);
                if (end < 0)
                {
                    return line.Says(line.ValueAt, 1, $"This text begins with {value[0]} and has no {value[0]} at its end.", $"{value}{value[0]}");
                }

                var rest = value[(end + 1)..].TrimStart();
                return rest.Length == 0 || rest[0] is '#' or ':' ? null
                    : line.Says(line.ValueAt + end + 1, rest.Length, $"The text ended at the {value[0]} before this.", "put the whole value in 'single quotes'");
            case ['{' or '[', ..]:
                return Unclosed(source, line);
            case [var first, ..] when NotAtStart.Contains(first, StringComparison.Ordinal) && !(first is '|' or '>' && value[1..].All(c => c is (>= '1' and <= '9') or '+' or '-')):
                return line.Says(line.ValueAt, 1, $"A value cannot begin with {first}.", $"'{value}'");
            case [not '=', .., '}'] when line.Key.Length > 0 && !value.Contains('{', StringComparison.Ordinal):
                return line.Says(line.ValueAt + value.Length - 1, 1, "This } closes nothing that was opened with {.", $"{line.Key}: {{ {value}");
            default:
                var second = value.IndexOf(": ", StringComparison.Ordinal);
                return line.Key.Length > 0 && second >= 0 ? line.Says(line.ValueAt + second, 1, "YAML takes the second \": \" on this line for another key.", "put the whole value in 'single quotes'")
                    : line.Key.Length > 0 && value.EndsWith(':') ? line.Says(line.ValueAt + value.Length - 1, 1, "YAML takes the second colon on this line for another key.", "remove it, or put the whole value in 'single quotes'")
                    : null;
        }
    }

    // what is wrong between a line and those above it
    private static YamlMistake? OutOfLine(Line line, Line? above, List<int> open)
    {
        if (above is null)
        {
            return null;
        }

        if (line.Indent >= above.KeyAt && above is { Key.Length: 0, Value: [not ('{' or '[' or '"' or '\''), ..] } && line.Key.Length > 0)
        {
            return above.NoColon();
        }

        if (line.Indent < above.KeyAt && !open.Contains(line.Indent))
        {
            return line.Says(line.Indent, 1, "This line begins in a column in which no line above it begins.", $"begin it below the line it belongs to, in column {string.Join(" or ", open.Where(column => Math.Abs(column - line.Indent) <= 2).Select(column => column + 1).Distinct().DefaultIfEmpty(1))}");
        }

        if (line.Indent > above.KeyAt && above is { Key.Length: > 0, Value.Length: > 0 } && (line.Key.Length > 0 || line.IsItem))
        {
            return line.Says(line.Indent, 1, $"This line is indented below \"{above.Key}\", which has a value already.", $"begin it in column {above.KeyAt + 1}, as the line above");
        }

        if (line.Indent == above.KeyAt && above.Key.Length > 0 && line.IsItem != above.IsItem && above.Value.Length > 0 && line.IsItem && !above.IsItem)
        {
            return line.Says(line.Indent, 1, "An item of a list stands among keys.", "remove the dash, or indent the item below the key whose list it belongs to");
        }

        return line.Key.Length == 0 && !line.IsItem && line.Value[0] is not ('}' or ']' or '"' or '\'' or '{' or '[') && line.Indent <= above.KeyAt
            ? line.NoColon()
            : null;
    }

    // brackets may be closed on a later line, but not below a line that begins a key of its own
    private static YamlMistake? Unclosed(SourceText source, Line line)
    {
        var (open, at) = (new Stack<(char Sign, int At)>(), 0);
        for (var number = line.Number; number <= source.LineCount; number++)
        {
            var text = number == line.Number ? line.Value : source.Line(number);
            if (number > line.Number && Line.Of(text, number) is { } next && next.Indent <= line.Indent && (next.Key.Length > 0 || next.IsItem))
            {
                break;
            }

            for (at = 0; at < text.Length; at++)
            {
                switch (text[at])
                {
                    case '"' or '\'' when at == 0 || text[at - 1] is ' ' or '[' or '{' or ',':
                        var end = Closing(text, at);
                        if (end < 0)
                        {
                            return number == line.Number ? line.Says(line.ValueAt + at, 1, $"This text begins with {text[at]} and has no {text[at]} at its end.", $"close it with {text[at]}") : null;
                        }

                        at = end;
                        break;
                    case '#' when at > 0 && text[at - 1] == ' ':
                        at = text.Length;
                        break;
                    case '{' or '[':
                        open.Push((text[at], at));
                        break;
                    case '}' or ']':
                        if (open.Count == 0 || open.Pop().Sign != (text[at] == '}' ? '{' : '['))
                        {
                            return number == line.Number ? line.Says(line.ValueAt + at, 1, $"This {text[at]} closes nothing that was opened with {(text[at] == '}' ? '{' : '[')}.", "give every bracket its partner") : null;
                        }

                        break;
                }
            }

            if (open.Count == 0)
            {
                return null;
            }
        }

        var (sign, place) = open.Last();
        return line.Says(line.ValueAt + place, 1, $"This {sign} is never closed.", $"add {(sign == '{' ? '}' : ']')} where the {(sign == '{' ? "block" : "list")} ends");
    }

    // the quote that ends a text; -1 where there is none
    private static int Closing(string text, int start)
    {
        for (var at = start + 1; at < text.Length; at++)
        {
            if (text[start] == '"' && text[at] == '\\')
            {
                at++;
            }
            else if (text[at] == text[start])
            {
                if (text[start] == '"' || at + 1 >= text.Length || text[at + 1] != '\'')
                {
                    return at;
                }

                at++;
            }
        }

        return -1;
    }

    /// <summary>A line that says something: its dashes, key and value, with their columns from 0.</summary>
    private sealed record Line(int Number, int Indent, IReadOnlyList<int> Columns, bool IsItem, int KeyAt, string Key, int ValueAt, string Value)
    {
        public static Line? Of(string text, int number)
        {
            var at = text.Length - text.TrimStart(' ').Length;
            if (at == text.Length || text[at] == '#' || text.StartsWith("---", StringComparison.Ordinal))
            {
                return null;
            }

            var columns = new List<int> { at };
            var indent = at;
            while (at + 1 < text.Length && text[at] == '-' && text[at + 1] == ' ')
            {
                at += text[at..].Length - text[(at + 1)..].TrimStart(' ').Length;
                columns.Add(at);
            }

            var (isItem, keyAt) = (columns.Count > 1, at);
            var colon = Colon(text, at);
            var hasKey = colon > at;
            var valueAt = hasKey ? colon + 1 : at;
            valueAt += text[valueAt..].Length - text[valueAt..].TrimStart(' ').Length;
            var value = text[valueAt..];
            var comment = value.StartsWith('#') ? 0 : value.IndexOf(" #", StringComparison.Ordinal);
            var ends = comment >= 0 && !value.StartsWith('"') && !value.StartsWith('\'') ? value[..comment] : value;
            return new Line(number, indent, columns, isItem, keyAt, hasKey ? text[at..colon] : string.Empty, valueAt, ends.TrimEnd());
        }

        // the colon that ends a key; -1 where there is none
        private static int Colon(string text, int start)
        {
            var at = start;
            if (at < text.Length && text[at] is '"' or '\'')
            {
                at = Closing(text, at);
            }

            if (at < 0 || (at < text.Length && text[at] is '{' or '['))
            {
                return -1;
            }

            for (; at < text.Length && !(text[at] == '#' && at > 0 && text[at - 1] == ' '); at++)
            {
                if (text[at] == ':' && (at + 1 == text.Length || text[at + 1] == ' '))
                {
                    return at;
                }
            }

            return -1;
        }

        public YamlMistake NoColon() => this.Says(this.ValueAt, this.Value.Length, "This line has no colon after its key.", $"{this.Value.Split(' ')[0].TrimEnd('"', '\'', '{', '[', ',', '#')}: …");

        public YamlMistake Says(int column, int length, string message, string advice) =>
            new(new SourceSpan(new SourcePoint(this.Number, column + 1), Math.Max(1, length)), message, advice);
    }
}
