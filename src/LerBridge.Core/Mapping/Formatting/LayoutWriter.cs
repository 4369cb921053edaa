using System.Text;
using LerBridge.Core.Mapping.Documents;

namespace LerBridge.Core.Mapping.Formatting;

/// <summary>Writes nodes in the one style, with the comments where they were.</summary>
internal sealed class LayoutWriter(SourceText source, IReadOnlyList<Comment> comments)
{
    private const int Width = 140;
    private const int Step = 2;

    private readonly StringBuilder text = new();
    private int next;
    private int lineStart;
    private bool blankBefore;
    private bool opened;

    public string Write(YamlNode root)
    {
        switch (root)
        {
            case YamlMap map:
                this.Map(map, 0, inline: false, int.MaxValue);
                break;
            case YamlList list:
                this.List(list, 0, int.MaxValue);
                break;
        }

        this.Lead(int.MaxValue, 0);
        return this.text.ToString().TrimEnd('\n') + "\n";
    }

    private void Map(YamlMap map, int indent, bool inline, int end)
    {
        for (var i = 0; i < map.Entries.Count; i++)
        {
            var (key, value) = map.Entries[i];
            var after = i + 1 < map.Entries.Count ? map.Entries[i + 1].Key.Start.Line : end;
            if (i > 0 || !inline)
            {
                this.Lead(key.Start.Line, indent);
                this.Begin(indent);
            }

            this.text.Append(this.Raw(key)).Append(':');
            this.Value(value, indent, key.Start.Line, after, " ");
        }

        if (map.Entries.Count > 0 && !map.Flow)
        {
            this.Tail(map.Entries[0].Key.Start.Column, end, indent);
        }
    }

    private void List(YamlList list, int indent, int end)
    {
        var dashes = list.Items.Select(item => list.Flow ? item.Start : this.DashOf(item)).ToList();
        for (var i = 0; i < list.Items.Count; i++)
        {
            var item = list.Items[i];
            var after = i + 1 < list.Items.Count ? dashes[i + 1].Line : end;
            this.Lead(dashes[i].Line + (item is YamlList { Items.Count: > 0 } && !this.StaysInline(item, indent + Step, after) ? 1 : 0), indent);
            this.Begin(indent);
            this.text.Append('-');
            if (item is YamlMap { Entries.Count: > 0 } map && !this.StaysInline(map, indent + Step, after))
            {
                // a comment behind a lonely dash goes above it
                this.LiftComment(dashes[i].Line, FirstLine(map), indent);
                this.text.Append(' ');
                this.Map(map, indent + Step, inline: true, after);
            }
            else
            {
                this.Value(item, indent, dashes[i].Line, after, " ");
            }
        }

        if (list.Items.Count > 0 && !list.Flow)
        {
            this.Tail(dashes[0].Column, end, indent);
        }
    }

    private void LiftComment(int dash, int first, int indent)
    {
        if (first > dash && this.next < comments.Count && comments[this.next].Line < first)
        {
            this.text.Length = this.lineStart;
            this.opened = true;
            this.Lead(first, indent);
            this.blankBefore = false;
            this.Begin(indent);
            this.text.Append('-');
        }
    }

    private void Value(YamlNode value, int indent, int line, int end, string before)
    {
        switch (value)
        {
            case YamlScalar { Style: YamlStyle.Block } block:
                this.Block(block, indent, before);
                return;
            case YamlScalar scalar:
                var written = this.Scalar(scalar, indent + Step);
                this.text.Append(written.Length > 0 ? before : string.Empty).Append(written);
                this.lineStart = written.LastIndexOf('\n') is var fold and >= 0 ? this.text.Length - (written.Length - fold - 1) : this.lineStart;
                this.EndLine(line, end);
                return;
            case YamlMap or YamlList when Count(value) == 0 || this.StaysInline(value, this.text.Length - this.lineStart + 1, end):
                this.text.Append(before).Append(this.Flow(value));
                this.EndLine(line, end);
                return;
        }

        this.EndLine(line, IsFlow(value) ? Math.Max(FirstLine(value), line + 1) : line + 1, close: IsFlow(value));
        this.opened = true;
        switch (value)
        {
            case YamlMap map:
                this.Map(map, indent + Step, inline: false, end);
                break;
            case YamlList list:
                this.List(list, indent + Step, end);
                break;
        }
    }

    private void Block(YamlScalar block, int indent, string before)
    {
        var indicator = BlockText.Indicator(source, block);
        this.text.Append(before).Append(string.Concat(indicator.Select(c => char.IsAsciiDigit(c) ? (char)('0' + Step) : c)));
        this.EndLine(block.Start.Line, block.Start.Line + 1);
        var (lines, endsBlank) = BlockText.Lines(source, block);
        foreach (var line in lines)
        {
            this.text.Append(' ', line.Length > 0 ? indent + Step : 0).Append(line).Append('\n');
        }

        this.lineStart = this.text.Length;
        this.blankBefore = endsBlank;
    }

    // a one-liner that was one stays one, unless it is too long, holds comments, or a formula for which commas are dangerous
    private bool StaysInline(YamlNode node, int column, int end) => IsFlow(node) && this.IsPlainInside(node) && !this.HasCommentInside(node, end) && column + this.Flow(node).Length <= Width;

