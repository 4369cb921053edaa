using System.Globalization;
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
            Permission(section, "new", Allowed.Yes),
            Permission(section, "correct", Allowed.Yes),
            Permission(section, "withdraw", Allowed.Ask),
            at.In(findings.File))
        {
            Limits = this.Limits(section.TakeBlock("limits")),
        };
        section.Finish();
        return policy;
    }

    private static Allowed Permission(Section section, string key, Allowed otherwise) =>
        section.TakeWord(key, otherwise, ("true", Allowed.Yes), ("ask", Allowed.Ask), ("false", Allowed.No));

    private AllowLimits? Limits(Section? section)
    {
        if (section is null)
        {
            return null;
        }

        var limits = new AllowLimits(this.Limit(section, "new"), this.Limit(section, "correct"), this.Limit(section, "withdraw"));
        section.Finish();
        return limits;
    }

    private long? Limit(Section section, string key)
    {
        if (section.TakeText(key) is not { } scalar)
        {
            return null;
        }

        if (long.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most <= int.MaxValue)
        {
            return most;
        }

        findings.Error("LB1111", scalar.Span, $"\"{scalar.Text}\" is no number of credentials.", "a limit says how many of them one run may do before it waits as a whole", $"{key}: 100");
        return null;
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
