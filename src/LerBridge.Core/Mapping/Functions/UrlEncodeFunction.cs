using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class UrlEncodeFunction : StrictFunction
{
    public override string Name => "url_encode";

    public override string Signature => "url_encode(text)";

    public override string Summary => "the text as it may stand in one part of a web address (RFC 3986)";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("url_encode(\"NUR 210/L\")", "NUR%20210%2FL"),
        new("url_encode(\"NUR-210\")", "NUR-210"),
    ];

    protected override MapType[] Parameters => [MapType.Text];

    protected override MapType Result => MapType.Text;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => MapValue.Of(Uri.EscapeDataString(arguments[0].Text));
}
