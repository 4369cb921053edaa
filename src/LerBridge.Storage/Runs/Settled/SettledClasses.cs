using LerBridge.Core.Ledger;

namespace LerBridge.Storage.Runs.Settled;

/// <summary>The classes of what is settled, which grow while it is built.</summary>
internal sealed class SettledClasses
{
    private readonly Dictionary<(DecisionKind Outcome, string? Code, string? Reason, string? Where), int> numbers = [];
    private readonly List<SettledClass> classes;
    private readonly int kept;

    /// <param name="kept">Those that are in the ledger.</param>
    public SettledClasses(List<SettledClass> kept)
    {
        this.classes = kept;
        this.kept = kept.Count;
        for (var number = 0; number < kept.Count; number++)
        {
            this.numbers[Name(kept[number])] = number;
        }
    }

    /// <summary>The number of a class; null where there are too many, so that its records are not settled.</summary>
    public int? NumberOf(SettledClass one)
    {
        if (this.numbers.TryGetValue(Name(one), out var number))
        {
            return number;
        }

        if (this.classes.Count == SettledSet.MostClasses)
        {
            return null;
        }

        this.classes.Add(one);
        return this.numbers[Name(one)] = this.classes.Count - 1;
    }

    /// <summary>Those that are not in the ledger yet, with their numbers.</summary>
    public IEnumerable<(int Number, SettledClass Class)> New() => this.classes.Skip(this.kept).Select((one, at) => (this.kept + at, one));

    private static (DecisionKind Outcome, string? Code, string? Reason, string? Where) Name(SettledClass one) => (one.Outcome, one.Code, one.Reason, one.Where);
}
