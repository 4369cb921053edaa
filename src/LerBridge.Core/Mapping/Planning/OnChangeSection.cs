using System.Globalization;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Reading;

namespace LerBridge.Core.Mapping.Planning;

/// <summary>Reads <c>on_change</c>: what a later change of the source does to a credential (mapping/v1 §4.5).</summary>
internal sealed class OnChangeSection(Findings findings, YamlMap? issue)
{
    private static readonly (string Word, ChangeAction Action)[] Actions =
    [
        ("correct", ChangeAction.Correct), ("reissue", ChangeAction.Reissue), ("suspend", ChangeAction.Suspend),
        ("revoke", ChangeAction.Revoke), ("hold", ChangeAction.Hold), ("ignore", ChangeAction.Ignore),
    ];

    // what is possible where a record has claims, where it has none, and where it comes back
    private static readonly ChangeAction[] OfChange = [.. Actions.Select(pair => pair.Action)];
    private static readonly ChangeAction[] OfLoss = [ChangeAction.Suspend, ChangeAction.Revoke, ChangeAction.Hold, ChangeAction.Ignore];
    private static readonly ChangeAction[] OfReturn = [ChangeAction.Reinstate, ChangeAction.Reissue, ChangeAction.Hold, ChangeAction.Ignore];

    /// <summary>What may be done, in words; the last is for records that come back.</summary>
    public static IEnumerable<string> ActionWords => [.. Actions.Select(pair => pair.Word), "reinstate"];

    public OnChangePolicy Read(Section? section, SourceSpan at, bool hasRank)
    {
        section?.Knowing("changed", "improved", "worsened", "no_longer_qualifies", "absent", "returned", "person_changed");
        OnChangeRule Rule(string key, ChangeAction otherwise, ChangeAction[] possible)
        {
            var place = (section is null ? at : section.KeySpan(key)).In(findings.File);
            return this.Rule(section?.Take(key), key, possible, place) ?? new OnChangeRule(otherwise, TimeSpan.Zero, place);
        }

        var policy = new OnChangePolicy(
            Rule("changed", ChangeAction.Correct, OfChange),
            Rule("no_longer_qualifies", ChangeAction.Revoke, OfLoss),
            Rule("absent", ChangeAction.Hold, OfLoss),
            Rule("person_changed", ChangeAction.Correct, OfChange))
        {
            Improved = section?.Take("improved") is null ? null : Rule("improved", ChangeAction.Correct, OfChange),
            Worsened = section?.Take("worsened") is null ? null : Rule("worsened", ChangeAction.Correct, OfChange),
            Returned = Rule("returned", ChangeAction.Reinstate, OfReturn),
        };
        foreach (var key in new[] { "improved", "worsened" })
        {
            if (!hasRank && section?.Take(key) is not null)
            {
                findings.Error("LB1109", section.KeySpan(key), $"on_change.{key} needs a rank, by which better is told from worse.", advice: "repeat: { keep: every, rank: = … }   with the rank on a line of its own");
            }
        }

        section?.Finish();
        return policy;
    }

    private OnChangeRule? Rule(YamlNode? node, string key, ChangeAction[] possible, string place)
    {
        switch (node)
        {
            case null:
                return null;
            case YamlScalar scalar:
                return new OnChangeRule(this.Action(scalar, key, possible), TimeSpan.Zero, place);
            case YamlMap map:
                var section = new Section(map, $"on_change.{key}", findings).Knowing("action", "fields", "after");
                var action = section.TakeText("action", required: true);
                var fields = section.TakeList("fields", single: true);
                var after = section.TakeText("after");
                section.Finish();
                if (fields is not null && key is not ("changed" or "improved" or "worsened"))
                {
                    findings.Error("LB1111", section.KeySpan("fields"), $"on_change.{key} cannot be about some fields only.", "fields tell changes of what a credential says apart", "remove  fields:");
                }

                var (days, runs) = this.After(after);
                return action is null ? null : new OnChangeRule(this.Action(action, key, possible), days, place) { AfterRuns = runs, Fields = this.Fields(fields) };
            default:
                findings.Error("LB1110", new SourceSpan(node.Start, 1), $"on_change.{key} needs an action; here is {node.Kind}.");
                return null;
        }
    }

