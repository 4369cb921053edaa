using System.Collections.Immutable;
using System.Text;

namespace LerBridge.Core.Mapping.Expressions;

/// <summary>One part of a text with holes: constant text, or a formula.</summary>
internal abstract record TemplatePart
{
    internal sealed record Constant(string Text) : TemplatePart;

    internal sealed record Hole(ExpressionNode Formula) : TemplatePart;
}

/// <summary>Text with <c>${…}</c>: a hole ends at the first <c>}</c> outside a string; <c>$${</c> is a literal <c>${</c> (mapping/v1 §4.6).</summary>
internal static class TextTemplate
{
    public static bool HasHoles(string text) => text.Contains("${", StringComparison.Ordinal);

    /// <exception cref="FormulaException">A hole does not end, or its formula cannot be read.</exception>
    public static ImmutableArray<TemplatePart> Parse(string text)
    {
        var parts = ImmutableArray.CreateBuilder<TemplatePart>();
        var constant = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (string.CompareOrdinal(text, at, "$${", 0, 3) == 0)
            {
                constant.Append("${");
                at += 2;
            }
            else if (string.CompareOrdinal(text, at, "${", 0, 2) == 0)
            {
                if (constant.Length > 0)
                {
                    parts.Add(new TemplatePart.Constant(constant.ToString()));
                    constant.Clear();
                }

                var end = HoleEnd(text, at);
                parts.Add(new TemplatePart.Hole(ExpressionParser.Parse(text[..end], at + 2)));
                at = end;
            }
            else
            {
                constant.Append(text[at]);
            }
        }

        if (constant.Length > 0)
        {
            parts.Add(new TemplatePart.Constant(constant.ToString()));
        }

        return parts.ToImmutable();
    }

    private static int HoleEnd(string text, int start)
    {
        var quoted = false;
        for (var at = start + 2; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                quoted = !quoted;
            }
            else if (text[at] == '}' && !quoted)
            {
                return at;
            }
        }

        throw new FormulaException("LB1202", start, text.Length - start, "This hole has no closing }.", advice: "end it with } ; for a literal ${ write $${");
    }
}