    private bool IsPlainInside(YamlNode node) => node switch
    {
        YamlScalar { Style: YamlStyle.Block } => false,
        YamlScalar scalar => !(scalar.IsFormula && (scalar.Text.Contains(',', StringComparison.Ordinal) || scalar.Style != YamlStyle.Plain)) && !this.Raw(scalar).Contains('\n', StringComparison.Ordinal),
        YamlMap map => map.Entries.All(entry => this.IsPlainInside(entry.Key) && this.IsPlainInside(entry.Value) && (entry.Value is not YamlScalar value || this.Raw(value).Length > 0)),
        YamlList list => list.Items.All(item => this.IsPlainInside(item) && (item is not YamlScalar one || this.Raw(one).Length > 0)),
        _ => false,
    };

    private bool HasCommentInside(YamlNode node, int end)
    {
        var last = LastLine(node);
        return comments.Skip(this.next).TakeWhile(comment => comment.Line < Math.Min(last, end)).Any(comment => !comment.IsBlank && comment.Line >= node.Start.Line);
    }

    private string Flow(YamlNode node) => node switch
    {
        YamlScalar scalar => this.Raw(scalar),
        YamlMap { Entries.Count: 0 } => "{}",
        YamlMap map => $"{{ {string.Join(", ", map.Entries.Select(entry => $"{this.Raw(entry.Key)}: {this.Flow(entry.Value)}"))} }}",
        YamlList list => $"[{string.Join(", ", list.Items.Select(this.Flow))}]",
        _ => string.Empty,
    };

    private string Scalar(YamlScalar scalar, int indent)
    {
        if (scalar is { IsFormula: true, Style: not YamlStyle.Plain } && CanBePlain(scalar.Text))
        {
            return scalar.Text;
        }

        var raw = this.Raw(scalar);
        return raw.Contains('\n', StringComparison.Ordinal)
            ? string.Join('\n', raw.Split('\n').Select((line, i) => line.Trim() is { Length: > 0 } part ? new string(' ', i == 0 ? 0 : indent) + part : string.Empty))
            : raw;
    }

    private static bool CanBePlain(string text) =>
        !text.Contains(": ", StringComparison.Ordinal) && !text.Contains(" #", StringComparison.Ordinal) && !text.EndsWith(':') && text.Trim() == text && text.All(c => c is >= ' ' and not '\u007F');

    private string Raw(YamlScalar scalar) => source.Content[scalar.RawStart..Math.Max(scalar.RawStart, scalar.RawEnd)].TrimEnd();

    // everything that stands above a line
    private void Lead(int line, int indent)
    {
        for (; this.next < comments.Count && comments[this.next].Line < line; this.next++)
        {
            this.Write(comments[this.next], indent);
        }
    }

    // comments behind the last line of a block that are indented like the block
    private void Tail(int column, int end, int indent)
    {
        var last = this.next - 1;
        for (var at = this.next; at < comments.Count && comments[at].Line < end && (comments[at].IsBlank || comments[at].Column >= column); at++)
        {
            last = comments[at].IsBlank ? last : at;
        }

        for (; this.next <= last; this.next++)
        {
            this.Write(comments[this.next], indent);
        }
    }

    private void Write(Comment comment, int indent)
    {
        if (comment.IsBlank)
        {
            this.blankBefore = true;
            return;
        }

        this.Begin(indent);
        this.text.Append(comment.Text).Append('\n');
        this.lineStart = this.text.Length;
    }

    private void Begin(int indent)
    {
        if (this.blankBefore && this.text.Length > 0 && !this.opened)
        {
            this.text.Append('\n');
        }

        this.blankBefore = false;
        this.opened = false;
        this.lineStart = this.text.Length;
        this.text.Append(' ', indent);
    }

    private void EndLine(int from, int before, bool close = false)
    {
        if (this.next < comments.Count && comments[this.next] is { OwnLine: false } comment && comment.Line >= from && comment.Line < Math.Max(before, from + 1))
        {
            var length = this.text.Length - this.lineStart;
            this.text.Append(' ', close ? 2 : Math.Max(2, comment.Column - 1 - length)).Append(comment.Text);
            this.next++;
        }

        this.text.Append('\n');
        this.lineStart = this.text.Length;
    }

    // where the dash of an item stands: before it on its line, or alone on a line above
    private SourcePoint DashOf(YamlNode item)
    {
        for (var number = item.Start.Line; number >= 1; number--)
        {
            var line = source.Line(number);
            var upTo = number == item.Start.Line ? line[..Math.Min(line.Length, item.Start.Column - 1)] : line;
            var said = upTo.TrimStart(' ');
            if (said.Length == 0 || (number < item.Start.Line && said[0] == '#'))
            {
                continue;
            }

            var hash = upTo.IndexOf(" #", StringComparison.Ordinal);
            var dash = (hash < 0 ? upTo : upTo[..hash]).LastIndexOf('-');
            return dash < 0 ? item.Start : new SourcePoint(number, dash + 1);
        }

        return item.Start;
    }

    private static bool IsFlow(YamlNode node) => node is YamlMap { Flow: true } or YamlList { Flow: true };

    private static int Count(YamlNode node) => node switch { YamlMap map => map.Entries.Count, YamlList list => list.Items.Count, _ => 1 };

    private static int FirstLine(YamlNode node) => node switch
    {
        YamlMap { Entries: [var first, ..] } => first.Key.Start.Line,
        YamlList { Items: [var first, ..] } => first.Start.Line,
        _ => node.Start.Line,
    };

    private static int LastLine(YamlNode node) => node switch
    {
        YamlMap { Entries: [.., var last] } => Math.Max(last.Key.Start.Line, LastLine(last.Value)),
        YamlList { Items: [.., var last] } => LastLine(last),
        _ => node.Start.Line,
    };
}
