using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Expressions;
using LerBridge.Core.Mapping.Reading;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Planning;

/// <summary>Compiles <c>when:</c>, the ordered reasons to skip or hold. What a reason has excluded is known below it.</summary>
internal sealed class WhenCompiler(Binder binder, Findings findings)
{
    private readonly DealtWith dealtWith = new();

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
            var condition = section.TakeText("if");
            section.NotYet("reviewers' queues", "queue", "reviewer", "reviewers", "assign");
            section.Finish();
            if (condition is null && map["if"] is null && !section.HasUnknown)
            {
                section.Missing("if");
            }

            if ((skip is null) == (hold is null))
            {
                // a misspelt word has been told, and its condition is read all the same
                if (!section.HasUnknown)
                {
                    findings.Error("LB1109", section.Span, "A reason needs either  skip:  or  hold:  with its words.");
                }
            }

            if ((skip ?? hold) is { } reason && (reason.IsFormula || TextTemplate.HasHoles(reason.Text)))
            {
                findings.Error("LB2102", reason.Span, $"A reason is the same for every record; it cannot {(reason.IsFormula ? "be computed" : "have holes")}.", "reasons are counted, and must not carry a record's values");
            }

            if (condition is null)
            {
                findings.LoseReason();
                continue;
            }

            var before = findings.Count;
            var typed = binder.ConditionFormula(condition, facts);
            if (typed.Type.IsError)
            {
                findings.LoseReason();
            }

            var learned = Facts.WhenFalse(typed);
            facts = facts.And(learned);
            if (findings.Count == before)
            {
                this.WarnIfDecided(typed, condition);
            }

            this.dealtWith.Add(typed, condition.Span.Start.Line);
            rules.Add(new WhenRule(binder.Watched(typed, Coverage.ConditionPlace.Reason, condition.Span, (skip ?? hold)?.Text).Node, this.EndOf(skip, hold, typed, condition), condition.Span.In(findings.File))
            {
                Releasable = hold is not null && learned.IsEmpty,
            });
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
        else if (!condition.Type.IsError && this.dealtWith.WhyFalse(condition) is { } line)
        {
            findings.Warn("LB1305", text.Span, "This can never be true here.", $"the reason on line {line} applies first wherever it would", "remove it, or put it above");
        }
        else if (!condition.Type.IsError && this.dealtWith.WhyTrue(condition) is { } above)
        {
            findings.Warn("LB1305", text.Span, "This is true for every record that comes here.", $"the reason on line {above} has taken the others, and nothing below can ever be reached");
        }
    }
}
