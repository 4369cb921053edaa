using System.Globalization;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Reading;

namespace LerBridge.Core.Mapping.Planning;

/// <summary>Reads <c>repeat</c>, <c>allow</c>, <c>on_change</c> and <c>deliver</c>: what happens around the credential, not in it.</summary>
internal sealed class PolicySections(Findings findings, MappingContext context)
{
    private static readonly (string, ChangeAction)[] Actions =
    [
        ("correct", ChangeAction.Correct), ("reissue", ChangeAction.Reissue), ("suspend", ChangeAction.Suspend),
        ("revoke", ChangeAction.Revoke), ("hold", ChangeAction.Hold), ("ignore", ChangeAction.Ignore),
    ];

    /// <summary>The actions that a change can have.</summary>
    public static IEnumerable<string> ActionWords => Actions.Select(action => action.Item1);

    public void Repeat(YamlNode? node)
    {
        if (node is YamlMap map)
        {
            findings.Error("LB1150", new SourceSpan(map.Start, 1), "Keeping one record of several belongs to mapping/v1, but is not built yet.", "what is written must take effect, so it is refused rather than ignored", "repeat: every");
        }
        else if (node is YamlScalar scalar)
        {
            _ = Section.Word(scalar, "repeat", findings, true, ("every", true));
        }
        else if (node is not null)
        {
            findings.Error("LB1110", new SourceSpan(node.Start, 1), $"repeat needs a word; here is {node.Kind}.", advice: "repeat: every");
        }
    }

    public AllowPolicy Allow(Section? section, SourceSpan at)
    {
        if (section is null)
        {
            return new AllowPolicy(Allowed.Yes, Allowed.Yes, Allowed.Ask, at.In(findings.File));
        }

        var policy = new AllowPolicy(
            this.Permission(section, "new", Allowed.Yes),
            this.Permission(section, "correct", Allowed.Yes),
            this.Permission(section, "withdraw", Allowed.Ask),
            at.In(findings.File));
        section.Finish();
        return policy;
    }

    // nobody can approve anything yet, so what asks would wait for ever
    private Allowed Permission(Section section, string key, Allowed otherwise)
    {
        if (section.Take(key) is YamlScalar { Text: "ask" } ask)
        {
            findings.Error(
                "LB1150",
                ask.Span,
                $"Asking before a run may {(key == "new" ? "issue" : key)} belongs to mapping/v1, but there is no way yet to approve what waits.",
                "what is written must take effect, so it is refused rather than ignored",
                $"{key}: true   to let runs do it,  {key}: false   to hold the records that need it");
            return otherwise;
        }

        return section.TakeWord(key, otherwise, ("true", Allowed.Yes), ("false", Allowed.No));
    }

    public OnChangePolicy OnChange(Section? section, SourceSpan at)
    {
        OnChangeRule Rule(string key, ChangeAction otherwise, params ReadOnlySpan<ChangeAction> built)
        {
            var span = section is null ? at : section.KeySpan(key);
            var rule = this.Rule(section?.Take(key), key, otherwise, span.In(findings.File));
            this.RefuseUnbuilt(key, rule, built, span);
            return rule;
        }

        var policy = new OnChangePolicy(
            Rule("changed", ChangeAction.Correct, ChangeAction.Correct, ChangeAction.Hold, ChangeAction.Ignore, ChangeAction.Revoke),
            Rule("no_longer_qualifies", ChangeAction.Revoke, ChangeAction.Revoke, ChangeAction.Hold, ChangeAction.Ignore),
            Rule("absent", ChangeAction.Hold, ChangeAction.Hold, ChangeAction.Revoke, ChangeAction.Ignore),
            Rule("person_changed", ChangeAction.Correct, ChangeAction.Correct, ChangeAction.Hold, ChangeAction.Ignore, ChangeAction.Revoke));
        this.Returned(section?.Take("returned"), policy);
        section?.NotYet("a rank to compare with", "improved", "worsened");
        section?.Finish();
        return policy;
    }

    // what the run can do so far
    private void RefuseUnbuilt(string key, OnChangeRule rule, ReadOnlySpan<ChangeAction> built, SourceSpan at)
    {
        if (!built.Contains(rule.Action))
        {
            findings.Error("LB1150", at, $"The action \"{Word(rule.Action)}\" of on_change.{key} is not built yet.", "what is written must take effect, so it is refused rather than ignored", $"one of {string.Join(", ", built.ToArray().Select(Word))}");
        }
        else if (rule.After != TimeSpan.Zero && key != "absent")
        {
            findings.Error("LB1150", at, $"Waiting before on_change.{key} acts is not built yet.", "what is written must take effect, so it is refused rather than ignored", "remove  after:");
        }
    }

