using System.Collections.Immutable;
using System.Globalization;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class FormatDateFunction : FormulaFunction
{
    private static readonly HashSet<string> Parts = ["yyyy", "yy", "MMMM", "MMM", "MM", "M", "dddd", "ddd", "dd", "d"];

    public override string Name => "format_date";

    public override string Signature => "format_date(date, \"d MMMM yyyy\")";

    public override string Summary => "a date as text in a form of yyyy, MM, MMM, MMMM, dd, d, ddd and dddd, with English names";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("format_date(date(\"2026-05-08\"), \"d MMMM yyyy\")", "8 May 2026"),
        new("format_date(date(\"2026-05-08\"), \"MM/dd/yyyy\")", "05/08/2026"),
        new("format_date(date(\"2026-05-08\"), \"dddd\")", "Friday"),
    ];

    public override Typed Bind(FunctionCall call)
    {
        if (!call.Takes(2, 2) || call.Literal(1, "The form") is not { } form)
        {
            return Typed.Failed;
        }

        var date = call.Argument(0, MapType.Date);
        return Pattern(form) is { } pattern
            ? call.Strict(MapType.Text, new Node(date.Node, pattern), [date]) is { IsFailed: false } typed ? typed with { Canonical = $"format_date({date.Canonical}, \"{form}\")" } : Typed.Failed
            : call.Fail(1, $"\"{form}\" is no form of a date.", "its letters are yyyy, yy, MMMM, MMM, MM, M, dddd, ddd, dd and d", "d MMMM yyyy");
    }

    // letters are parts of the date; everything else stands for itself
    private static string? Pattern(string form)
    {
        var pattern = string.Empty;
        var any = false;
        for (var at = 0; at < form.Length;)
        {
            var end = at + 1;
            while (end < form.Length && form[end] == form[at])
            {
                end++;
            }

            if (!char.IsLetter(form[at]))
            {
                pattern += string.Concat(form[at..end].Select(c => $"\\{c}"));
            }
            else if (Parts.Contains(form[at..end]))
            {
                any = true;
                pattern += form.Length == 1 ? $"%{form[at]}" : form[at..end];
            }
            else
            {
                return null;
            }

            at = end;
        }

        return any ? pattern : null;
    }

    private sealed class Node(MapNode date, string pattern) : MapNode
    {
        public override MapValue Eval(MapFrame frame)
        {
            var value = date.Eval(frame);
            return value.IsMissing ? default : MapValue.Of(value.Date.ToString(pattern, CultureInfo.InvariantCulture));
        }
    }
}
