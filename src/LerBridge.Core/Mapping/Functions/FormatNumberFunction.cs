using System.Collections.Immutable;
using System.Globalization;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class FormatNumberFunction : StrictFunction
{
    public override string Name => "format_number";

    public override string Signature => "format_number(number, digits)";

    public override string Summary => "the number as text with exactly so many digits after the point, rounded half up; at most 10";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("format_number(3.5, 2)", "3.50"),
        new("format_number(2.345, 2)", "2.35"),
        new("format_number(1200, 0)", "1200"),
    ];

    protected override MapType[] Parameters => [MapType.Number, MapType.Whole];

    protected override MapType Result => MapType.Text;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => MapValue.Of(Text(arguments[0].Number, (int)Math.Clamp(arguments[1].Number, 0m, 10m)));

    private static string Text(decimal number, int digits) =>
        Math.Round(number, digits, MidpointRounding.AwayFromZero).ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
