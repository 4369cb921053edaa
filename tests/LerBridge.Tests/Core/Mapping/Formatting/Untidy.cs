using System.Text;
using LerBridge.Core.Mapping.Documents;

namespace LerBridge.Tests.Core.Mapping.Formatting;

/// <summary>Somebody who writes YAML that means the same in every way but the tidy one: odd indents, quotes, one-liners, blank lines, comments everywhere.</summary>
internal sealed class Untidy(int seed)
{
    private static readonly string[] Values =
    [
        "plain", "two words", "007", "no", "true", "~", "= a", "= f(a, b)", "= a in [\"b\", \"c\"]", "= x & \"it's\"", "with: colon", "with # hash", "a#b", "https://x.example/a?b=1#c", "${name} and ${other}", "'quoted'", "\"double\"", "",
        "- dash", "{ brace", "[ bracket", "& amp", "* star", "% percent", "trailing:", "ünïcode → ok", "a long text that goes on and on so that somebody might fold it over more than one line of the file",
    ];

    private readonly Random random = new(seed);
    private readonly StringBuilder text = new();
    private int comments;
    private bool inBlock;

    /// <summary>What was written in comments, in order.</summary>
    public List<string> Comments { get; } = [];

    /// <summary>A block of keys made up.</summary>
    public YamlMap MakeUp(int depth = 0) => new(default, [.. Enumerable.Range(0, this.random.Next(1, 5)).Select(i => new YamlEntry(Text(this.Chance(10) ? $"key {i}" : $"k{i}"), this.Node(depth + 1)))], false);

    /// <summary>The text of a document.</summary>
    public string Write(YamlMap map)
    {
        this.Between(0);
        this.Block(map, this.Chance(5) ? 2 : 0);
        this.Between(0);
        return this.Chance(4) ? this.text.ToString().Replace("\n", "\r\n", StringComparison.Ordinal) : this.text.ToString();
    }

    private YamlNode Node(int depth) => this.random.Next(depth > 3 ? 6 : 10) switch
    {
        < 6 => Text(Values[this.random.Next(Values.Length)]),
        < 8 => this.MakeUp(depth),
        _ => new YamlList(default, [.. Enumerable.Range(0, this.random.Next(1, 4)).Select(_ => this.Node(depth + 1))]),
    };

    private void Block(YamlMap map, int indent, bool first = false)
    {
        foreach (var (key, value) in map.Entries)
        {
            if (!first)
            {
                this.Between(indent);
                this.text.Append(' ', indent);
            }

            first = false;
            this.text.Append(this.Key(key.Text)).Append(':').Append(' ', this.Chance(4) ? 3 : 1);
            this.Value(value, indent);
        }
    }

    private void Items(YamlList list, int indent)
    {
        foreach (var item in list.Items)
        {
            this.Between(indent);
            var gap = this.Chance(3) ? 3 : 1;
            this.text.Append(' ', indent).Append('-').Append(' ', gap);
            if (item is YamlMap map && !this.IsFlowed(map))
            {
                this.Block(map, indent + 1 + gap, first: true);
            }
            else
            {
                this.Value(item, indent);
            }
        }
    }

    private void Value(YamlNode value, int indent)
    {
        switch (value)
        {
            case YamlScalar scalar:
                this.Scalar(scalar.Text, indent);
                break;
            case YamlMap map when !this.IsFlowed(map):
                this.EndOfLine();
                this.Block(map, indent + this.random.Next(1, 6));
                break;
            case YamlList list when !this.Chance(3) || !IsFlat(list):
                this.EndOfLine();
                this.Items(list, indent + this.random.Next(1, 5));
                break;
            default:
                this.text.Append(this.Flow(value));
                this.EndOfLine();
                break;
        }
    }

