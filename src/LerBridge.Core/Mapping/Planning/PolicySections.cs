using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Reading;

namespace LerBridge.Core.Mapping.Planning;

/// <summary>Reads <c>allow</c> and <c>deliver</c>: what happens around the credential, not in it.</summary>
internal sealed class PolicySections(Findings findings, MappingContext context)
{
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
            section.NotYet("claiming", "claim", "claims");
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
}
