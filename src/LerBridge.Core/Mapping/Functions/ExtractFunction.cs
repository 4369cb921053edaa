using System.Collections.Immutable;
using System.Text.RegularExpressions;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class ExtractFunction : FormulaFunction
{
    public override string Name => "extract";

    public override string Signature => "extract(text, \"[A-Z]+-(\\d+)\")";

    public override string Summary => "the part of a text that a pattern finds first: what its first ( ) matches, else all of it; missing where it finds nothing. Patterns take time in proportion to the text";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("extract(\"Section NUR-210 (day)\", \"[A-Z]+-(\\d+)\")", "210"),
        new("extract(\"Section NUR-210 (day)\", \"[A-Z]+-\\d+\")", "NUR-210"),
        new("extract(\"none\", \"\\d+\")", "missing"),
    ];

    public override Typed Bind(FunctionCall call)
    {
        if (!call.Takes(2, 2) || call.Literal(1, "The pattern") is not { } pattern)
        {
            return Typed.Failed;
        }

        var text = call.Argument(0, MapType.Text);
        if (Patterns.Compile(pattern, out var problem) is not { } regex)
        {
            return call.Fail(1, "This pattern cannot be used.", problem, null, "LB2107");
        }

        return call.Strict(MapType.Text, new Node(text.Node, regex), [text], mayLack: true) is { IsFailed: false } typed
            ? typed with { Canonical = $"extract({text.Canonical}, \"{pattern.Replace("\"", "\"\"", StringComparison.Ordinal)}\")" }
            : Typed.Failed;
    }

    private sealed class Node(MapNode text, Regex pattern) : MapNode
    {
        private readonly int group = pattern.GetGroupNumbers().Length > 1 ? 1 : 0;

        public override MapValue Eval(MapFrame frame) =>
            text.Text(frame) is { } value && pattern.Match(value) is { Success: true } match && match.Groups[this.group] is { Success: true } part ? MapValue.Of(part.Value) : default;
    }
}
