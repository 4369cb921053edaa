using System.Collections.Immutable;
using System.Text;
using LerBridge.Core.Mapping.Expressions;

namespace LerBridge.Core.Mapping.Typing;

/// <summary>
/// What is known of every item of a list, because a <c>filter</c> has let only such items pass: in the spelling of the filter's own parameter, to be read in the spelling of whatever the items
/// are called where they are used.
/// </summary>
/// <param name="Parameter">What the filter called an item.</param>
/// <param name="Known">What has a value in every item.</param>
internal sealed record ItemFacts(string Parameter, Facts Known)
{
    /// <summary>The same under another name. What mentions that name already was said of something else, and is left out.</summary>
    public Facts Of(string name) => name == this.Parameter ? this.Known : this.Known.Renamed(spelling => Mentions(spelling, name) ? null : Rename(spelling, this.Parameter, name));

    /// <summary>True where a name stands in a spelling by itself, and not as a part of a path or within quotes.</summary>
    public static bool Mentions(string spelling, string name) => Rename(spelling, name, name + "'") != spelling;

    private static string Rename(string spelling, string from, string to)
    {
        if (!spelling.Contains(from, StringComparison.Ordinal))
        {
            return spelling;
        }

        var renamed = new StringBuilder(spelling.Length + to.Length);
        var quoted = false;
        for (var at = 0; at < spelling.Length;)
        {
            var c = spelling[at];
            if (quoted || !Tokenizer.IsNameStart(c))
            {
                quoted ^= c == '"';
                renamed.Append(c);
                at++;
                continue;
            }

            var end = at;
            while (end < spelling.Length && Tokenizer.IsNamePart(spelling[end]))
            {
                end++;
            }

            var isWhole = at == 0 || (spelling[at - 1] != '.' && !Tokenizer.IsNamePart(spelling[at - 1]));
            renamed.Append(isWhole && spelling.AsSpan(at, end - at).SequenceEqual(from) ? to : spelling.AsSpan(at, end - at));
            at = end;
        }

        return renamed.ToString();
    }
}
