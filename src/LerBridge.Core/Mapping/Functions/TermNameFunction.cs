using System.Collections.Immutable;
using System.Globalization;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class TermNameFunction : FormulaFunction
{
    public override string Name => "term_name";

    public override string Signature => "term_name(date, \"Spring 01-01, Summer 05-16, Fall 08-16\")";

    public override string Summary => "the name of the term in which a date falls, with its year: names with the month and day on which each begins, in order; before the first one it is the last of the year before";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("term_name(date(\"2026-05-08\"), \"Spring 01-01, Summer 05-16, Fall 08-16\")", "Spring 2026"),
        new("term_name(date(\"2026-05-16\"), \"Spring 01-01, Summer 05-16, Fall 08-16\")", "Summer 2026"),
        new("term_name(date(\"2026-01-03\"), \"Spring 01-10, Fall 08-16\")", "Fall 2025"),
    ];

    public override Typed Bind(FunctionCall call)
    {
        if (!call.Takes(2, 2) || call.Literal(1, "The terms") is not { } list)
        {
            return Typed.Failed;
        }

        if (Terms(list) is not { } terms)
        {
            return call.Fail(1, "This is no list of terms.", "each is a name and the month and day on which it begins, in order of the year", "Spring 01-01, Summer 05-16, Fall 08-16", "LB2107");
        }

        var date = call.Argument(0, MapType.Date);
        return call.Strict(MapType.Text, new Node(date.Node, terms), [date]) is { IsFailed: false } typed ? typed with { Canonical = $"term_name({date.Canonical}, \"{list}\")" } : Typed.Failed;
    }

    // 2000 is a leap year: a term may begin on 29 February
    private static (string Name, int From)[]? Terms(string list)
    {
        var terms = new List<(string Name, int From)>();
        foreach (var entry in list.Split(',', StringSplitOptions.TrimEntries))
        {
            var space = entry.LastIndexOf(' ');
            if (space < 1 || !DateOnly.TryParseExact("2000-" + entry[(space + 1)..], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return null;
            }

            terms.Add((entry[..space].TrimEnd(), (day.Month * 100) + day.Day));
        }

        return terms.Zip(terms.Skip(1)).All(pair => pair.First.From < pair.Second.From) ? [.. terms] : null;
    }

    private sealed class Node(MapNode date, (string Name, int From)[] terms) : MapNode
    {
        public override MapValue Eval(MapFrame frame)
        {
            var value = date.Eval(frame);
            if (value.IsMissing)
            {
                return default;
            }

            var day = value.Date;
            var index = Array.FindLastIndex(terms, term => term.From <= (day.Month * 100) + day.Day);
            return MapValue.Of(string.Create(CultureInfo.InvariantCulture, $"{terms[index < 0 ? ^1 : index].Name} {(index < 0 ? day.Year - 1 : day.Year)}"));
        }
    }
}
