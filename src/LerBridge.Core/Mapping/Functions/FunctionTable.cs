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
        new AfterFunction(),
        new AllFunction(),
        new AnyFunction(),
        new AverageFunction(),
        new BeforeFunction(),
        new ChooseFunction(),
        new ClampFunction(),
        new CleanFunction(),
        new ConcatFunction(),
        new ContainsFunction(),
        new CountFunction(),
        new DateFunction(),
        new DatetimeFunction(),
        new DayFunction(),
        new DaysBetweenFunction(),
        new DistinctFunction(),
        new EndOfMonthFunction(),
        new EndsWithFunction(),
        new ExtractFunction(),
        new FilterFunction(),
        new FirstFunction(),
        new FormatDateFunction(),
        new FormatNumberFunction(),
        new IfFunction(),
        new JoinFunction(),
        new LastFunction(),
        new LeftFunction(),
        new LengthFunction(),
        new LowerFunction(),
        new MapFunction(),
        new MaskFunction(),
        new MaxFunction(),
        new MaxByFunction(),
        new MidFunction(),
        new MinFunction(),
        new MinByFunction(),
        new MonthFunction(),
        new MonthsBetweenFunction(),
        new NoneFunction(),
        new NumberFunction(),
        new PadLeftFunction(),
        new PluralFunction(),
        new QuarterFunction(),
        new RemainderFunction(),
        new ReplaceFunction(),
        new ReverseFunction(),
        new RightFunction(),
        new RoundFunction(),
        new SlugFunction(),
        new SortFunction(),
        new SortFunction(down: true),
        new SplitFunction(),
        new StableIdFunction(),
        new StartOfMonthFunction(),
        new StartsWithFunction(),
        new SumFunction(),
        new TakeFunction(),
        new TermNameFunction(),
        new TextFunction(),
        new TimeFunction(),
        new TitleCaseFunction(),
        new TrimFunction(),
        new UpperFunction(),
        new UrlEncodeFunction(),
        new YearFunction(),
        new YearsBetweenFunction(),
    ];

    private static readonly FrozenDictionary<string, FormulaFunction> ByName = All.ToFrozenDictionary(function => function.Name, StringComparer.Ordinal);

    public static IEnumerable<string> Names => ByName.Keys;

    public static FormulaFunction? Find(string name) => ByName.GetValueOrDefault(name);
}
