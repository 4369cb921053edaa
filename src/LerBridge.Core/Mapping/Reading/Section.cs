using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Documents;

namespace LerBridge.Core.Mapping.Reading;

/// <summary>One block of keys being read: whoever takes a key knows it, and what nobody took is reported. Nothing is ever ignored.</summary>
internal sealed class Section(YamlMap map, string name, Findings findings)
{
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> later = new(StringComparer.Ordinal);
    private readonly Dictionary<string, YamlNode> adopted = new(StringComparer.Ordinal);
    private readonly List<string> missing = [];
    private readonly HashSet<string> misspelt = new(StringComparer.Ordinal);
    private bool finished;

    public YamlMap Map { get; } = map;

    public SourceSpan Span => new(this.Map.Start, 1);

    /// <summary>True where <see cref="Finish"/> met a key that is none of this block's: what seems to be missing may stand under it.</summary>
    public bool HasUnknown { get; private set; }

    /// <summary>The value under a key; null where the key is not written.</summary>
    public YamlNode? Take(string key)
    {
        this.known.Add(key);
        return this.Map[key] ?? this.adopted.GetValueOrDefault(key);
    }

    /// <summary>
    /// Names every key beforehand: what stands under one that is misspelt is then read as if it were not, so that the misspelling is the only mistake that is told.
    /// </summary>
    public Section Knowing(params string[] keys)
    {
        var unwritten = keys.Where(key => this.Map[key] is null).ToList();
        foreach (var entry in this.Map.Entries.Where(entry => !keys.Contains(entry.Key.Text)))
        {
            if (Suggestion.Nearest(entry.Key.Text, unwritten) is { } meant)
            {
                this.adopted.TryAdd(meant, entry.Value);
            }
        }

        return this;
    }

    /// <summary>Keys of the format whose feature does not exist yet.</summary>
    public void NotYet(string feature, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            this.later[key] = feature;
        }
    }

    /// <summary>The key itself, to point at.</summary>
    public SourceSpan KeySpan(string key) => this.Map.Entries.FirstOrDefault(entry => entry.Key.Text == key)?.Key.Span ?? this.Span;

    /// <summary>The text under a key; null where it is not written or is no text, which is reported.</summary>
    public YamlScalar? TakeText(string key, bool required = false)
    {
        var node = this.Take(key);
        if (node is YamlScalar { IsNull: false } scalar)
        {
            if (!Unfinished.Is(scalar))
            {
                return scalar;
            }

            findings.Error("LB1001", scalar.Span, $"\"{key}\" is still to be filled in.", "a draft can be kept, but not run");
            return null;
        }

        if (node is not null and not YamlScalar)
        {
            findings.Error("LB1110", new SourceSpan(node.Start, 1), $"\"{key}\" needs a text; here is {node.Kind}.");
        }
        else if (node is not null || required)
        {
            this.Missing(key);
        }

        return null;
    }

    /// <summary>The block under a key.</summary>
    public Section? TakeBlock(string key, bool required = false)
    {
        var node = this.Take(key);
        if (node is YamlMap block)
        {
            return new Section(block, key, findings);
        }

        if (node is YamlScalar { IsNull: true } or null)
        {
            if (required)
            {
                this.Missing(key);
            }

            return null;
        }

        findings.Error("LB1110", new SourceSpan(node.Start, 1), $"\"{key}\" needs a block of keys; here is {node.Kind}.");
        return null;
    }

    /// <summary>The list under a key; a single text counts as a list of one where <paramref name="single"/> says so.</summary>
    public IReadOnlyList<YamlNode>? TakeList(string key, bool single = false)
    {
        var node = this.Take(key);
        switch (node)
        {
            case null:
            case YamlScalar { IsNull: true }:
                return null;
            case YamlList list:
                return list.Items;
            case YamlScalar when single:
                return [node];
            default:
                findings.Error("LB1110", new SourceSpan(node.Start, 1), $"\"{key}\" needs a list; here is {node.Kind}.", advice: "begin each item with  -");
                return null;
        }
    }

    /// <summary>One of a few words.</summary>
    public T TakeWord<T>(string key, T otherwise, params ReadOnlySpan<(string Word, T Meaning)> words) =>
        this.TakeText(key) is { } scalar ? Word(scalar, $"{name}.{key}", findings, otherwise, words) : otherwise;

    /// <summary>What one of a few words means; anything else is reported.</summary>
    public static T Word<T>(YamlScalar scalar, string what, Findings findings, T otherwise, params ReadOnlySpan<(string Word, T Meaning)> words)
    {
        var all = new List<string>();
        foreach (var (word, meaning) in words)
        {
            if (scalar.Text == word)
            {
                return meaning;
            }

            all.Add(word);
        }

        var nearest = Suggestion.Nearest(scalar.Text, all);
        findings.Error("LB1111", scalar.Span, $"\"{scalar.Text}\" is none of the words that {what} knows: {string.Join(", ", all)}.", advice: nearest);
        return otherwise;
    }

    /// <summary>Reports a key that is needed; not where it is only misspelt.</summary>
    public void Missing(string key)
    {
        if (!this.finished)
        {
            this.missing.Add(key);
        }
        else if (!this.misspelt.Contains(key))
        {
            findings.Error("LB1109", this.Span, name.Length == 0 ? $"The mapping needs \"{key}:\"." : $"\"{name}\" needs \"{key}:\".", advice: key == "lerbridge" ? $"lerbridge: {MappingVersion.Newest}" : $"{key}: …");
        }
    }

    /// <summary>Reports every key that nobody took, then what is missing.</summary>
    public void Finish()
    {
        this.ReportUnknown();
        this.finished = true;
        foreach (var key in this.missing)
        {
            this.Missing(key);
        }
    }

    private void ReportUnknown()
    {
        foreach (var entry in this.Map.Entries)
        {
            var key = entry.Key.Text;
            if (this.known.Contains(key))
            {
                continue;
            }

            if (this.later.TryGetValue(key, out var feature))
            {
                findings.Error("LB1150", entry.Key.Span, $"\"{key}\" belongs to mapping/v1, but {(feature.EndsWith('s') ? $"{feature} are" : $"{feature} is")} not built yet.", "what is written must take effect, so it is refused rather than ignored", "remove it for now");
                continue;
            }

            // what is missing is what was meant, sooner than what is there already
            this.HasUnknown = true;
            var candidates = this.known.Concat(this.later.Keys).ToList();
            var nearest = key.Count(char.IsLetterOrDigit) < 2 ? null : Suggestion.Nearest(key, this.known.Where(known => this.Map[known] is null)) ?? Suggestion.Nearest(key, candidates);
            if (nearest is not null)
            {
                this.misspelt.Add(nearest);
            }

            findings.Error(
                "LB1101",
                entry.Key.Span,
                $"\"{key}\" is not a key of {(name.Length == 0 ? "a mapping" : $"\"{name}\"")}.{(nearest is null ? string.Empty : $" Did you mean \"{nearest}\"?")}",
                $"it knows {string.Join(", ", this.known.Order(StringComparer.Ordinal))}",
                nearest is null ? "remove it" : $"{nearest}:");
        }
    }
}
