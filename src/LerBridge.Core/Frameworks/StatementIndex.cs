namespace LerBridge.Core.Frameworks;

/// <summary>
/// Finds the statements that say nearly the same: the cosine of their words, where a word counts the more the fewer statements have it. An index from words to
/// statements keeps the cost to the statements that share one.
/// </summary>
internal sealed class StatementIndex
{
    private const double Least = 0.4;
    private const int MostWords = 400;

    private readonly CompetencyFramework framework;
    private readonly Dictionary<string, List<(int Item, double Weight)>> byWord = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> rarity = new(StringComparer.Ordinal);

    public StatementIndex(CompetencyFramework framework)
    {
        this.framework = framework;
        var words = framework.Items.Select(item => Words(item.Statement)).ToList();
        foreach (var word in words.SelectMany(one => one))
        {
            this.rarity[word] = this.rarity.GetValueOrDefault(word) + 1;
        }

        foreach (var word in this.rarity.Keys.ToList())
        {
            this.rarity[word] = Math.Log(1 + (words.Count / this.rarity[word]));
        }

        for (var at = 0; at < words.Count; at++)
        {
            var length = Math.Sqrt(words[at].Sum(word => this.rarity[word] * this.rarity[word]));
            foreach (var word in words[at])
            {
                (this.byWord.TryGetValue(word, out var known) ? known : this.byWord[word] = []).Add((at, this.rarity[word] / length));
            }
        }
    }

    /// <summary>The closest statements, the best first; none that are not alike.</summary>
    public IEnumerable<(Competency Item, double Likeness)> Closest(string statement)
    {
        var words = Words(statement);
        var most = this.framework.Items.Count;
        var weights = words.ToDictionary(word => word, word => this.rarity.GetValueOrDefault(word, Math.Log(1 + most)), StringComparer.Ordinal);
        var length = Math.Sqrt(weights.Values.Sum(weight => weight * weight));
        var scores = new Dictionary<int, double>();
        foreach (var (word, weight) in weights)
        {
            foreach (var (item, other) in this.byWord.GetValueOrDefault(word) ?? [])
            {
                scores[item] = scores.GetValueOrDefault(item) + (weight / length * other);
            }
        }

        return scores.Where(score => score.Value >= Least).OrderByDescending(score => score.Value).ThenBy(score => score.Key)
            .Select(score => (this.framework.Items[score.Key], Math.Round(Math.Min(1, score.Value), 2)));
    }

    private static HashSet<string> Words(string text)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        var start = -1;
        for (var at = 0; at <= text.Length && words.Count < MostWords; at++)
        {
            if (at < text.Length && char.IsLetterOrDigit(text[at]))
            {
                start = start < 0 ? at : start;
            }
            else if (start >= 0)
            {
                words.Add(text[start..at].ToLowerInvariant());
                start = -1;
            }
        }

        return words;
    }
}
