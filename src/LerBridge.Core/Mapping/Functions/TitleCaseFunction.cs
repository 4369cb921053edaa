using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class TitleCaseFunction : StrictFunction
{
    public override string Name => "title_case";

    public override string Signature => "title_case(text)";

    public override string Summary => "the text with each word beginning in upper case; numerals such as II stay as they are";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("title_case(\"CLINICAL care\")", "Clinical Care"),
        new("title_case(\"CLINICAL CARE II\")", "Clinical Care II"),
        new("title_case(\"o'brien\")", "O'Brien"),
    ];

    protected override MapType[] Parameters => [MapType.Text];

    protected override MapType Result => MapType.Text;

    // what stands in upper case and counts, as in Clinical Care II, stays: ii is no word
    private static readonly SearchValues<char> Numerals = SearchValues.Create("IVX");

    private static string Cased(string text)
    {
        var lower = CultureInfo.InvariantCulture.TextInfo.ToTitleCase(text.ToLowerInvariant()).ToCharArray();
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
            {
                end++;
            }

            var word = text.AsSpan(start, end - start);
            if (word.Length > 1 && word.IndexOfAnyExcept(Numerals) < 0)
            {
                word.CopyTo(lower.AsSpan(start));
            }
            else if (word.Length > 3 && word[1] is '\'' or '\u2019' && char.IsLetter(word[0]))
            {
                // O'Brien, D'Angelo
                lower[start + 2] = char.ToUpperInvariant(lower[start + 2]);
            }

            start = end + 1;
        }

        return new string(lower);
    }

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => MapValue.Of(Cased(arguments[0].Text));
}
