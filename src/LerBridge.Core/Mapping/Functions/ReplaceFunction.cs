using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class ReplaceFunction : StrictFunction
{
    public override string Name => "replace";

    public override string Signature => "replace(text, old, new)";

    public override string Summary => "the text with every occurrence of one text replaced by another";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("replace(\"NUR 210\", \" \", \"-\")", "NUR-210"),
        new("replace(\"NUR\", \"\", \"-\")", "NUR"),
    ];

    protected override MapType[] Parameters => [MapType.Text, MapType.Text, MapType.Text];

    protected override MapType Result => MapType.Text;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => Replaced(arguments[0].Text, arguments[1].Text, arguments[2].Text);

    private static MapValue Replaced(string text, string old, string by)
    {
        if (old.Length == 0)
        {
            return MapValue.Of(text);
        }

        if (text.Length / old.Length * (long)by.Length > TextBounds.MaxLength)
        {
            TextBounds.Check(text.Length + ((by.Length - old.Length) * (long)text.AsSpan().Count(old)));
        }

        return MapValue.Of(text.Replace(old, by, StringComparison.Ordinal));
    }
}
