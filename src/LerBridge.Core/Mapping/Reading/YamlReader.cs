using System.Buffers;
using LerBridge.Core.Mapping.Documents;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LerBridge.Core.Mapping.Reading;

/// <summary>
/// YAML to nodes with places. The subset is small on purpose: one document, no anchors, no tags, no tabs, no duplicate keys, bounded size and depth,
/// and no types of YAML's own, so that <c>007</c> and <c>no</c> stay what was written.
/// </summary>
internal sealed class YamlReader
{
    public const int MaxCharacters = 1024 * 1024;
    private const int MaxDepth = 40;
    private const int MaxNodes = 50_000;

    // what YAML 1.2 does not print (section 5.1), but for the tab, which has its own message
    private static readonly SearchValues<char> Controls = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (char)c).Except("\t\n"), '\x7F', .. Enumerable.Range(0x80, 0x20).Select(c => (char)c), '\u2028', '\u2029', '\uFFFE', '\uFFFF']);

    private readonly SourceText source;
    private readonly Findings findings;
    private readonly Parser parser;
    private readonly HashSet<int> blockLines = [];
    private int nodes;

    private YamlReader(SourceText source, Findings findings)
    {
        this.source = source;
        this.findings = findings;
        this.parser = new Parser(new Scanner(new StringReader(source.Content), skipComments: true));
    }

    /// <summary>The root node; null where the file cannot be read, with the reason among the findings.</summary>
    public static YamlNode? Read(SourceText source, Findings findings)
    {
        if (source.Content.Length > MaxCharacters)
        {
            findings.Error("LB1006", default(SourceSpan) with { Start = new(1, 1), Length = 1 }, "This file is larger than 1 MB; a mapping never needs to be.", advice: "move long tables to CSV files");
            return null;
        }

        var control = source.Content.AsSpan().IndexOfAny(Controls);
        if (control >= 0)
        {
            findings.Error("LB1002", At(source.PointAt(control)), $"An invisible control character (U+{(int)source.Content[control]:X4}) stands here.", "YAML does not allow it; it often comes with text that was copied", "delete it and type the text anew");
            return null;
        }

        var reader = new YamlReader(source, findings);
        var before = findings.Count;
        YamlNode? root = null;
        try
        {
            root = reader.ReadDocument();
        }
        catch (Refusal)
        {
            return null;
        }
        catch (Exception exception) when (exception is YamlException or InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            // the scanner meets some malformed files with exceptions that are not its own
            if (!reader.ReportTabs(alsoAlone: true) && findings.Count == before)
            {
                reader.ReportSyntax(exception);
            }

            return null;
        }

        return reader.ReportTabs() ? null : root;
    }

    private YamlNode? ReadDocument()
    {
        this.parser.Consume<StreamStart>();
        if (this.parser.Accept<StreamEnd>(out _))
        {
            this.findings.Error("LB1109", At(new SourcePoint(1, 1)), "This file is empty.", advice: "start with  lerbridge: mapping/v1");
            return null;
        }

        this.parser.Consume<DocumentStart>();
        var root = this.ReadNode(0);
        this.parser.Consume<DocumentEnd>();
        if (this.parser.TryConsume<DocumentStart>(out var second))
        {
            this.Refuse("LB1005", second, "A mapping file holds one document; this is the start of another.", "move it to a file of its own");
        }

        return root;
    }

    private YamlNode ReadNode(int depth)
    {
        var next = this.parser.Current ?? throw new YamlException("The file ends too early.");
        if (++this.nodes > MaxNodes || depth > MaxDepth)
        {
            this.Refuse("LB1006", next, depth > MaxDepth ? "This is nested too deeply." : "This file has too many entries.", "split the mapping");
        }

        if (next is AnchorAlias)
        {
            this.Refuse("LB1005", next, "Aliases (*name) are not used in mappings: what stands in one place must be readable in that place.", "write the value out, or use a table or a let");
        }

        if (next is NodeEvent { Anchor.IsEmpty: false })
        {
            this.Refuse("LB1005", next, "Anchors (&name) are not used in mappings.", "remove the anchor; to write a text that begins with & put it in 'single quotes'");
        }

        if (next is NodeEvent { Tag.IsEmpty: false } tagged && tagged is not Scalar { Tag.IsNonSpecific: true } && !tagged.Tag.IsNonSpecific)
        {
            this.Refuse("LB1005", next, "Tags (!name) are not used in mappings: types come from where a value goes.", "remove the tag; to write a text that begins with ! put it in 'single quotes'");
        }

        return next switch
        {
            Scalar => this.ReadScalar(),
            MappingStart => this.ReadMap(depth),
            SequenceStart => this.ReadList(depth),
            _ => throw new YamlException(next.Start, next.End, "Something else was expected here."),
        };
    }

    private YamlScalar ReadScalar()
    {
        var scalar = this.parser.Consume<Scalar>();
        var style = scalar.Style switch
        {
            ScalarStyle.SingleQuoted => YamlStyle.SingleQuoted,
            ScalarStyle.DoubleQuoted => YamlStyle.DoubleQuoted,
            ScalarStyle.Literal or ScalarStyle.Folded => YamlStyle.Block,
            _ => YamlStyle.Plain,
        };
        var start = Point(scalar.Start);
        if (style == YamlStyle.Block)
        {
            for (var line = start.Line + 1; line <= (int)scalar.End.Line; line++)
            {
                this.blockLines.Add(line);
            }
        }

        var rawStart = this.source.IndexOf(start);
        var rawEnd = Math.Max(rawStart, Math.Min(this.source.Content.Length, this.source.IndexOf(Point(scalar.End))));
        if (style == YamlStyle.Block)
        {
            // the indicator's own line is no part of the text
            var header = this.source.Content.IndexOf('\n', rawStart);
            rawStart = header < 0 || header >= rawEnd ? rawStart : header + 1;
        }

        return new YamlScalar(this.source, start, rawStart, rawEnd, style == YamlStyle.Block ? scalar.Value.TrimEnd('\n') : scalar.Value, style);
    }

    private YamlMap ReadMap(int depth)
    {
        var start = this.parser.Consume<MappingStart>();
        var inFlow = start.Style == MappingStyle.Flow;
        var entries = new List<YamlEntry>();
        var keys = new Dictionary<string, int>(StringComparer.Ordinal);
        while (!this.parser.TryConsume<MappingEnd>(out _))
        {
            var read = this.ReadNode(depth + 1);
            if (read is not YamlScalar key)
            {
                this.findings.Error("LB1110", At(read.Start), $"A key is plain text; here is {read.Kind}.", advice: "write the name alone, and what belongs under it behind a colon");
                throw new Refusal();
            }

            if (key.Text == "<<" && key.Style == YamlStyle.Plain)
            {
                this.findings.Error("LB1005", key.Span, "Merge keys (<<) are not used in mappings.", advice: "write the keys out");
                throw new Refusal();
            }

            if (keys.TryGetValue(key.Text, out var line))
            {
                this.findings.Error("LB1004", key.Span, $"\"{key.Text}\" is written twice in this block; the first is on line {line}.", "only one of them could count, and it would be a guess which", "remove one of them");
            }
            else
            {
                keys.Add(key.Text, key.Start.Line);
            }

            entries.Add(new YamlEntry(key, this.ReadNode(depth + 1)));
        }

        this.RefuseCutFormulas(inFlow, entries.Select(entry => entry.Value));
        return new YamlMap(Point(start.Start), entries, inFlow);
    }

    private YamlList ReadList(int depth)
    {
        var start = this.parser.Consume<SequenceStart>();
        var inFlow = start.Style == SequenceStyle.Flow;
        var items = new List<YamlNode>();
        while (!this.parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(this.ReadNode(depth + 1));
        }

        this.RefuseCutFormulas(inFlow, items);
        return new YamlList(Point(start.Start), items, inFlow);
    }

    // inside { } and [ ] a comma ends the value, and what follows it would be taken for keys
    private void RefuseCutFormulas(bool inFlow, IEnumerable<YamlNode> values)
    {
        if (inFlow && values.OfType<YamlScalar>().FirstOrDefault(value => value is { IsFormula: true, Style: YamlStyle.Plain } && IsOpen(value.Text)) is { } cut)
        {
            this.findings.Error("LB1009", cut.Span, "Inside { } and [ ] YAML ends a value at the first comma, so this formula lost its end.", advice: "write the formula on a line of its own, or put it in 'single quotes'");
            throw new Refusal();
        }
    }

    private static bool IsOpen(string formula) => formula.Count(c => c is '(' or '[') > formula.Count(c => c is ')' or ']');

    private bool ReportTabs(bool alsoAlone = false)
    {
        for (var line = 1; line <= this.source.LineCount; line++)
        {
            var text = this.source.Line(line);
            var indent = text.Length - text.TrimStart(' ', '\t').Length;
            var tab = text.AsSpan(0, indent).IndexOf('\t');
            if (indent < text.Length && text[indent] is '\u00A0' or '\u2007' or '\u202F' or '\u3000' && !this.blockLines.Contains(line))
            {
                this.findings.Error("LB1002", At(new SourcePoint(line, indent + 1)), $"This line is indented with a blank of another kind (U+{(int)text[indent]:X4}).", "it looks like a blank and is none for YAML; it often comes with text that was copied", "delete it and type a blank");
                return true;
            }

            if (tab >= 0 && (indent < text.Length ? text[indent] != '#' : alsoAlone) && !this.blockLines.Contains(line))
            {
                this.findings.Error("LB1003", At(new SourcePoint(line, tab + 1)), "This line is indented with a tab; YAML knows spaces only.", advice: "replace the tab with two spaces per level");
                return true;
            }
        }

        return false;
    }

    private void ReportSyntax(Exception exception)
    {
        var at = Point((exception as YamlException)?.Start ?? this.parser.Current?.End ?? Mark.Empty);
        var mistake = YamlMistake.Find(this.source, at);
        this.findings.Error("LB1002", mistake.At, mistake.Message, advice: mistake.Try);
    }

    private void Refuse(string code, ParsingEvent at, string message, string advice)
    {
        this.findings.Error(code, At(Point(at.Start)), message, advice: advice);
        throw new Refusal();
    }

    private static SourceSpan At(SourcePoint point) => new(point, 1);

    private static SourcePoint Point(Mark mark) => new(Math.Max(1, (int)mark.Line), Math.Max(1, (int)mark.Column));

    /// <summary>Ends the reading of a file whose problem has been reported.</summary>
    private sealed class Refusal : Exception;
}