    private ChangeAction Action(YamlScalar scalar, string key, ChangeAction[] possible)
    {
        var words = Actions.Append(("reinstate", ChangeAction.Reinstate)).Where(pair => possible.Contains(pair.Item2)).ToArray();
        if (Actions.Any(pair => pair.Word == scalar.Text) && words.All(pair => pair.Item1 != scalar.Text))
        {
            var why = key == "returned" ? "what is back can stand again, or be left" : "there is nothing to say of a record that no longer qualifies or is not there";
            findings.Error("LB1111", scalar.Span, $"on_change.{key} cannot \"{scalar.Text}\".", why, $"one of {string.Join(", ", words.Select(pair => pair.Item1))}");
            return possible[0];
        }

        return Section.Word(scalar, $"on_change.{key}", findings, possible[0], words);
    }

    // 7 days, 3 runs, 7 days and 3 runs
    private (TimeSpan Days, int Runs) After(YamlScalar? scalar)
    {
        if (scalar is null)
        {
            return (TimeSpan.Zero, 0);
        }

        int? days = null;
        int? runs = null;
        foreach (var part in scalar.Text.Split(" and ", StringSplitOptions.TrimEntries))
        {
            var words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var count = words.Length == 2 && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 3650 ? number : -1;
            switch (words.Length == 2 ? words[1] : string.Empty)
            {
                case "day" or "days" when count >= 0 && days is null:
                    days = count;
                    break;
                case "run" or "runs" when count >= 0 && runs is null:
                    runs = count;
                    break;
                default:
                    findings.Error("LB1111", scalar.Span, $"\"{scalar.Text}\" is no number of days or runs.", advice: "after: 7 days   or  after: 7 days and 3 runs");
                    return (TimeSpan.Zero, 0);
            }
        }

        return (TimeSpan.FromDays(days ?? 0), runs ?? 0);
    }

    private IReadOnlyList<string> Fields(IReadOnlyList<YamlNode>? items)
    {
        if (items is null)
        {
            return [];
        }

        var known = issue is null ? [] : Paths(issue, string.Empty).Append("credentialSubject.identifier").ToHashSet(StringComparer.Ordinal);
        var fields = new List<string>();
        foreach (var item in items)
        {
            if (item is not YamlScalar { IsNull: false } scalar)
            {
                findings.Error("LB1110", new SourceSpan(item.Start, 1), $"fields lists members of \"issue\"; here is {item.Kind}.");
            }
            else if (issue is not null && !known.Contains(scalar.Text.Replace("[*]", string.Empty, StringComparison.Ordinal)))
            {
                findings.Error("LB1111", scalar.Span, $"\"{scalar.Text}\" is not written under \"issue\".", "fields are members of the credential, as in credentialSubject.achievement.alignment", Suggestion.Nearest(scalar.Text, known));
            }
            else if (scalar.Text == "credentialSubject.results")
            {
                // the short form, which the claims have in two places
                fields.AddRange(["credentialSubject.result", "credentialSubject.achievement.resultDescription"]);
            }
            else
            {
                fields.Add(scalar.Text);
            }
        }

        return fields;
    }

    private static IEnumerable<string> Paths(YamlNode node, string path)
    {
        if (node is not YamlMap map)
        {
            return [];
        }

        if (map["each"] is { } each)
        {
            return Paths(each, path);
        }

        return map.Entries
            .Where(entry => path.Length > 0 || entry.Key.Text is not ("profile" or "identifier"))
            .Select(entry => (Path: path.Length == 0 ? entry.Key.Text : $"{path}.{entry.Key.Text}", entry.Value))
            .SelectMany(entry => Paths(entry.Value, entry.Path).Prepend(entry.Path));
    }
}
