using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Reading;

namespace LerBridge.Core.Mapping.Planning;

/// <summary>What <c>if_missing</c> and <c>if_empty</c> say: a word, or a word with a reason or value.</summary>
/// <param name="Word">omit, hold, skip, stop or use.</param>
/// <param name="Argument">The reason, or for <c>use</c> the value.</param>
internal sealed record Policy(string Word, YamlScalar? Argument)
{
    /// <summary>How the record ends; the mapping's own reason where there is one.</summary>
    public MapResult? End(string code, string text, string where)
    {
        var reason = new MapReason(code, this.Argument?.Text ?? text, where);
        return this.Word switch
        {
            "hold" => new MapResult.Hold(reason),
            "skip" => new MapResult.Skip(reason),
            "stop" => new MapResult.Stop(reason),
            _ => null,
        };
    }
}

/// <summary>Reads <c>hold</c>, <c>{ hold: reason }</c> and <c>{ use: text }</c>.</summary>
internal static class PolicyReader
{
    private static void CheckConstant(YamlScalar argument, Findings findings)
    {
        if (argument.IsFormula || Expressions.TextTemplate.HasHoles(argument.Text))
        {
            findings.Error("LB2102", argument.Span, "This is the same for every record; it cannot be computed.", advice: argument.IsFormula ? "write  ??  in the formula instead" : null);
        }
    }

    public static Policy? Read(YamlNode? node, string key, Findings findings, IReadOnlyList<string> words)
    {
        switch (node)
        {
            case null:
                return null;
            case YamlScalar scalar when words.Contains(scalar.Text) && scalar.Text != "use":
                return new Policy(scalar.Text, null);
            case YamlMap { Entries: [{ Key: var word, Value: YamlScalar { IsNull: false } argument }] } when words.Contains(word.Text) && word.Text != "omit":
                CheckConstant(argument, findings);

                return new Policy(word.Text, argument);
            case YamlScalar scalar:
                var meant = Diagnostics.Suggestion.Nearest(scalar.Text, words);
                findings.Error("LB1111", scalar.Span, $"\"{scalar.Text}\" is none of the words that {key} knows: {string.Join(", ", words)}.", advice: meant == "use" ? "{ use: text }" : meant);
                return null;
            default:
                findings.Error("LB1110", new SourceSpan(node.Start, 1), $"{key} is one of {string.Join(", ", words)}, or a block like  {{ hold: the reason }}.");
                return null;
        }
    }
}
