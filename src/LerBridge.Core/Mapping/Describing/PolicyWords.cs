using LerBridge.Core.Mapping.Documents;

namespace LerBridge.Core.Mapping.Describing;

/// <summary><c>repeat</c>, <c>allow</c> and <c>on_change</c>, with what holds where nothing is written.</summary>
internal static class PolicyWords
{
    // events in reading order, with the action that holds where none is written; null for events that are told only where they are written
    private static readonly (string Event, string When, string? Default)[] Events =
    [
        ("changed", "When a record changes", "correct"),
        ("improved", "When it changes for the better", null),
        ("worsened", "When it changes for the worse", null),
        ("no_longer_qualifies", "When it no longer qualifies", "revoke"),
        ("absent", "When the source no longer has it", "hold"),
        ("returned", "When it comes back, or qualifies again", "reinstate"),
        ("person_changed", "When it turns out to belong to somebody else", "correct"),
    ];

    private static readonly (string Key, string Does, bool Default)[] Permissions = [("new", "issue", true), ("correct", "correct", true), ("withdraw", "withdraw", false)];

    public static List<DescribedLine> Of(YamlMap root, FormulaWords words)
    {
        var lines = new List<DescribedLine> { Repeat(root["repeat"], words) };
        var allow = root["allow"] as YamlMap;
        foreach (var (key, does, otherwise) in Permissions)
        {
            var word = (allow?[key] as YamlScalar)?.Text ?? (otherwise ? "true" : "unsaid");
            lines.Add(new($"allow.{key}", word switch
            {
                "true" => $"A run may {does} by itself.",
                "ask" => $"A run asks before it {does}s: such records wait for approval.",
                "false" => $"A run may not {does}: such records are held for a person.",
                _ => $"A run asks before it {does}s, since the mapping does not say: such records wait for approval.",
            }));
        }

        foreach (var (key, does, _) in Permissions.Where(one => (allow?["limits"] as YamlMap)?[one.Key] is YamlScalar))
        {
            lines.Add(new($"allow.limits.{key}", $"A run that would {does} more than {((allow?["limits"] as YamlMap)?[key] as YamlScalar)?.Text} credentials waits as a whole."));
        }

        var changes = root["on_change"] as YamlMap;
        foreach (var (name, when, otherwise) in Events)
        {
            if (changes?[name] is { } rule)
            {
                lines.Add(new($"on_change.{name}", $"{when}, {Rule(rule)}."));
            }
            else if (otherwise is not null)
            {
                lines.Add(new($"on_change.{name}", $"{when}, {Action(otherwise)}."));
            }
        }

        lines.AddRange((changes?.Entries ?? []).Where(entry => Events.All(one => one.Event != entry.Key.Text)).SelectMany(entry => PlainWords.Of(entry, $"on_change.{entry.Key.Text}", 0)));
        return lines;
    }

    private static DescribedLine Repeat(YamlNode? node, FormulaWords words)
    {
        if (node is not YamlMap map || map["keep"] is YamlScalar { Text: "every" })
        {
            return new("repeat", "Every record that qualifies gets a credential of its own.");
        }

        var per = map["per"] is { } fields ? $" per {PlainWords.Value(fields)}" : string.Empty;
        var kept = (map["keep"] as YamlScalar)?.Text ?? "latest";
        var rank = map["rank"] is YamlScalar formula ? $" by {words.Value(formula)}" : string.Empty;
        return new("repeat", $"Of several records there is one credential{per}: for the {kept} of them{rank}.");
    }

    private static string Rule(YamlNode rule)
    {
        if (rule is not YamlMap map)
        {
            return rule is YamlScalar word ? Action(word.Text) : PlainWords.Value(rule);
        }

        var action = Action((map["action"] as YamlScalar)?.Text ?? string.Empty);
        var after = map["after"] is YamlScalar days ? $", once that has lasted {days.Text}" : string.Empty;
        var fields = map["fields"] is { } some ? $", for changes of {PlainWords.Value(some)}" : string.Empty;
        var more = string.Concat(map.Entries.Where(entry => entry.Key.Text is not ("action" or "after" or "fields")).Select(entry => $", {entry.Key.Text}: {PlainWords.Value(entry.Value)}"));
        return action + after + fields + more;
    }

    private static string Action(string word) => word switch
    {
        "correct" => "the credential is corrected: the same one, with newer content",
        "reissue" => "the credential is revoked and a new one issued",
        "suspend" => "the credential is suspended",
        "revoke" => "the credential is revoked",
        "reinstate" => "a suspended credential is put back in force, and for a revoked one a new one is issued",
        "hold" => "the credential stays as it is and a person decides",
        "ignore" => "nothing happens",
        _ => word,
    };
}
