namespace LerBridge.Core.Mapping.Documents;

/// <summary>A node of a mapping file, with its place.</summary>
internal abstract class YamlNode(SourcePoint start)
{
    public SourcePoint Start { get; } = start;

    /// <summary>What an analyst would call it.</summary>
    public abstract string Kind { get; }
}

/// <summary>How a scalar is written.</summary>
internal enum YamlStyle
{
    Plain,
    SingleQuoted,
    DoubleQuoted,
    Block,
}

/// <summary>Text. It has no type of its own: types come from where it goes.</summary>
internal sealed class YamlScalar(SourceText source, SourcePoint start, int rawStart, int rawEnd, string text, YamlStyle style) : YamlNode(start)
{
    public string Text { get; } = text;

    public YamlStyle Style { get; } = style;

    /// <summary>Where it begins in the file; a block's text begins below its indicator.</summary>
    public int RawStart { get; } = rawStart;

    public int RawEnd { get; } = rawEnd;

    public override string Kind => this.IsNull ? "nothing" : "text";

    /// <summary>Nothing was written.</summary>
    public bool IsNull => this.Style == YamlStyle.Plain && this.Text is "" or "~" or "null";

    /// <summary>The <c>#</c> at which YAML cut the rest of the line off; null where none follows.</summary>
    public SourceSpan? CutByComment
    {
        get
        {
            if (this.Style != YamlStyle.Plain)
            {
                return null;
            }

            var end = source.PointAt(this.RawEnd);
            var line = source.Line(end.Line);
            var hash = end.Column - 1;
            while (hash < line.Length && line[hash] == ' ')
            {
                hash++;
            }

            return hash < line.Length && line[hash] == '#' ? new SourceSpan(new SourcePoint(end.Line, hash + 1), line.Length - hash) : null;
        }
    }

    /// <summary>The first character of the comment that follows on the same line.</summary>
    public char FollowingComment =>
        this.CutByComment is { Length: > 1 } cut ? source.Line(cut.Start.Line)[cut.Start.Column] : ' ';

    public bool IsFormula => this.Text.StartsWith('=');

    /// <summary>The whole of it, up to the end of its first line.</summary>
    public SourceSpan Span => this.SpanOf(0, Math.Max(1, this.Text.Length));

    /// <summary>Where a stretch of <see cref="Text"/> stands in the file.</summary>
    public SourceSpan SpanOf(int index, int length)
    {
        if (this.Text.Length == 0)
        {
            return new SourceSpan(this.Start, 1);
        }

        var first = source.PointAt(this.RawIndex(index));
        var last = source.PointAt(this.RawIndex(Math.Max(index, index + length - 1)));
        var end = last.Line == first.Line ? last.Column : source.Line(first.Line).Length;
        return new SourceSpan(first, Math.Max(1, end - first.Column + 1));
    }

    // The value and the raw text run in step, except for quotes, escapes and folded line ends: walk both.
    private int RawIndex(int index)
    {
        var raw = this.RawStart;
        var text = source.Content;
        for (var i = 0; i < this.Text.Length && raw < this.RawEnd; i++)
        {
            var wanted = this.Text[i];
            if (this.Style == YamlStyle.DoubleQuoted && raw < this.RawEnd && text[raw] == '"' && i == 0)
            {
                raw++;
            }

            if (this.Style == YamlStyle.DoubleQuoted && text[raw] == '\\')
            {
                if (i == index)
                {
                    return raw;
                }

                raw += text[Math.Min(raw + 1, text.Length - 1)] switch { 'x' => 4, 'u' => 6, 'U' => 10, _ => 2 };
                continue;
            }

            if (char.IsWhiteSpace(wanted))
            {
                while (raw < this.RawEnd && !char.IsWhiteSpace(text[raw]))
                {
                    raw++;
                }

                if (i == index)
                {
                    return Math.Min(raw, this.RawEnd - 1);
                }

                raw = this.AfterWhitespace(raw);
                continue;
            }

            while (raw < this.RawEnd && text[raw] != wanted)
            {
                raw++;
            }

            if (i == index)
            {
                return Math.Min(raw, this.RawEnd - 1);
            }

            raw++;
        }

        return Math.Clamp(raw, this.RawStart, Math.Max(this.RawStart, this.RawEnd - 1));
    }

    // One space stands for itself; a folded line end stands for all the white space around it.
    private int AfterWhitespace(int raw)
    {
        var end = raw;
        var folded = false;
        while (end < this.RawEnd && char.IsWhiteSpace(source.Content[end]))
        {
            folded |= source.Content[end] == '\n';
            end++;
        }

        return folded ? end : raw + 1;
    }
}

/// <summary>One line of a block: a key and what stands under it.</summary>
internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);

/// <summary>A block of keys, in the order written.</summary>
internal sealed class YamlMap(SourcePoint start, IReadOnlyList<YamlEntry> entries, bool flow) : YamlNode(start)
{
    public IReadOnlyList<YamlEntry> Entries { get; } = entries;

    /// <summary>Written as a <c>{ }</c> one-liner.</summary>
    public bool Flow { get; } = flow;

    public override string Kind => "a block of keys";

    public YamlNode? this[string key] => this.Entries.FirstOrDefault(entry => entry.Key.Text == key)?.Value;
}

/// <summary>A list.</summary>
internal sealed class YamlList(SourcePoint start, IReadOnlyList<YamlNode> items, bool flow = false) : YamlNode(start)
{
    public IReadOnlyList<YamlNode> Items { get; } = items;

    /// <summary>Written as a <c>[ ]</c> one-liner.</summary>
    public bool Flow { get; } = flow;

    public override string Kind => "a list";
}
