namespace LerBridge.Core.Mapping.Typing;

/// <summary>What spreadsheets and programming languages call otherwise: whoever writes it out of habit is told how it is said here.</summary>
internal static class Habits
{
    private const string NoClock = "formulas know no clock and no chance, so that the same record always gives the same credential";

    private static readonly Dictionary<string, (string Advice, string? Why)> Functions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["today"] = ("record_date", NoClock),
        ["now"] = ("record_date", NoClock),
        ["current_date"] = ("record_date", NoClock),
        ["rand"] = ("stable_id(…)", NoClock),
        ["random"] = ("stable_id(…)", NoClock),
        ["randbetween"] = ("stable_id(…)", NoClock),
        ["uuid"] = ("stable_id(…)", NoClock),
        ["isblank"] = ("x = missing", null),
        ["isempty"] = ("x = missing", null),
        ["isnull"] = ("x = missing", null),
        ["isna"] = ("x = missing", null),
        ["ismissing"] = ("x = missing", null),
        ["is_missing"] = ("x = missing", null),
        ["exists"] = ("x != missing", null),
        ["iferror"] = ("x ?? y", null),
        ["ifna"] = ("x ?? y", null),
        ["ifnull"] = ("x ?? y", null),
        ["coalesce"] = ("x ?? y", null),
        ["default"] = ("x ?? y", null),
        ["nvl"] = ("x ?? y", null),
        ["vlookup"] = ("table[key].column", null),
        ["hlookup"] = ("table[key].column", null),
        ["xlookup"] = ("table[key].column", null),
        ["lookup"] = ("table[key].column", null),
        ["index"] = ("table[key].column", null),
        ["and"] = ("a and b", null),
        ["or"] = ("a or b", null),
        ["not"] = ("not a", null),
        ["ifs"] = ("choose(condition, value, condition, value, otherwise)", null),
        ["switch"] = ("choose(condition, value, condition, value, otherwise)", null),
        ["case"] = ("choose(condition, value, condition, value, otherwise)", null),
        ["when"] = ("choose(condition, value, condition, value, otherwise)", null),
        ["concatenate"] = ("a & b", null),
        ["textjoin"] = ("join(list, \", \")", null),
        ["len"] = ("length(text)", null),
        ["size"] = ("count(list)", null),
        ["substitute"] = ("replace(text, old, new)", null),
        ["proper"] = ("title_case(text)", null),
        ["initcap"] = ("title_case(text)", null),
        ["ucase"] = ("upper(text)", null),
        ["toupper"] = ("upper(text)", null),
        ["lcase"] = ("lower(text)", null),
        ["tolower"] = ("lower(text)", null),
        ["search"] = ("contains(text, part)", null),
        ["find"] = ("contains(text, part)", null),
        ["substring"] = ("mid(text, start, count)", null),
        ["substr"] = ("mid(text, start, count)", null),
        ["value"] = ("number(text)", null),
        ["tonumber"] = ("number(text)", null),
        ["tostring"] = ("text(value)", null),
        ["str"] = ("text(value)", null),
        ["datevalue"] = ("date(text)", null),
        ["todate"] = ("date(text)", null),
        ["edate"] = ("add_months(date, months)", null),
        ["eomonth"] = ("end_of_month(date)", null),
        ["datedif"] = ("days_between(first, second), months_between or years_between", null),
        ["datediff"] = ("days_between(first, second), months_between or years_between", null),
        ["dateadd"] = ("add_days(date, days) or add_months", null),
        ["strftime"] = ("format_date(date, \"d MMMM yyyy\")", null),
        ["format"] = ("format_date(date, \"d MMMM yyyy\") or format_number(number, 2)", null),
        ["countif"] = ("count(list, r => condition)", null),
        ["sumif"] = ("sum(filter(list, r => condition), r => value)", null),
        ["averageif"] = ("average(filter(list, r => condition), r => value)", null),
        ["unique"] = ("distinct(list)", null),
        ["mod"] = ("remainder(number, by)", null),
        ["int"] = ("round(number, 0, \"floor\")", null),
        ["floor"] = ("round(number, 0, \"floor\")", null),
        ["ceil"] = ("round(number, 0, \"ceiling\")", null),
        ["ceiling"] = ("round(number, 0, \"ceiling\")", null),
        ["trunc"] = ("round(number, 0, \"down\")", null),
        ["rounddown"] = ("round(number, 0, \"down\")", null),
        ["roundup"] = ("round(number, 0, \"ceiling\")", null),
    };

    private static readonly HashSet<string> NoValue = new(StringComparer.OrdinalIgnoreCase) { "null", "nil", "none", "undefined", "blank", "empty", "na" };

    /// <summary>What is written in place of a function that is not there; null where it is no known habit.</summary>
    public static (string Advice, string? Why)? OfFunction(string name) => Functions.TryGetValue(name, out var habit) ? habit : null;

    /// <summary>True for what other languages call <c>missing</c>.</summary>
    public static bool IsNothing(string name) => NoValue.Contains(name);
}
