using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Tables;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class TimeFunction : StrictFunction
{
    public override string Name => "time";

    public override string Signature => "time(text)";

    public override string Summary => "the date with time that a text writes like 2026-05-08T21:14:03Z; missing where it writes none, or none with its zone";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("time(\"2026-05-08T21:14:03+02:00\")", "2026-05-08T19:14:03Z"),
        new("time(\"2026-05-08T21:14:03\")", "missing"),
    ];

    protected override MapType[] Parameters => [MapType.Text];

    protected override MapType Result => MapType.Time;

    protected override bool MayLack => true;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => CellReader.Read(arguments[0].Text, MapType.Time) ?? MapValue.Missing;
}
