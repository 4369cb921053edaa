using System.Text.Json;
using LerBridge.Core.Mapping.Preview;

namespace LerBridge.Core.Mapping.Samples;

/// <summary>
/// Chooses few records that show much: every outcome and reason, every part that a credential can have or lack, and of what stands in tables as much as fits. Goes through any number of records once
/// and keeps a few of each kind.
/// </summary>
/// <typeparam name="T">What stands for a record.</typeparam>
/// <param name="personal">What differs from person to person shows nothing.</param>
public sealed class SampleSpread<T>(PersonalPaths personal)
{
    private const int KeptOfEach = 3;
    private const int MostValues = 60;
    private const int MostKept = 4_000;

    private readonly HashSet<Trait> shown = [];
    private readonly Dictionary<Trait, int> seen = [];
    private readonly Dictionary<string, int> valuesAt = new(StringComparer.Ordinal);
    private readonly List<(T Item, HashSet<Trait> Traits)> kept = [];

    /// <summary>The records among which it chooses.</summary>
    public IEnumerable<T> Kept => this.kept.Select(one => one.Item);

    /// <summary>What a sample shows that is there already.</summary>
    public void Shown(PreviewOutcome outcome) => this.shown.UnionWith(this.Traits(outcome));

    /// <summary>A record.</summary>
    public void Add(T item, PreviewOutcome outcome)
    {
        var traits = this.Traits(outcome);
        if (this.kept.Count < MostKept && traits.Any(trait => this.seen.GetValueOrDefault(trait) < KeptOfEach))
        {
            this.kept.Add((item, traits));
        }

        foreach (var trait in traits)
        {
            this.seen[trait] = this.seen.GetValueOrDefault(trait) + 1;
        }
    }

    /// <summary>The records, those that show most first.</summary>
    /// <param name="most">How many at the most.</param>
    /// <param name="usable">Says of a record whether it can be used; it is asked only about those that would be chosen.</param>
    public IReadOnlyList<T> Choose(int most, Func<T, bool> usable)
    {
        var chosen = new List<T>();
        var left = new List<(T Item, HashSet<Trait> Traits)>(this.kept);
        while (chosen.Count < most && left.Count > 0)
        {
            var best = left.Select(one => (one, Worth: one.Traits.Where(trait => !this.shown.Contains(trait)).Sum(trait => trait.Worth))).MaxBy(pair => pair.Worth);
            if (best.Worth == 0)
            {
                break;
            }

            left.Remove(best.one);
            if (usable(best.one.Item))
            {
                chosen.Add(best.one.Item);
                this.shown.UnionWith(best.one.Traits);
            }
        }

        return chosen;
    }

    private HashSet<Trait> Traits(PreviewOutcome outcome)
    {
        var traits = new HashSet<Trait> { new(10_000, outcome.Word, $"{outcome.Reason?.Code} {outcome.Reason?.Text}") };
        if (outcome.Issues)
        {
            using var claims = JsonDocument.Parse(outcome.Claims);
            this.Add(claims.RootElement, string.Empty, traits);
        }

        return traits;
    }

    private void Add(JsonElement element, string path, HashSet<Trait> traits)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    var inner = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
                    traits.Add(new Trait(100, inner, string.Empty));
                    this.Add(member.Value, inner, traits);
                }

                break;
            case JsonValueKind.Array:
                traits.Add(new Trait(50, path, Math.Min(element.GetArrayLength(), 2) switch { 0 => "none", 1 => "one", _ => "several" }));
                foreach (var item in element.EnumerateArray())
                {
                    this.Add(item, path, traits);
                }

                break;
            default:
                var value = new Trait(1, path, element.ToString());
                if (!personal.Contains(path) && (this.seen.ContainsKey(value) || this.shown.Contains(value) || this.Count(path) <= MostValues))
                {
                    traits.Add(value);
                }

                break;
        }
    }

    // what is different in every record would make every record worth keeping
    private int Count(string path) => this.valuesAt[path] = this.valuesAt.GetValueOrDefault(path) + 1;

    private readonly record struct Trait(int Worth, string Path, string Value);
}