    private static string Word(ChangeAction action) => Actions.First(pair => pair.Item2 == action).Item1;

    public IReadOnlyList<DeliveryRule> Deliver(IReadOnlyList<YamlNode>? items)
    {
        var rules = new List<DeliveryRule>();
        foreach (var item in items ?? [])
        {
            if (item is not YamlMap map)
            {
                findings.Error("LB1110", new SourceSpan(item.Start, 1), $"A line of deliver is a block with  to:; here is {item.Kind}.", advice: item is YamlScalar scalar ? $"- to: {scalar.Text}" : null);
                continue;
            }

            var section = new Section(map, "deliver", findings);
            var to = section.TakeText("to", required: true);
            var unknown = section.TakeWord("privacy_unknown", false, ("deliver", true), ("hold", false));
            section.NotYet("delivering less than the whole credential", "fields");
            section.NotYet("agreements", "agreement");
            section.NotYet("consent", "consent", "requires");
            section.NotYet("claiming", "claim");
            section.NotYet("delivering by condition", "when", "if");
            section.Finish();
            if (to is not null && this.IsDestination(to, rules))
            {
                rules.Add(new DeliveryRule(to.Text, unknown, to.Span.In(findings.File)));
            }
        }

        return rules;
    }

    private bool IsDestination(YamlScalar to, List<DeliveryRule> rules)
    {
        if (rules.Exists(rule => rule.To == to.Text))
        {
            findings.Error("LB1004", to.Span, $"\"{to.Text}\" is listed twice under deliver.", advice: "remove one of them");
            return false;
        }

        if (context.Destinations is null || context.Destinations.Contains(to.Text))
        {
            return true;
        }

        var nearest = Suggestion.Nearest(to.Text, context.Destinations);
        findings.Error(
            "LB1108",
            to.Span,
            $"There is no destination \"{to.Text}\" in the settings.",
            $"the destinations are {(context.Destinations.Count == 0 ? "none" : string.Join(", ", context.Destinations.Order(StringComparer.Ordinal)))}",
            nearest is null ? null : $"did you mean {nearest}?");
        return false;
    }

    private OnChangeRule Rule(YamlNode? node, string key, ChangeAction otherwise, string place)
    {
        switch (node)
        {
            case null:
                return new OnChangeRule(otherwise, TimeSpan.Zero, place);
            case YamlScalar scalar:
                return new OnChangeRule(Section.Word(scalar, $"on_change.{key}", findings, otherwise, Actions), TimeSpan.Zero, place);
            case YamlMap map:
                var section = new Section(map, $"on_change.{key}", findings);
                var action = section.TakeText("action", required: true);
                var after = section.TakeText("after");
                section.NotYet("acting on some fields only", "fields");
                section.Finish();
                return new OnChangeRule(action is null ? otherwise : Section.Word(action, $"on_change.{key}", findings, otherwise, Actions), this.After(after), place);
            default:
                findings.Error("LB1110", new SourceSpan(node.Start, 1), $"on_change.{key} needs an action; here is {node.Kind}.");
                return new OnChangeRule(otherwise, TimeSpan.Zero, place);
        }
    }

    private TimeSpan After(YamlScalar? scalar)
    {
        if (scalar is null)
        {
            return TimeSpan.Zero;
        }

        if (scalar.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var count, "day" or "days"]
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= 3650)
        {
            return TimeSpan.FromDays(days);
        }

        findings.Error("LB1111", scalar.Span, $"\"{scalar.Text}\" is no number of days.", advice: "after: 7 days");
        return TimeSpan.Zero;
    }

    // reinstated after a suspension, issued anew after a revocation: revocation is final, so nothing else is possible but waiting
    private void Returned(YamlNode? node, OnChangePolicy policy)
    {
        if (node is null)
        {
            return;
        }

        var rule = this.Rule(node, "returned", ChangeAction.Reissue, policy.Absent.Where);
        if (rule.Action != ChangeAction.Reissue || rule.After != TimeSpan.Zero)
        {
            findings.Error("LB1150", new SourceSpan(node.Start, 1), "Only the default of \"returned\" is built yet: reinstate after a suspension, reissue after a revocation.", null, "remove it, or write  returned: reissue");
        }
    }
}
