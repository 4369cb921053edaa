using System.Collections.Frozen;

namespace LerBridge.Core.Mapping.Functions;

/// <summary>Every function of formulas, one line each.</summary>
internal static class FunctionTable
{
    public static readonly IReadOnlyList<FormulaFunction> All =
    [
        new AbsFunction(),
        new AddDaysFunction(),
        new AddMonthsFunction(),
        new AllFunction(),
        new AnyFunction(),
        new AverageFunction(),
        new ChooseFunction(),
        new ConcatFunction(),
        new ContainsFunction(),
        new CountFunction(),
        new DateFunction(),
        new DayFunction(),
        new DaysBetweenFunction(),
        new DistinctFunction(),
        new EndsWithFunction(),
        new FilterFunction(),
        new FirstFunction(),
        new FormatDateFunction(),
        new IfFunction(),
        new JoinFunction(),
        new LastFunction(),
        new LeftFunction(),
        new LengthFunction(),
        new LowerFunction(),
        new MapFunction(),
        new MaxFunction(),
        new MinFunction(),
        new MonthFunction(),
        new NumberFunction(),
        new ReplaceFunction(),
        new RightFunction(),
        new RoundFunction(),
        new SortFunction(),
        new SplitFunction(),
        new StartsWithFunction(),
        new SumFunction(),
        new TextFunction(),
        new TimeFunction(),
        new TitleCaseFunction(),
        new TrimFunction(),
        new UpperFunction(),
        new UrlEncodeFunction(),
        new YearFunction(),
    ];

    /// <summary>Functions of mapping/v1 that do not exist yet.</summary>
    public static readonly IReadOnlySet<string> Later = new HashSet<string>(StringComparer.Ordinal) { "stable_id", "mask", "term_name", "datetime" };

    private static readonly FrozenDictionary<string, FormulaFunction> ByName = All.ToFrozenDictionary(function => function.Name, StringComparer.Ordinal);

    public static IEnumerable<string> Names => ByName.Keys;

    public static FormulaFunction? Find(string name) => ByName.GetValueOrDefault(name);
}
