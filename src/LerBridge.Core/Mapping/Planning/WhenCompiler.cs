using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Expressions;
using LerBridge.Core.Mapping.Reading;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Planning;

/// <summary>Compiles <c>when:</c>, the ordered reasons to skip or hold. What a reason has excluded is known below it.</summary>
internal sealed class WhenCompiler(Binder binder, Findings findings)
{
    public (List<WhenRule> Rules, Facts Facts) Compile(IReadOnlyList<YamlNode> items)
    {
        var rules = new List<WhenRule>();
        var facts = Facts.None;
        foreach (var item in items)
        {
            if (item is not YamlMap map)
            {
                findings.Error("LB1110", new SourceSpan(item.Start, 1), $"A reason is a block with  skip:  or  hold:  and  if:; here is {item.Kind}.");
                continue;
            }

            var section = new Section(map, "when", findings).Knowing("skip", "hold", "if");
            var skip = section.TakeText("skip");
            var hold = section.TakeText("hold");
            var condition = section.TakeText("if", required: true);
            section.Finish();
            if ((skip is null) == (hold is null))
            {
                // a misspelt word has been told, and its condition is read all the same
                if (!section.HasUnknown)
                {
                    findings.Error("LB1109", section.Span, "A reason needs either  skip:  or  hold:  with its words.");
                }
            }

            if ((skip ?? hold) is { } reason && TextTemplate.HasHoles(reason.Text))
            {
                findings.Error("LB2102", reason.Span, "A reason is the same for every record; it cannot have holes.", "reasons are counted, and must not carry a record's values");
            }

            if (condition is null)
            {
                findings.LoseReason();
                continue;
            }

            var typed = binder.ConditionFormula(condition, facts);
            if (typed.Type.IsError)
            {
                findings.LoseReason();
            }

            facts = facts.And(Facts.WhenFalse(typed));
            this.WarnIfDecided(typed, condition);
            rules.Add(new WhenRule(binder.Watched(typed, Coverage.ConditionPlace.Reason, condition.Span, (skip ?? hold)?.Text).Node, this.EndOf(skip, hold, typed, condition)));
        }

        return (rules, facts);
    }

    private MapResult EndOf(YamlScalar? skip, YamlScalar? hold, Typed condition, YamlScalar text)
    {
        var at = text.Span.In(findings.File);
        return skip is not null
            ? new MapResult.Skip(new MapReason("LB3001", skip.Text, at))
            : new MapResult.Hold(new MapReason(
                condition is { Operation: Operation.IsMissing } && condition.Parts[0].LookupBehind() is not null ? "LB3201" : "LB3002",
                hold?.Text ?? string.Empty,
                at));
    }

    private void WarnIfDecided(Typed condition, YamlScalar text)
    {
        if (condition.Constant is { IsMissing: false } decided)
        {
            findings.Warn("LB1305", text.Span, $"This is {(decided.Bool ? "true" : "false")} for every record.", decided.Bool ? "nothing below it can ever be reached" : "it can never be reached");
        }
    }
}
