using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class CleanFunction : StrictFunction
{
    public override string Name => "clean";

    public override string Signature => "clean(text)";

    public override string Summary => "the text without control characters and with single spaces, none at its ends";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("clean(\"  Clinical   Care \")", "Clinical Care"),
        new("clean(\" \")", ""),
    ];

    protected override MapType[] Parameters => [MapType.Text];

    protected override MapType Result => MapType.Text;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => MapValue.Of(Clean(arguments[0].Text));

    private static string Clean(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                kept.Append(kept.Length > 0 && kept[^1] != ' ' ? " " : string.Empty);
            }
            else if (char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format))
            {
                kept.Append(c);
            }
        }

        return kept.ToString().TrimEnd(' ');
    }
}