    private void Scalar(string value, int indent)
    {
        if (value.Length > 20 && !value.Contains('#', StringComparison.Ordinal) && !value.Contains(": ", StringComparison.Ordinal) && this.Chance(2))
        {
            this.text.Append(this.Chance(2) ? ">-" : ">");
            this.EndOfLine();
            var words = value.Split(' ');
            var deeper = indent + this.random.Next(1, 5);
            foreach (var line in words.Chunk(this.random.Next(3, 8)))
            {
                this.text.Append(' ', deeper).Append(string.Join(' ', line)).Append('\n');
            }

            // what follows must not be taken for more of it
            this.inBlock = true;
            return;
        }

        if (value.Contains(' ', StringComparison.Ordinal) && CanBePlain(value) && this.Chance(5))
        {
            var middle = value.IndexOf(' ', StringComparison.Ordinal);
            if (value[(middle + 1)..] is { Length: > 0 } rest && char.IsAsciiLetterOrDigit(rest[0]))
            {
                this.text.Append(value[..middle]).Append('\n').Append(' ', indent + this.random.Next(1, 4)).Append(rest);
                this.EndOfLine();
                return;
            }
        }

        this.text.Append(this.OneLine(value, flow: false));
        this.EndOfLine();
    }

    private string Flow(YamlNode node) => node switch
    {
        YamlScalar scalar => this.OneLine(scalar.Text, flow: true),
        YamlMap map => "{" + string.Join(',', map.Entries.Select(entry => $"{this.Blank()}{(entry.Key.Text.Contains('[', StringComparison.Ordinal) ? $"\"{entry.Key.Text}\"" : this.Key(entry.Key.Text))}: {this.Flow(entry.Value)}")) + this.Blank() + "}",
        YamlList list => "[" + string.Join(',', list.Items.Select(item => this.Blank() + this.Flow(item))) + this.Blank() + "]",
        _ => string.Empty,
    };

    private string OneLine(string value, bool flow)
    {
        var plain = CanBePlain(value) && (!flow || !value.Any(c => ",[]{}'\"#".Contains(c, StringComparison.Ordinal)));
        if (plain && (this.Chance(2) || value is "~" or "true" or "no" or "007" or "absent" or "missing"))
        {
            return value;
        }

        return value is "~" ? value : this.Chance(2) || plain ? $"'{value.Replace("'", "''", StringComparison.Ordinal)}'" : $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }

    private static bool CanBePlain(string value) =>
        value.Length > 0 && !value.Contains(": ", StringComparison.Ordinal) && !value.Contains(" #", StringComparison.Ordinal) && !value.EndsWith(':') && !"-{[&*%'\"$".Contains(value[0], StringComparison.Ordinal);

    private string Key(string key) => this.Chance(6) ? $"\"{key}\"" : key;

    private string Blank() => this.Chance(2) ? " " : string.Empty;

    private bool IsFlowed(YamlMap map) => IsFlat(map) && this.Chance(3);

    private static bool IsFlat(YamlNode node) => node switch
    {
        YamlMap map => map.Entries.All(entry => entry.Value is YamlScalar { Text.Length: < 30 } || (entry.Value is not YamlScalar && IsFlat(entry.Value))),
        YamlList list => list.Items.All(item => item is YamlScalar { Text.Length: < 30 } || (item is not YamlScalar && IsFlat(item))),
        _ => false,
    };

    private void EndOfLine()
    {
        if (this.Chance(6))
        {
            this.text.Append(' ', this.random.Next(1, 8)).Append(this.Comment());
        }

        this.text.Append('\n');
    }

    private void Between(int indent)
    {
        for (var more = this.random.Next(8); more is 0 or 1; more = this.random.Next(3))
        {
            if (more == 0)
            {
                this.text.Append(!this.inBlock && this.Chance(3) ? "   \n" : "\n");
            }
            else
            {
                this.text.Append(' ', this.inBlock ? 0 : this.Chance(3) ? this.random.Next(6) : indent).Append(this.Comment()).Append('\n');
            }
        }

        this.inBlock = false;
    }

    private string Comment()
    {
        var comment = $"# note {++this.comments}: 'a' \"b\" {{ c # d";
        this.Comments.Add(comment);
        return comment;
    }

    private bool Chance(int oneIn) => this.random.Next(oneIn) == 0;

    private static YamlScalar Text(string text)
    {
        var source = new SourceText("made up", text);
        return new YamlScalar(source, new SourcePoint(1, 1), 0, source.Content.Length, text, text == "~" ? YamlStyle.Plain : YamlStyle.SingleQuoted);
    }
}
