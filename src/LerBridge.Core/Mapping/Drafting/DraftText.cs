using System.Text;
using LerBridge.Core.Mapping.Reading;

namespace LerBridge.Core.Mapping.Drafting;

/// <summary>Lines of a mapping being written, in the one style.</summary>
internal sealed class DraftText
{
    private readonly StringBuilder text = new();

    public void Line(int depth, string line, string? comment = null) =>
        this.text.Append(' ', 2 * depth).Append(line).Append(comment is null ? string.Empty : $"  # {comment}").Append('\n');

    public void Blank() => this.text.Append('\n');

    public void Append(DraftText other, int depth)
    {
        foreach (var line in other.ToString().TrimEnd('\n').Split('\n'))
        {
            this.Line(line.Length == 0 ? 0 : depth, line);
        }
    }

    /// <summary>A text as a value of its own line; a hole where there is none.</summary>
    public static string Scalar(string? value) => value is null ? Unfinished.Mark : IsPlain(value) ? value : Quoted(value);

    /// <summary>A text as a value within { }.</summary>
    public static string InFlow(string value) => IsPlain(value) && value.IndexOfAny([',', '[', ']', '{', '}']) < 0 ? value : Quoted(value);

    public override string ToString() => this.text.ToString();

    // never taken for anything but the text itself, whoever reads the file
    private static bool IsPlain(string value) =>
        value.Length > 0 && char.IsAsciiLetter(value[0]) && !value.Contains(": ", StringComparison.Ordinal) && !value.Contains(" #", StringComparison.Ordinal) && !value.EndsWith(':') && value.Trim() == value
        && value is not ("true" or "false" or "null" or "missing" or "absent" or "yes" or "no" or Unfinished.Mark) && value.All(c => c is >= ' ' and not '\u007F');

    private static string Quoted(string value) => $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
