namespace LerBridge.Core.Mapping.Documents;

/// <summary>The text of a mapping file: without a byte order mark, lines ending in LF, so that every position means the same everywhere.</summary>
internal sealed class SourceText
{
    private readonly List<int> lineStarts = [0];

    public SourceText(string file, string text)
    {
        this.File = file;
        this.Content = text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        for (var i = 0; i < this.Content.Length; i++)
        {
            if (this.Content[i] == '\n')
            {
                this.lineStarts.Add(i + 1);
            }
        }
    }

    /// <summary>The file, as the person named it.</summary>
    public string File { get; }

    public string Content { get; }

    public int LineCount => this.lineStarts.Count;

    /// <summary>A line without its end, from 1; empty where there is no such line.</summary>
    public string Line(int number)
    {
        if (number < 1 || number > this.lineStarts.Count)
        {
            return string.Empty;
        }

        var start = this.lineStarts[number - 1];
        var end = number < this.lineStarts.Count ? this.lineStarts[number] - 1 : this.Content.Length;
        return this.Content[start..end];
    }

    /// <summary>Where an index of <see cref="Content"/> stands.</summary>
    public SourcePoint PointAt(int index)
    {
        var found = this.lineStarts.BinarySearch(Math.Clamp(index, 0, this.Content.Length));
        var line = found >= 0 ? found : ~found - 1;
        return new SourcePoint(line + 1, Math.Max(0, index - this.lineStarts[line]) + 1);
    }

    /// <summary>The index in <see cref="Content"/> of a point.</summary>
    public int IndexOf(SourcePoint point) => this.lineStarts[Math.Clamp(point.Line, 1, this.lineStarts.Count) - 1] + point.Column - 1;
}
