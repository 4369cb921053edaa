using System.Collections.Immutable;
using System.Globalization;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class TitleCaseFunction : StrictFunction
{
    public override string Name => "title_case";

    public override string Signature => "title_case(text)";

    public override string Summary => "the text with each word beginning in upper case";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("title_case(\"CLINICAL care\")", "Clinical Care"),
    ];

    protected override MapType[] Parameters => [MapType.Text];

    protected override MapType Result => MapType.Text;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => MapValue.Of(CultureInfo.InvariantCulture.TextInfo.ToTitleCase(arguments[0].Text.ToLowerInvariant()));
}
